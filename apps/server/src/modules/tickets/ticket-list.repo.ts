import type { TicketSort } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Reach } from './ticket.policy.ts';
import { reaches, stateColumns } from './ticket.sql.repo.ts';
import type { TicketState } from './ticket.state.ts';
import { matches, opensOnly, type ResolvedFilter } from './ticket-filter.repo.ts';

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

/** One page of tickets in an order that an index gives. Cost: a walk along that index, past what the filter leaves out. */
export async function selectPage(
  tx: Tx,
  filter: ResolvedFilter,
  reach: Reach,
  sort: IndexedSort,
  after: SortKey | null,
  limit: number,
): Promise<ListedTicket[]> {
  const order = orders[sort];
  const further = after === null ? sql`true` : order.after(after, opensOnly(filter));
  const { rows } = await sql<ListedTicket>`
    select ${listedColumns} from tickets t
    where t.org_id = ${tx.orgId} and ${matches(filter)} and ${reaches(reach)} and ${further}
    order by ${order.by} limit ${limit}
  `.execute(tx.db);
  return rows;
}

export function sortKeyOf(sort: IndexedSort, ticket: ListedTicket): SortKey {
  return orders[sort].keyOf(ticket);
}

/** How many tickets there are, counted no further than `cap`. */
export async function countUpTo(tx: Tx, filter: ResolvedFilter, reach: Reach, cap: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from tickets t where t.org_id = ${tx.orgId} and ${matches(filter)} and ${reaches(reach)} limit ${cap}
    ) found
  `.execute(tx.db);
  return rows[0]?.count ?? 0;
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
