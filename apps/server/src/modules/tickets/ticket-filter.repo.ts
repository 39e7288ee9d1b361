import { openStatuses, type TicketFilter, type TicketStatus } from '@jingyun/contracts';
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
 * The conditions of a filter on `tickets t`, in two parts: those that an index can carry together with an order,
 * and the rest, which is asked of each ticket on the way. Which conditions there are shapes the statement; values
 * are parameters, and lists of any length are one parameter, so that the number of statements stays small.
 *
 * Conditions on lists and words (`@>`, `@@`) always belong to the rest: row security keeps them from any index.
 */
export function conditionsOf(filter: ResolvedFilter): { indexed: Condition; rest: Condition | null } {
  const indexed: Condition[] = [sql`true`];
  const rest: Condition[] = [];
  addStatus(filter.status, indexed, rest);
  const any = (column: Condition, values: readonly string[] | undefined) => {
    if (values !== undefined) rest.push(sql`${column} = any(${[...values]}::text[])`);
  };
  any(sql`t.kind`, filter.kind);
  any(sql`t.channel`, filter.channel);
  any(sql`t.priority`, filter.priority);
  any(sql`t.complaint_class`, filter.complaintClass);
  if (filter.severity !== undefined) rest.push(sql`t.severity = any(${[...filter.severity]}::smallint[])`);
  addIds(sql`t.category_id`, filter.categoryIds, false, indexed, rest);
  addIds(sql`t.customer_id`, filter.customer, false, indexed, rest);
  addIds(sql`t.assignee_id`, filter.assigneeIds, filter.unassigned, indexed, rest);
  addIds(sql`t.team_id`, filter.teamIds, filter.withoutTeam, indexed, rest);
  if (filter.tags !== undefined) rest.push(sql`t.tags @> ${[...filter.tags]}::text[]`);
  if (filter.followerId !== undefined) rest.push(sql`t.follower_ids @> array[${filter.followerId}]::uuid[]`);
  if (filter.parent !== undefined) indexed.push(sql`t.parent_id = ${filter.parent}`);
  if (filter.source !== undefined) rest.push(sql`t.source = ${filter.source}`);
  indexed.push(...between(sql`t.created_at`, filter.createdFrom, filter.createdTo));
  indexed.push(...between(sql`t.updated_at`, filter.updatedFrom, filter.updatedTo));
  rest.push(...between(sql`t.solved_at`, filter.solvedFrom, filter.solvedTo));
  return {
    indexed: sql.join(indexed, sql` and `),
    rest: rest.length === 0 ? null : sql.join(rest, sql` and `),
  };
}

/** All conditions of a filter together. */
export function matches(filter: ResolvedFilter): Condition {
  const { indexed, rest } = conditionsOf(filter);
  return rest === null ? indexed : sql`${indexed} and ${rest}`;
}

/** Said as the partial indexes say it, so that the planner can use them. */
function addStatus(
  statuses: readonly TicketStatus[] | undefined,
  indexed: Condition[],
  rest: Condition[],
): void {
  if (statuses === undefined) return;
  const open = new Set(statuses.filter((status) => isOpen(status)));
  const ended = new Set(statuses.filter((status) => !isOpen(status)));
  if (ended.size === 0) indexed.push(sql`t.is_open`);
  if (open.size === 0 && ended.size === 1 && ended.has('solved')) indexed.push(sql`t.status = 'solved'`);
  else if (open.size === 0) indexed.push(sql`not t.is_open`);
  const whole = (open.size === 0 || open.size === openStatuses.length) && ended.size !== 1;
  const said = whole || (open.size === 0 && ended.has('solved'));
  if (!said) rest.push(sql`t.status = any(${[...statuses]}::text[])`);
}

/** One id, or nobody, keeps the order of an index; several do not. */
function addIds(
  column: Condition,
  ids: readonly string[] | undefined,
  nobody: boolean | undefined,
  indexed: Condition[],
  rest: Condition[],
): void {
  if (ids === undefined) return;
  if (nobody !== true && ids.length === 1) indexed.push(sql`${column} = ${ids[0]}`);
  else if (nobody !== true) rest.push(sql`${column} = any(${[...ids]}::uuid[])`);
  else if (ids.length === 0) indexed.push(sql`${column} is null`);
  else rest.push(sql`(${column} is null or ${column} = any(${[...ids]}::uuid[]))`);
}

function between(column: Condition, from: string | undefined, to: string | undefined): Condition[] {
  const parts: Condition[] = [];
  if (from !== undefined) parts.push(sql`${column} >= ${from}::timestamptz`);
  if (to !== undefined) parts.push(sql`${column} < ${to}::timestamptz`);
  return parts;
}
