import type { TicketFilter, TicketStatus } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import { isOpen } from './ticket.rules.ts';

/** A filter whose `me`, `mine` and category trees have become ids. */
export interface ResolvedFilter
  extends Omit<TicketFilter, 'assignee' | 'team' | 'category' | 'following' | 'q'> {
  assigneeIds?: string[];
  unassigned?: boolean;
  teamIds?: string[];
  withoutTeam?: boolean;
  categoryIds?: string[];
  followerId?: string | null;
}

type Condition = RawBuilder<unknown>;

/** True where only open tickets are asked for, which have indexes of their own. */
export function opensOnly(filter: ResolvedFilter): boolean {
  return filter.status?.every((status) => isOpen(status)) === true;
}

/**
 * The conditions of a filter on `tickets t`. Which conditions there are shapes the statement; values are
 * parameters, lists of any length are one parameter. So the number of statements stays small and prepared.
 */
export function matches(filter: ResolvedFilter): Condition {
  const parts: Condition[] = [...statusParts(filter.status)];
  const any = (column: Condition, values: readonly string[] | undefined) => {
    if (values !== undefined) parts.push(sql`${column} = any(${[...values]}::text[])`);
  };
  any(sql`t.kind`, filter.kind);
  any(sql`t.channel`, filter.channel);
  any(sql`t.priority`, filter.priority);
  any(sql`t.complaint_class`, filter.complaintClass);
  if (filter.severity !== undefined) parts.push(sql`t.severity = any(${[...filter.severity]}::smallint[])`);
  if (filter.categoryIds !== undefined) parts.push(anyId(sql`t.category_id`, filter.categoryIds));
  if (filter.customer !== undefined) parts.push(anyId(sql`t.customer_id`, filter.customer));
  parts.push(...orNobody(sql`t.assignee_id`, filter.assigneeIds, filter.unassigned));
  parts.push(...orNobody(sql`t.team_id`, filter.teamIds, filter.withoutTeam));
  // `tags <> '{}'` lets the planner see that the partial index holds every such ticket.
  if (filter.tags !== undefined) parts.push(sql`t.tags @> ${[...filter.tags]}::text[] and t.tags <> '{}'`);
  if (filter.followerId !== undefined) parts.push(sql`t.follower_ids @> array[${filter.followerId}]::uuid[]`);
  if (filter.parent !== undefined) parts.push(sql`t.parent_id = ${filter.parent}`);
  if (filter.source !== undefined) parts.push(sql`t.source = ${filter.source}`);
  parts.push(...between(sql`t.created_at`, filter.createdFrom, filter.createdTo));
  parts.push(...between(sql`t.updated_at`, filter.updatedFrom, filter.updatedTo));
  parts.push(...between(sql`t.solved_at`, filter.solvedFrom, filter.solvedTo));
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

function statusParts(statuses: readonly TicketStatus[] | undefined): Condition[] {
  if (statuses === undefined) return [];
  const open = statuses.filter((status) => isOpen(status));
  const closed = statuses.filter((status) => !isOpen(status));
  // Said as the partial indexes say it, so that the planner can use them.
  if (closed.length === 0) {
    return open.length === 4 ? [sql`t.is_open`] : [sql`t.is_open and t.status = any(${open}::text[])`];
  }
  if (open.length === 0 && closed.length === 2) return [sql`not t.is_open`];
  return [sql`t.status = any(${[...statuses]}::text[])`];
}

/** A single id is said as such: an equality keeps the order of an index, a list does not. */
function anyId(column: Condition, ids: readonly string[]): Condition {
  return ids.length === 1 ? sql`${column} = ${ids[0]}` : sql`${column} = any(${[...ids]}::uuid[])`;
}

function orNobody(
  column: Condition,
  ids: readonly string[] | undefined,
  nobody: boolean | undefined,
): Condition[] {
  if (ids === undefined) return [];
  if (nobody !== true) return [anyId(column, ids)];
  return ids.length === 0 ? [sql`${column} is null`] : [sql`(${column} is null or ${anyId(column, ids)})`];
}

function between(column: Condition, from: string | undefined, to: string | undefined): Condition[] {
  const parts: Condition[] = [];
  if (from !== undefined) parts.push(sql`${column} >= ${from}::timestamptz`);
  if (to !== undefined) parts.push(sql`${column} < ${to}::timestamptz`);
  return parts;
}
