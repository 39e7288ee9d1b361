import type {
  Alert,
  ChartAnswer,
  ChartNoteInput,
  ChartPareto,
  ControlChart,
  ControlChartInput,
  MetricDimension,
} from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });

export interface ChartFilter {
  search?: string;
  metric?: string;
}

export const chartListQuery = (filter: ChartFilter) =>
  infiniteQueryOptions({
    queryKey: ['charts', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/charts', {
          params: { query: { ...filter, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ) as Promise<{ data: ControlChart[]; nextCursor: string | null }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export interface ChartRange {
  from?: string;
  to?: string;
}

export const chartPointsQuery = (id: string, range: ChartRange) =>
  queryOptions({
    queryKey: ['charts', 'points', id, range],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/charts/{id}/points', { params: { path: { id }, query: range }, signal }),
      ) as Promise<ChartAnswer>,
    placeholderData: keepPreviousData,
  });

export const paretoQuery = (id: string, dimension: MetricDimension, range: ChartRange) =>
  queryOptions({
    queryKey: ['charts', 'pareto', id, dimension, range],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/charts/{id}/pareto', {
          params: { path: { id }, query: { dimension, ...range } },
          signal,
        }),
      ) as Promise<ChartPareto>,
    placeholderData: keepPreviousData,
  });

export const createChart = (body: ControlChartInput) =>
  unwrap(api.POST('/api/v1/charts', { body: sent(body) })) as Promise<ControlChart>;

export const replaceChart = ({ id, version }: ControlChart, body: ControlChartInput) =>
  unwrap(
    api.PUT('/api/v1/charts/{id}', { ...path(id), body: sent(body), headers: ifMatch(version) }),
  ) as Promise<ControlChart>;

export const freezeLimits = ({ id, version }: ControlChart) =>
  unwrap(api.POST('/api/v1/charts/{id}/freeze', { ...path(id), headers: ifMatch(version) }));

export const deleteChart = ({ id, version }: ControlChart) =>
  unwrap(api.DELETE('/api/v1/charts/{id}', { ...path(id), headers: ifMatch(version) }));

export const putNote = (id: string, date: string, body: ChartNoteInput) =>
  unwrap(api.PUT('/api/v1/charts/{id}/notes/{date}', { params: { path: { id, date } }, body: sent(body) }));

export const deleteNote = (id: string, date: string) =>
  unwrap(api.DELETE('/api/v1/charts/{id}/notes/{date}', { params: { path: { id, date } } }));

export interface AlertFilter {
  state?: string;
  chartId?: string;
  owner?: string;
}

export const alertListQuery = (filter: AlertFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'list', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/alerts', {
          params: { query: { ...filter, limit, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ) as Promise<{ data: Alert[]; nextCursor: string | null }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 5 * 60_000,
  });

export const acknowledgeAlert = ({ id, version }: Alert) =>
  unwrap(
    api.POST('/api/v1/alerts/{id}/acknowledge', { ...path(id), body: sent({}), headers: ifMatch(version) }),
  );

export const snoozeAlert = ({ id, version }: Alert, until: string) =>
  unwrap(
    api.POST('/api/v1/alerts/{id}/snooze', {
      ...path(id),
      body: sent({ until }),
      headers: ifMatch(version),
    }),
  );

export type AlertCloseReason = NonNullable<Alert['closed']>['reason'];

export const closeAlert = ({ id, version }: Alert, reason: AlertCloseReason, note: string) =>
  unwrap(
    api.POST('/api/v1/alerts/{id}/close', {
      ...path(id),
      body: sent({ reason, note }),
      headers: ifMatch(version),
    }),
  );
