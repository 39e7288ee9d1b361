import type { AutomationInput, AutomationRun } from '@jingyun/contracts';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface AutomationRow extends AutomationInput {
  id: string;
  position: number;
  active_from: Temporal.Instant;
  next_run_at: Temporal.Instant | null;
  version: number;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export type RunCounts = { done: number; failed: number; cut: number };

const columns = sql`id, name, description, position, active, active_from, trigger, condition, steps, next_run_at, version, created_at, updated_at`;

/** All automations in the order they run. Few: an organisation has dozens. */
export async function allAutomations(tx: Tx): Promise<AutomationRow[]> {
  return (
    await sql<AutomationRow>`select ${columns} from automations where org_id = ${tx.orgId} order by position, id`.execute(
      tx.db,
    )
  ).rows;
}

/** @throws ServiceError not_found */
export async function getAutomation(tx: Tx, id: string, lock = false): Promise<AutomationRow> {
  const { rows } = await sql<AutomationRow>`
    select ${columns} from automations where org_id = ${tx.orgId} and id = ${id} ${lock ? sql`for update` : sql``}
  `.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

export async function insertAutomation(
  tx: Tx,
  id: string,
  input: AutomationInput,
  now: Temporal.Instant,
  nextRunAt: Temporal.Instant | null,
): Promise<void> {
  await sql`
    insert into automations (org_id, id, name, description, position, active, active_from, trigger, condition, steps, next_run_at, created_at, updated_at)
    select ${tx.orgId}, ${id}, ${input.name}, ${input.description}, coalesce(max(position) + 1, 0), ${input.active}, ${now},
           ${input.trigger}::jsonb, ${input.condition as object}::jsonb, ${input.steps}::jsonb, ${nextRunAt}::timestamptz, ${now}, ${now}
    from automations where org_id = ${tx.orgId}
  `.execute(tx.db);
}

export async function updateAutomation(
  tx: Tx,
  id: string,
  input: AutomationInput,
  times: { now: Temporal.Instant; activeFrom: Temporal.Instant; nextRunAt: Temporal.Instant | null },
): Promise<void> {
  await sql`
    update automations set name = ${input.name}, description = ${input.description}, active = ${input.active}, active_from = ${times.activeFrom},
      trigger = ${input.trigger}::jsonb, condition = ${input.condition as object}::jsonb, steps = ${input.steps}::jsonb,
      next_run_at = ${times.nextRunAt}::timestamptz, version = version + 1, updated_at = ${times.now}
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export async function deleteAutomationRow(tx: Tx, id: string): Promise<void> {
  await sql`delete from automations where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

/** The next scheduled automation that is due, locked; undefined where none is or another process has it. */
export async function nextDue(tx: Tx, now: Temporal.Instant): Promise<AutomationRow | undefined> {
  const { rows } = await sql<AutomationRow>`
    select ${columns} from automations
    where org_id = ${tx.orgId} and active and next_run_at <= ${now}
    order by next_run_at limit 1 for update skip locked
  `.execute(tx.db);
  return rows[0];
}

export async function setNextRun(tx: Tx, id: string, at: Temporal.Instant | null): Promise<void> {
  await sql`update automations set next_run_at = ${at}::timestamptz where org_id = ${tx.orgId} and id = ${id}`.execute(
    tx.db,
  );
}

export interface RunRow {
  automationId: string;
  outcome: AutomationRun['outcome'];
  at: Temporal.Instant;
  eventId: string | null;
  eventType: string | null;
  ticketId: string | null;
  steps: AutomationRun['steps'];
}

export async function insertRun(tx: Tx, run: RunRow): Promise<void> {
  await sql`
    insert into automation_runs (org_id, id, automation_id, outcome, at, event_id, event_type, ticket_id, steps)
    values (${tx.orgId}, ${uuidv7()}, ${run.automationId}, ${run.outcome}, ${run.at}, ${run.eventId}, ${run.eventType}, ${run.ticketId}, ${run.steps}::jsonb)
  `.execute(tx.db);
}

export interface ListedRun extends RunRow {
  id: string;
  automationName: string;
}

/** Newest first, after the cursor's key. */
export async function listRuns(
  tx: Tx,
  filter: { automationId?: string | undefined; outcome?: string | undefined },
  after: { at: string; id: string } | null,
  limit: number,
): Promise<ListedRun[]> {
  const { rows } = await sql<ListedRun>`
    select r.id, r.automation_id as "automationId", a.name as "automationName", r.outcome, r.at, r.event_id as "eventId",
           r.event_type as "eventType", r.ticket_id as "ticketId", r.steps
    from automation_runs r join automations a on a.org_id = r.org_id and a.id = r.automation_id
    where r.org_id = ${tx.orgId}
      and ${filter.automationId === undefined ? sql`true` : sql`r.automation_id = ${filter.automationId}`}
      and ${filter.outcome === undefined ? sql`true` : sql`r.outcome = ${filter.outcome}`}
      and ${after === null ? sql`true` : sql`(r.at, r.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by r.at desc, r.id desc limit ${limit}
  `.execute(tx.db);
  return rows;
}

/** Runs since an instant, by automation and outcome. */
export async function countRuns(tx: Tx, since: Temporal.Instant): Promise<Map<string, RunCounts>> {
  const { rows } = await sql<{ automation_id: string; outcome: keyof RunCounts; n: number }>`
    select automation_id, outcome, count(*)::int as n from automation_runs
    where org_id = ${tx.orgId} and at >= ${since} group by 1, 2
  `.execute(tx.db);
  const counts = new Map<string, RunCounts>();
  for (const row of rows) {
    const entry = counts.get(row.automation_id) ?? { done: 0, failed: 0, cut: 0 };
    entry[row.outcome] = row.n;
    counts.set(row.automation_id, entry);
  }
  return counts;
}

/** The time zone schedules are meant in. */
export async function organisationTimeZone(tx: Tx): Promise<string> {
  const { rows } = await sql<{
    time_zone: string;
  }>`select time_zone from organisations where org_id = ${tx.orgId}`.execute(tx.db);
  return rows[0]?.time_zone ?? 'Asia/Shanghai';
}
