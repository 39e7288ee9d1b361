import { createHash } from 'node:crypto';
import type { TicketFilter, TicketSort } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { searchQuery } from '../../platform/text/search-terms.ts';
import { resolveFilter } from './resolve-filter.ts';
import { currentSettings } from './settings.ts';
import { type Reach, reachOf } from './ticket.policy.ts';
import type { TicketState } from './ticket.state.ts';
import type { ResolvedFilter } from './ticket-filter.repo.ts';
import { countUpTo, type IndexedSort, selectAmong, selectPage, sortKeyOf } from './ticket-list.repo.ts';
import { searchNewest, searchWithin } from './ticket-search.repo.ts';
import { readView } from './view.repo.ts';

/**
 * Tickets by when their next promise is due, earliest first: given by the module that keeps promises. A page
 * begins after (dueAt, ticketId).
 */
export type DueOrder = (
  tx: Tx,
  after: { dueAt: string; ticketId: string } | null,
  limit: number,
) => Promise<{ ticketId: string; dueAt: Temporal.Instant }[]>;

export type ListQuery = TicketFilter & {
  sort?: TicketSort | undefined;
  view?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

export interface Page {
  tickets: TicketState[];
  nextCursor: string | null;
}

/** Tickets of one page looked at before the filter is asked; the page ends there, and the next goes on from it. */
const candidates = 2_000;

/** One page of the tickets that the caller may see. */
export async function listTickets(tx: Tx, call: Call, query: ListQuery, dueOrder?: DueOrder): Promise<Page> {
  const reach = reachOf(call.actor, 'tickets.read');
  const { limit, cursor, ...asked } = query;
  const { filter, sort } = await withView(tx, call, asked);
  const resolved = resolveFilter(filter, call.actor, (await currentSettings(tx)).categories);
  const paging: Paging = { filter: resolved, reach, limit, cursor, list: listName(filter, sort) };
  if (filter.q !== undefined && filter.q.trim() !== '') return search(tx, paging, filter.q);
  if (sort === 'due') return byDue(tx, paging, dueOrder);
  return byIndex(tx, paging, sort);
}

const countCap = 1_000;

/** How many tickets a filter holds, up to 1,000. */
export async function countTickets(
  tx: Tx,
  call: Call,
  query: Omit<ListQuery, 'limit' | 'sort' | 'cursor'>,
): Promise<{ count: number; capped: boolean }> {
  const reach = reachOf(call.actor, 'tickets.read');
  const { filter } = await withView(tx, call, query);
  const resolved = resolveFilter(filter, call.actor, (await currentSettings(tx)).categories);
  const words = filter.q === undefined ? null : searchQuery(filter.q);
  if (filter.q !== undefined && filter.q.trim() !== '') {
    if (words === null) return { count: 0, capped: false };
    const options = { below: null, limit: countCap, candidates };
    const found = await searchNewest(tx, words, resolved, reach, options);
    return {
      count: found.tickets.length,
      capped: found.candidates === candidates || found.tickets.length === countCap,
    };
  }
  const count = await countUpTo(tx, resolved, reach, countCap);
  return { count, capped: count === countCap };
}

interface Paging {
  filter: ResolvedFilter;
  reach: Reach;
  limit: number;
  cursor: string | undefined;
  /** Names the list in cursors: another filter or order is another list. */
  list: string;
}

/** What the query says holds over what its view says. */
async function withView(
  tx: Tx,
  call: Call,
  query: Omit<ListQuery, 'limit' | 'cursor'>,
): Promise<{ filter: TicketFilter; sort: TicketSort }> {
  const { view: viewId, sort, ...filter } = query;
  if (viewId === undefined) return { filter, sort: sort ?? '-updated' };
  const view = await readView(tx, call.actor, viewId);
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return { filter: { ...view.filter, ...given }, sort: sort ?? view.sort };
}

function listName(filter: TicketFilter, sort: TicketSort): string {
  const shape = JSON.stringify([
    sort,
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .sort(),
  ]);
  return `tickets:${createHash('sha256').update(shape).digest('base64url').slice(0, 12)}`;
}

async function byIndex(tx: Tx, paging: Paging, sort: IndexedSort): Promise<Page> {
  const { filter, reach, limit, list } = paging;
  const after = decodeCursor(list, paging.cursor);
  const rows = await selectPage(tx, filter, reach, sort, after, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { tickets: page, nextCursor: more ? encodeCursor(list, sortKeyOf(sort, last)) : null };
}

async function search(tx: Tx, paging: Paging, text: string): Promise<Page> {
  const { filter, reach, limit, list } = paging;
  const words = searchQuery(text);
  if (words === null) return { tickets: [], nextCursor: null };
  const [below] = decodeCursor(list, paging.cursor) ?? [];
  const narrow =
    filter.customer !== undefined ||
    filter.parent !== undefined ||
    (filter.assigneeIds !== undefined && filter.unassigned !== true);
  const find = narrow ? searchWithin : searchNewest;
  const found = await find(tx, words, filter, reach, {
    below: typeof below === 'number' ? below : null,
    limit: limit + 1,
    candidates,
  });
  const page = found.tickets.slice(0, limit);
  const last = found.tickets.length > limit ? page.at(-1)!.number : null;
  // Not a full page, but there was more to look at than one request may: the next page goes on from there.
  const goOn = last ?? (found.candidates === candidates ? found.reached : null);
  return { tickets: page, nextCursor: goOn === null ? null : encodeCursor(list, [goOn]) };
}

async function byDue(tx: Tx, paging: Paging, dueOrder: DueOrder | undefined): Promise<Page> {
  if (dueOrder === undefined) throw new ServiceError('ticket_sort_unavailable');
  const { filter, reach, limit, list } = paging;
  const [dueAt, ticketId] = decodeCursor(list, paging.cursor) ?? [];
  const after = typeof dueAt === 'string' && typeof ticketId === 'string' ? { dueAt, ticketId } : null;
  const due = await dueOrder(tx, after, candidates);
  const ids = due.map((row) => row.ticketId);
  const byId = new Map((await selectAmong(tx, ids, filter, reach)).map((ticket) => [ticket.id, ticket]));
  const kept = due.filter((row) => byId.has(row.ticketId));
  const page = kept.slice(0, limit);
  const goOn = kept.length > limit ? page.at(-1) : due.length === candidates ? due.at(-1) : undefined;
  return {
    tickets: page.map((row) => byId.get(row.ticketId)!),
    nextCursor: goOn === undefined ? null : encodeCursor(list, [goOn.dueAt.toString(), goOn.ticketId]),
  };
}
