import type { AssignmentState, CoverageCounts } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface AssignmentRow {
  courseId: string;
  userId: string;
  dueOn: string;
  assignedAt: Temporal.Instant;
  attemptsUsed: number;
  best: number | null;
  passedAt: Temporal.Instant | null;
  remindedAt: Temporal.Instant | null;
  state: AssignmentState;
  /** A newer version of the same procedure is to be learnt instead. */
  withdrawn: boolean;
  /** The last day of the certification in force; null where it has none, or lasts for good. */
  until: string | null;
}

/** The state on a local day (`YYYY-MM-DD`). Expects `a` for the assignment and `c` for its course. */
const stateOn = (today: string) => sql<AssignmentState>`case when a.passed_at is not null then 'passed'
  when a.attempts_used >= (c.settings ->> 'attempts')::integer then 'failed'
  when a.due_on < ${today}::date then 'overdue' else 'open' end`;

const columns = (today: string) => sql`a.course_id as "courseId", a.user_id as "userId", a.due_on as "dueOn",
  a.assigned_at as "assignedAt", a.attempts_used as "attemptsUsed", a.best, a.passed_at as "passedAt",
  greatest(a.reminded_before_at, a.reminded_overdue_at) as "remindedAt", ${stateOn(today)} as state, a.withdrawn_at is not null as withdrawn,
  (select t.until from training_certifications t where t.org_id = a.org_id and t.course_id = a.course_id
    and t.user_id = a.user_id and t.expired_at is null) as until`;

const from = sql`training_assignments a join training_courses c on c.org_id = a.org_id and c.id = a.course_id`;

export interface AssignmentFilter {
  courseId?: string | undefined;
  state?: AssignmentState | undefined;
  /** Null for everybody's. */
  userIds: readonly string[] | null;
}

export type AssignmentKey = readonly [dueOn: string, courseId: string, userId: string];

/** A page of assignments by their due day; one row more than asked for where there are further ones. */
export async function listAssignments(
  tx: Tx,
  today: string,
  { courseId, state, userIds }: AssignmentFilter,
  after: AssignmentKey | null,
  limit: number,
): Promise<AssignmentRow[]> {
  const { rows } = await sql<AssignmentRow>`
    select ${columns(today)} from ${from}
    where a.org_id = ${tx.orgId} and a.withdrawn_at is null
      and ${courseId === undefined ? sql`true` : sql`a.course_id = ${courseId}`}
      and ${userIds === null ? sql`true` : sql`a.user_id = any(${[...userIds]}::uuid[])`}
      and ${state === undefined ? sql`true` : sql`${stateOn(today)} = ${state}`}
      and ${after === null ? sql`true` : sql`(a.due_on, a.course_id, a.user_id) > (${after[0]}::date, ${after[1]}::uuid, ${after[2]}::uuid)`}
    order by a.due_on, a.course_id, a.user_id limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** What one person is to take and has passed, of courses that are not retired; what is open first. */
export async function assignmentsOf(tx: Tx, today: string, userId: string): Promise<AssignmentRow[]> {
  const { rows } = await sql<AssignmentRow>`
    select ${columns(today)} from ${from}
    where a.org_id = ${tx.orgId} and a.user_id = ${userId} and a.withdrawn_at is null and (not c.retired or a.passed_at is not null)
    order by a.passed_at is not null, a.due_on, a.course_id limit 500
  `.execute(tx.db);
  return rows;
}

/** Of some courses, those that a person is to take or has passed. */
export async function assignedAmong(
  tx: Tx,
  userId: string,
  courseIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select course_id as id from training_assignments
    where org_id = ${tx.orgId} and user_id = ${userId} and withdrawn_at is null and course_id = any(${[...courseIds]}::uuid[])
  `.execute(tx.db);
  return new Set(rows.map(({ id }) => id));
}

