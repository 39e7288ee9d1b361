import type { BusinessCalendar, BusinessCalendarInput } from '@jingyun/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../../lib/api/client.ts';
import { allPages } from '../../../lib/api/pages.ts';

const path = (id: string) => ({ params: { path: { id } } });

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: () =>
    allPages((page) => unwrap(api.GET('/api/v1/calendars', { params: { query: page } }))) as Promise<
      BusinessCalendar[]
    >,
  staleTime: 60_000,
});

export const saveCalendar = (calendar: BusinessCalendar | null, body: BusinessCalendarInput) =>
  calendar === null
    ? unwrap(api.POST('/api/v1/calendars', { body: sent(body) }))
    : unwrap(
        api.PUT('/api/v1/calendars/{id}', {
          ...path(calendar.id),
          body: sent(body),
          headers: ifMatch(calendar.version),
        }),
      );

export const deleteCalendar = (calendar: BusinessCalendar) =>
  unwrap(api.DELETE('/api/v1/calendars/{id}', { ...path(calendar.id), headers: ifMatch(calendar.version) }));

export const makeDefault = (id: string) => unwrap(api.POST('/api/v1/calendars/{id}/default', path(id)));

export const chinaDays = (year: number) =>
  unwrap(api.GET('/api/v1/calendars/china-days', { params: { query: { year } } }));
