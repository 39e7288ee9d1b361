import { createHash } from 'node:crypto';
import type { TicketFilter, TicketSort } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type SearchQuery, searchQuery } from '../../platform/text/search-terms.ts';
import { resolveFilter } from './resolve-filter.ts';
import { currentSettings } from './settings.ts';
import { type Reach, reachOf } from './ticket.policy.ts';
import type { TicketState } from './ticket.state.ts';
import type { ResolvedFilter } from './ticket-filter.repo.ts';
import { countUpTo, type IndexedSort, selectAmong, selectPage, sortKeyOf } from './ticket-list.repo.ts';
import { type Found, searchNewest, searchWithin } from './ticket-search.repo.ts';
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
/** They are looked at in portions: most filters fill a page from the first few hundred, at a quarter of the cost. */
const firstPortion = 300;

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
  if (filter.q !== undefined && filter.q.trim() !== '') {
    const query = searchQuery(filter.q);
    if (query === null) return { count: 0, capped: false };
    const found = await find(tx, { filter: resolved, reach }, query, false, null, countCap);
    const more = found.candidates === candidatesFor(resolved, reach, countCap);
    return { count: found.tickets.length, capped: more || found.tickets.length === countCap };
  }
  const { count, complete } = await countUpTo(tx, resolved, reach, countCap);
  return { count, capped: !complete };
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
  const { tickets, brokenOffAt } = await selectPage(tx, filter, reach, sort, after, limit + 1);
  const page = tickets.slice(0, limit);
  const last = tickets.length > limit ? sortKeyOf(sort, page.at(-1)!) : brokenOffAt;
  return { tickets: page, nextCursor: last === null ? null : encodeCursor(list, last) };
}

async function search(tx: Tx, paging: Paging, text: string): Promise<Page> {
  const { filter, limit, list } = paging;
  const query = searchQuery(text);
  if (query === null) return { tickets: [], nextCursor: null };
  const [below, open] = decodeCursor(list, paging.cursor) ?? [null, false];
  const start = typeof below === 'number' ? below : null;
  let byBeginning = open === true;
  let found = await find(tx, paging, query, byBeginning, start, limit + 1);
  // Nobody who writes a whole word asks for longer ones as well.
  if (found.candidates === 0 && paging.cursor === undefined && query.beginning !== null) {
    byBeginning = true;
    found = await find(tx, paging, query, byBeginning, start, limit + 1);
  }
  const page = found.tickets.slice(0, limit);
  const last = found.tickets.length > limit ? page.at(-1)!.number : null;
  // Not a full page, but there was more to look at than one request may: the next page goes on from there.
  const goOn =
    last ?? (found.candidates === candidatesFor(filter, paging.reach, limit + 1) ? found.reached : null);
  return { tickets: page, nextCursor: goOn === null ? null : encodeCursor(list, [goOn, byBeginning]) };
}

async function find(
  tx: Tx,
  { filter, reach }: Pick<Paging, 'filter' | 'reach'>,
  query: SearchQuery,
  byBeginning: boolean,
  below: number | null,
  limit: number,
): Promise<Found> {
  const words = byBeginning ? (query.beginning ?? query.words) : query.words;
  const most = candidatesFor(filter, reach, limit);
  if (isNarrow(filter)) return searchWithin(tx, words, filter, reach, { below, limit, candidates: most });
  const found: Found = { tickets: [], candidates: 0, reached: below };
  for (let portion = Math.min(most, firstPortion); portion > 0; ) {
    const options = { below: found.reached, limit: limit - found.tickets.length, candidates: portion };
    const more = await searchNewest(tx, words, byBeginning, filter, reach, options);
    found.tickets.push(...more.tickets);
    found.candidates += more.candidates;
    found.reached = more.reached ?? found.reached;
    if (found.tickets.length === limit || more.candidates < portion) break;
    portion = nextPortion(found.tickets.length, limit, found.candidates, most);
  }
  return found;
}

/**
 * How many further candidates are likely to fill the page, with a third more as chance would have it; none once
 * `most` were looked at.
 */
function nextPortion(kept: number, limit: number, looked: number, most: number): number {
  const needed = kept === 0 ? most : Math.ceil(((limit - kept) * looked * 4) / (kept * 3));
  return Math.min(Math.max(needed, firstPortion), most - looked);
}

/** One person's, one customer's or one parent's tickets are few: they are asked first and then for the words. */
function isNarrow(filter: ResolvedFilter): boolean {
  const byPerson = filter.assigneeIds !== undefined && filter.unassigned !== true;
  return filter.customer !== undefined || filter.parent !== undefined || byPerson;
}

/** Where no filter leaves anything out, no more matches are needed than are shown. */
function candidatesFor(filter: ResolvedFilter, reach: Reach, limit: number): number {
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return filtered || reach.scope !== 'all' ? candidates : limit;
}

async function byDue(tx: Tx, paging: Paging, dueOrder: DueOrder | undefined): Promise<Page> {
  if (dueOrder === undefined) throw new ServiceError('ticket_sort_unavailable');
  const { filter, reach, limit, list } = paging;
  const [dueAt, ticketId] = decodeCursor(list, paging.cursor) ?? [];
  const after = typeof dueAt === 'string' && typeof ticketId === 'string' ? { dueAt, ticketId } : null;
  const kept: DueTicket[] = [];
  let reached = after;
  let ended = false;
  let looked = 0;
  for (let portion = firstPortion; portion > 0; ) {
    const due = await dueOrder(tx, reached, portion);
    const ids = due.map((row) => row.ticketId);
    const byId = new Map((await selectAmong(tx, ids, filter, reach)).map((ticket) => [ticket.id, ticket]));
    for (const { ticketId, dueAt } of due) {
      const ticket = byId.get(ticketId);
      if (ticket !== undefined) kept.push({ ticket, dueAt });
    }
    const last = due.at(-1);
    if (last !== undefined) reached = { dueAt: last.dueAt.toString(), ticketId: last.ticketId };
    looked += due.length;
    ended = due.length < portion;
    if (ended || kept.length > limit) break;
    portion = nextPortion(kept.length, limit + 1, looked, candidates);
  }
  const page = kept.slice(0, limit);
  const next = kept.length > limit ? placeOf(page.at(-1)!) : ended ? null : reached;
  return {
    tickets: page.map(({ ticket }) => ticket),
    nextCursor: next === null ? null : encodeCursor(list, [next.dueAt, next.ticketId]),
  };
}

interface DueTicket {
  ticket: TicketState;
  dueAt: Temporal.Instant;
}

const placeOf = ({ ticket, dueAt }: DueTicket) => ({ dueAt: dueAt.toString(), ticketId: ticket.id });