/** One person's assignment of a course, also one that was withdrawn; null where there is none. */
export async function findAssignment(
  tx: Tx,
  today: string,
  courseId: string,
  userId: string,
): Promise<AssignmentRow | null> {
  return (await only(tx, today, courseId, userId, sql``))[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockAssignment(
  tx: Tx,
  today: string,
  courseId: string,
  userId: string,
): Promise<AssignmentRow | null> {
  return (await only(tx, today, courseId, userId, sql`for update of a`))[0] ?? null;
}

async function only(tx: Tx, today: string, courseId: string, userId: string, lock: ReturnType<typeof sql>) {
  const { rows } = await sql<AssignmentRow>`
    select ${columns(today)} from ${from}
    where a.org_id = ${tx.orgId} and a.course_id = ${courseId} and a.user_id = ${userId} ${lock}
  `.execute(tx.db);
  return rows;
}

/**
 * Assigns a course to people. Those who have it already keep it as it is, unless it is assigned anew: their attempts
 * then count from the beginning.
 *
 * @returns the people to whom it was assigned
 */
export async function insertAssignments(
  tx: Tx,
  assignment: { courseId: string; dueOn: string; anew: boolean },
  userIds: readonly string[],
  now: Temporal.Instant,
): Promise<string[]> {
  const { courseId, dueOn, anew } = assignment;
  const { rows } = await sql<{ id: string }>`
    insert into training_assignments as a (org_id, course_id, user_id, due_on, assigned_at)
    select ${tx.orgId}::uuid, ${courseId}::uuid, u, ${dueOn}::date, ${now}::timestamptz from unnest(${[...userIds]}::uuid[]) u
    -- Who has it is not even locked: they may be handing an attempt in.
    where ${anew}::boolean or not exists (select from training_assignments o where o.org_id = ${tx.orgId}::uuid
      and o.course_id = ${courseId}::uuid and o.user_id = u and o.withdrawn_at is null)
    on conflict (org_id, course_id, user_id) do update set due_on = excluded.due_on, assigned_at = excluded.assigned_at,
      attempts_used = 0, best = null, passed_at = null, withdrawn_at = null, reminded_before_at = null, reminded_overdue_at = null
      where ${anew}::boolean or a.withdrawn_at is not null
    returning a.user_id as id
  `.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** Withdraws from people what they have not passed of the earlier versions of a procedure. @returns whom, by course */
export async function withdrawEarlier(
  tx: Tx,
  { procedureId, number }: { procedureId: string; number: number },
  userIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ courseId: string; userIds: string[] }>`
    with withdrawn as (
      update training_assignments a set withdrawn_at = ${now}
      from training_courses c
      where a.org_id = ${tx.orgId} and c.org_id = a.org_id and c.id = a.course_id and c.procedure_id = ${procedureId}
        and c.version_number < ${number} and a.passed_at is null and a.withdrawn_at is null
        and a.user_id = any(${[...userIds]}::uuid[])
      returning a.course_id, a.user_id)
    select course_id as "courseId", array_agg(user_id) as "userIds" from withdrawn group by course_id order by course_id
  `.execute(tx.db);
  return new Map(rows.map((row) => [row.courseId, row.userIds]));
}

/** Writes what came of an attempt. */
export async function noteAttempt(
  tx: Tx,
  { courseId, userId }: Pick<AssignmentRow, 'courseId' | 'userId'>,
  share: number,
  passedAt: Temporal.Instant | null,
): Promise<void> {
  await sql`
    update training_assignments set attempts_used = attempts_used + 1, best = greatest(best, ${share}),
      passed_at = coalesce(passed_at, ${passedAt}::timestamptz)
    where org_id = ${tx.orgId} and course_id = ${courseId} and user_id = ${userId}
  `.execute(tx.db);
}

const counts = (
  today: string,
) => sql`count(*)::int as assigned, (count(*) filter (where a.passed_at is not null))::int as passed,
  (count(*) filter (where a.passed_at is null and a.due_on < ${today}::date))::int as overdue`;

/** How far people are with each of some courses. @param userIds null for everybody */
export async function countByCourse(
  tx: Tx,
  today: string,
  courseIds: readonly string[],
  userIds: readonly string[] | null,
): Promise<Map<string, CoverageCounts>> {
  const { rows } = await sql<CoverageCounts & { id: string }>`
    select a.course_id as id, ${counts(today)} from training_assignments a
    where a.org_id = ${tx.orgId} and a.withdrawn_at is null and a.course_id = any(${[...courseIds]}::uuid[])
      and ${userIds === null ? sql`true` : sql`a.user_id = any(${[...userIds]}::uuid[])`}
    group by a.course_id
  `.execute(tx.db);
  return new Map(rows.map(({ id, ...given }) => [id, given]));
}

/** How far each person is, with one course or with all that are not retired. @param userIds null for everybody */
export async function countByPerson(
  tx: Tx,
  today: string,
  courseId: string | null,
  userIds: readonly string[] | null,
): Promise<Map<string, CoverageCounts>> {
  const { rows } = await sql<CoverageCounts & { id: string }>`
    select a.user_id as id, ${counts(today)} from ${from}
    where a.org_id = ${tx.orgId} and a.withdrawn_at is null
      and ${courseId === null ? sql`not c.retired` : sql`a.course_id = ${courseId}`}
      and ${userIds === null ? sql`true` : sql`a.user_id = any(${[...userIds]}::uuid[])`}
    group by a.user_id
  `.execute(tx.db);
  return new Map(rows.map(({ id, ...given }) => [id, given]));
}

export interface DueReminder {
  courseId: string;
  userId: string;
  dueOn: string;
}

/**
 * Takes assignments whose people are to be reminded, marking them so that nobody is reminded twice of the same:
 * `before` the due day, at most `days` ahead, or once it is over. What cannot be passed any more is left out.
 */
export async function takeToRemind(
  tx: Tx,
  {
    kind,
    today,
    days,
    now,
  }: { kind: 'before' | 'overdue'; today: string; days: number; now: Temporal.Instant },
  limit: number,
): Promise<DueReminder[]> {
  const marked = kind === 'before' ? sql`reminded_before_at` : sql`reminded_overdue_at`;
  const isDue =
    kind === 'before'
      ? sql`a.due_on >= ${today}::date and a.due_on - ${days}::integer <= ${today}::date`
      : sql`a.due_on < ${today}::date`;
  const { rows } = await sql<DueReminder>`
    update training_assignments r set ${marked} = ${now}
    where r.org_id = ${tx.orgId} and (r.course_id, r.user_id) in (
      select a.course_id, a.user_id from ${from}
      where a.org_id = ${tx.orgId} and a.passed_at is null and a.withdrawn_at is null and not c.retired
        and a.${marked} is null and a.attempts_used < (c.settings ->> 'attempts')::integer and ${isDue}
      order by a.due_on, a.course_id, a.user_id limit ${limit} for update of a skip locked)
    returning r.course_id as "courseId", r.user_id as "userId", r.due_on as "dueOn"
  `.execute(tx.db);
  return rows;
}
