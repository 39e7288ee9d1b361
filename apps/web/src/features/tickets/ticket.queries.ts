import type {
  BulkInput,
  CreateTicketInput,
  LinkInput,
  NoteInput,
  ReplyInput,
  TicketChange,
  TicketFilter,
  TicketMacro,
  TicketSort,
  ViewInput,
} from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';
import { allPages } from '../../lib/api/pages.ts';
import { filterTo } from './filter-codec.ts';

/** What a macro would say and change on a ticket. */
export interface MacroPreview {
  text: string | null;
  public: boolean;
  change: TicketChange;
}

const pageSize = 50;
const flat = (filter: TicketFilter) => Object.fromEntries(filterTo(filter));
const path = (id: string) => ({ params: { path: { id } } });

export const ticketListQuery = (filter: TicketFilter, sort: TicketSort) =>
  infiniteQueryOptions({
    queryKey: ['tickets', 'list', flat(filter), sort],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/tickets', {
          params: {
            query: {
              ...flat(filter),
              limit: pageSize,
              ...(pageParam === null ? {} : { cursor: pageParam }),
              // Searching, the best match order is the server's own.
              ...(filter.q === undefined ? { sort } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const ticketCountQuery = (filter: TicketFilter) =>
  queryOptions({
    queryKey: ['tickets', 'count', flat(filter)],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/tickets/count', { params: { query: flat(filter) }, signal })),
    placeholderData: keepPreviousData,
  });

/** A few tickets for a box that is being typed into. */
export const ticketSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['tickets', 'search', q],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/tickets', { params: { query: { q, limit: 6 } }, signal })),
    placeholderData: keepPreviousData,
    enabled: q.length > 0,
  });

export const ticketsOf = (filter: TicketFilter, sort: TicketSort, limit: number) =>
  queryOptions({
    queryKey: ['tickets', 'some', flat(filter), sort, limit],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/tickets', { params: { query: { ...flat(filter), sort, limit } }, signal })),
    placeholderData: keepPreviousData,
  });

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/tickets/{id}', { ...path(id), signal })),
  });

export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id, 'messages'],
    // The API gives the newest first, as logs do; a conversation is read from its beginning.
    queryFn: async () =>
      (
        await allPages((page) =>
          unwrap(api.GET('/api/v1/tickets/{id}/messages', { params: { path: { id }, query: page } })),
        )
      ).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
  });

export const activityQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['ticket', id, 'activity'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/tickets/{id}/activity', {
          params: {
            path: { id },
            query: { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const relativesQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id, 'relatives'],
    queryFn: () => unwrap(api.GET('/api/v1/tickets/{id}/relatives', path(id))),
  });

export const slaQuery = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id, 'sla'],
    queryFn: () => unwrap(api.GET('/api/v1/tickets/{id}/sla', path(id))),
  });

export const macrosQuery = queryOptions({
  queryKey: ['ticket-macros'],
  // The document cannot say what a transformed list is; its items are tags.
  queryFn: async () => (await unwrap(api.GET('/api/v1/ticket-macros'))).data as TicketMacro[],
  staleTime: 60_000,
});

export const viewsQuery = queryOptions({
  queryKey: ['ticket-views'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/ticket-views'))).data,
  staleTime: 60_000,
});

export const createTicket = (body: CreateTicketInput, key: string) =>
  unwrap(api.POST('/api/v1/tickets', { body: sent(body), headers: { 'idempotency-key': key } }));

export const changeTicket = (id: string, version: number, body: TicketChange) =>
  unwrap(api.PATCH('/api/v1/tickets/{id}', { ...path(id), body: sent(body), headers: ifMatch(version) }));

export const replyToTicket = (id: string, body: ReplyInput, key: string) =>
  unwrap(
    api.POST('/api/v1/tickets/{id}/replies', {
      ...path(id),
      body: sent(body),
      headers: { 'idempotency-key': key },
    }),
  );

export const noteOnTicket = (id: string, body: NoteInput, key: string) =>
  unwrap(
    api.POST('/api/v1/tickets/{id}/notes', {
      ...path(id),
      body: sent(body),
      headers: { 'idempotency-key': key },
    }),
  );

export const mergeTicket = (id: string, intoId: string) =>
  unwrap(api.POST('/api/v1/tickets/{id}/merge', { ...path(id), body: { intoId } }));

export const linkTicket = (id: string, body: LinkInput) =>
  unwrap(api.POST('/api/v1/tickets/{id}/links', { ...path(id), body: sent(body) }));

/** Takes a link away, from the ticket it was made on. */
export const unlinkTickets = (link: { from: string; to: string; relation: LinkInput['relation'] }) =>
  unwrap(
    api.DELETE('/api/v1/tickets/{id}/links', {
      ...path(link.from),
      body: { otherId: link.to, relation: link.relation },
    }),
  );

export const bulkEdit = (body: BulkInput) => unwrap(api.POST('/api/v1/tickets/bulk', { body: sent(body) }));

export const createView = (body: ViewInput) => unwrap(api.POST('/api/v1/ticket-views', { body: sent(body) }));

export const replaceView = (id: string, version: number, body: ViewInput) =>
  unwrap(api.PUT('/api/v1/ticket-views/{id}', { ...path(id), body: sent(body), headers: ifMatch(version) }));

export const deleteView = (id: string, version: number) =>
  unwrap(api.DELETE('/api/v1/ticket-views/{id}', { ...path(id), headers: ifMatch(version) }));

export const previewMacro = (id: string, macroId: string) =>
  unwrap(
    api.GET('/api/v1/tickets/{id}/macros/{macroId}', { params: { path: { id, macroId } } }),
  ) as Promise<MacroPreview>;

/** The latest event of a ticket: who was faster. */
export const activityQueryLast = (id: string) =>
  queryOptions({
    queryKey: ['ticket', id, 'activity', 'last'],
    queryFn: () =>
      unwrap(api.GET('/api/v1/tickets/{id}/activity', { params: { path: { id }, query: { limit: 1 } } })),
    staleTime: 0,
  });
