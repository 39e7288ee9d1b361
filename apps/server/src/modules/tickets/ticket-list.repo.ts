import type { TicketSort } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Reach } from './ticket.policy.ts';
import { reaches, stateColumns } from './ticket.sql.repo.ts';
import type { TicketState } from './ticket.state.ts';
import { conditionsOf, matches, opensOnly, type ResolvedFilter } from './ticket-filter.repo.ts';

/** The sorts that an index of tickets gives. */
export type IndexedSort = Exclude<TicketSort, 'due'>;

/** The place of a ticket in an order, as a cursor carries it. */
export type SortKey = readonly (string | number | boolean | null)[];

interface Order {
  by: RawBuilder<unknown>;
  after: (key: SortKey, openOnly: boolean) => RawBuilder<unknown>;
  keyOf: (ticket: TicketState & { priorityRank: number; isOpen: boolean }) => SortKey;
}

function byTime(column: RawBuilder<unknown>, newestFirst: boolean, at: 'createdAt' | 'updatedAt'): Order {
  const beyond = newestFirst ? sql`<` : sql`>`;
  return {
    by: newestFirst ? sql`${column} desc, t.id desc` : sql`${column}, t.id`,
    after: ([time, id]) => sql`(${column}, t.id) ${beyond} (${time}::timestamptz, ${id}::uuid)`,
    keyOf: (ticket) => [ticket[at].toString(), ticket.id],
  };
}

const orders: Record<IndexedSort, Order> = {
  '-updated': byTime(sql`t.updated_at`, true, 'updatedAt'),
  updated: byTime(sql`t.updated_at`, false, 'updatedAt'),
  '-created': byTime(sql`t.created_at`, true, 'createdAt'),
  created: byTime(sql`t.created_at`, false, 'createdAt'),
  /** What is open comes first, then by priority, then what has waited longest. */
  priority: {
    by: sql`t.is_open desc, t.priority_rank, t.created_at, t.id`,
    after: ([open, rank, time, id], openOnly) => {
      const further = sql`(t.priority_rank, t.created_at, t.id) > (${rank}::smallint, ${time}::timestamptz, ${id}::uuid)`;
      return openOnly ? further : sql`((t.is_open = ${open} and ${further}) or t.is_open < ${open})`;
    },
    keyOf: (ticket) => [ticket.isOpen, ticket.priorityRank, ticket.createdAt.toString(), ticket.id],
  },
};

export type ListedTicket = TicketState & { priorityRank: number; isOpen: boolean };

const listedColumns = sql`${stateColumns}, t.priority_rank as "priorityRank", t.is_open as "isOpen"`;

/** Tickets that one request looks at, at most: some 15 ms. */
const walk = 10_000;

export interface Walked {
  tickets: ListedTicket[];
  /** Where the walk was broken off; null where it came to its end or the page is full. */
  brokenOffAt: SortKey | null;
}

/**
 * One page of tickets in an order that an index gives: a walk along that index, past what the rest of the filter
 * leaves out. The walk ends after 10,000 tickets, so that a filter which hardly anything fits cannot read the whole
 * history; the page may then be short, and the next one goes on from there.
 */
export async function selectPage(
  tx: Tx,
  filter: ResolvedFilter,
  reach: Reach,
  sort: IndexedSort,
  after: SortKey | null,
  limit: number,
): Promise<Walked> {
  const order = orders[sort];
  const { indexed, rest } = conditionsOf(filter);
  const further = after === null ? sql`true` : order.after(after, opensOnly(filter));
  const along = sql`t.org_id = ${tx.orgId} and ${indexed} and ${further}`;
  if (rest === null && reach.scope === 'all') {
    const { rows } = await sql<ListedTicket>`
      select ${listedColumns} from tickets t where ${along} order by ${order.by} limit ${limit}
    `.execute(tx.db);
    return { tickets: rows, brokenOffAt: null };
  }
  const { rows } = await sql<ListedTicket>`
    select ${listedColumns} from (select t.* from tickets t where ${along} order by ${order.by} limit ${walk}) t
    where ${rest ?? sql`true`} and ${reaches(reach)}
    order by ${order.by} limit ${limit}
  `.execute(tx.db);
  return { tickets: rows, brokenOffAt: rows.length < limit ? await endOfWalk(tx, along, order) : null };
}

async function endOfWalk(tx: Tx, along: RawBuilder<unknown>, order: Order): Promise<SortKey | null> {
  const { rows } = await sql<ListedTicket>`
    select ${listedColumns} from tickets t where ${along} order by ${order.by} offset ${walk - 1} limit 1
  `.execute(tx.db);
  return rows[0] === undefined ? null : order.keyOf(rows[0]);
}

export function sortKeyOf(sort: IndexedSort, ticket: ListedTicket): SortKey {
  return orders[sort].keyOf(ticket);
}

/**
 * How many tickets there are, counted no further than `cap` and among no more tickets than a walk sees.
 * @returns `complete` false where there may be more
 */
export async function countUpTo(
  tx: Tx,
  filter: ResolvedFilter,
  reach: Reach,
  cap: number,
): Promise<{ count: number; complete: boolean }> {
  const { indexed, rest } = conditionsOf(filter);
  const { rows } = await sql<{ count: number }>`
    with walked as (
      select t.* from tickets t where t.org_id = ${tx.orgId} and ${indexed}
      order by t.updated_at desc, t.id desc limit ${walk}
    )
    select count(*) as count from (
      select from walked t where ${rest ?? sql`true`} and ${reaches(reach)} limit ${cap}
    ) found
  `.execute(tx.db);
  const count = rows[0]?.count ?? 0;
  if (count === cap) return { count, complete: false };
  const further = await sql`
    select from tickets t where t.org_id = ${tx.orgId} and ${indexed}
    order by t.updated_at desc, t.id desc offset ${walk} limit 1
  `.execute(tx.db);
  return { count, complete: further.rows.length === 0 };
}

/** Of these tickets those that a filter and the reach leave, in no order. */
export async function selectAmong(
  tx: Tx,
  ids: readonly string[],
  filter: ResolvedFilter,
  reach: Reach,
): Promise<TicketState[]> {
  const { rows } = await sql<TicketState>`
    select ${stateColumns} from tickets t
    where t.org_id = ${tx.orgId} and t.id = any(${[...ids]}::uuid[]) and ${matches(filter)} and ${reaches(reach)}
  `.execute(tx.db);
  return rows;
}
