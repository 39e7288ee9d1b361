import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { StepStates } from './run.rules.ts';

export interface RunRow {
  id: string;
  ticketId: string;
  procedureId: string;
  versionId: string;
  status: 'running' | 'completed' | 'cancelled';
  manual: boolean;
  teamId: string | null;
  assigneeId: string | null;
  steps: StepStates;
  mandatorySteps: number;
  mandatoryDone: number | null;
  asWritten: boolean | null;
  cancelReason: string | null;
  startedAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
}

const columns = sql`id, ticket_id as "ticketId", procedure_id as "procedureId", version_id as "versionId", status,
  manual, team_id as "teamId", assignee_id as "assigneeId", steps, mandatory_steps as "mandatorySteps", mandatory_done as "mandatoryDone",
  as_written as "asWritten", cancel_reason as "cancelReason", started_at as "startedAt", ended_at as "endedAt"`;

/** Locks the run until the transaction ends. @throws ServiceError not_found */
export async function lockRun(tx: Tx, id: string): Promise<RunRow> {
  const { rows } = await sql<RunRow>`
    select ${columns} from procedure_runs where org_id = ${tx.orgId} and id = ${id} for update
  `.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** The runs on some tickets, in the order in which they were started. */
export async function runsOf(tx: Tx, ticketIds: readonly string[]): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${columns} from procedure_runs
    where org_id = ${tx.orgId} and ticket_id = any(${[...ticketIds]}::uuid[]) order by started_at, id
  `.execute(tx.db);
  return rows;
}

/** Locks the runs on some tickets, in the order of their ids. */
export async function lockRunsOf(tx: Tx, ticketIds: readonly string[]): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${columns} from procedure_runs
    where org_id = ${tx.orgId} and ticket_id = any(${[...ticketIds]}::uuid[]) order by id for update
  `.execute(tx.db);
  return rows;
}

/** Writes new runs. @returns the ids of those written: a procedure that runs on the ticket already is left out */
export async function insertRuns(tx: Tx, runs: readonly RunRow[]): Promise<ReadonlySet<string>> {
  if (runs.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    insert into procedure_runs (org_id, id, ticket_id, procedure_id, version_id, status, manual, team_id, assignee_id, steps,
      mandatory_steps, mandatory_done, as_written, cancel_reason, started_at, ended_at)
    select ${tx.orgId}::uuid, r.id, r."ticketId", r."procedureId", r."versionId", r.status, r.manual, r."teamId", r."assigneeId", r.steps,
      r."mandatorySteps", r."mandatoryDone", r."asWritten", r."cancelReason", r."startedAt", r."endedAt"
    from jsonb_to_recordset(${runs}::jsonb) as r(id uuid, "ticketId" uuid, "procedureId" uuid, "versionId" uuid,
      status text, manual boolean, "teamId" uuid, "assigneeId" uuid, steps jsonb, "mandatorySteps" smallint, "mandatoryDone" smallint,
      "asWritten" boolean, "cancelReason" text, "startedAt" timestamptz, "endedAt" timestamptz)
    on conflict (org_id, ticket_id, procedure_id) where status = 'running' do nothing returning id
  `.execute(tx.db);
  return new Set(rows.map(({ id }) => id));
}

/** Writes runs that were locked before. */
export async function saveRuns(tx: Tx, runs: readonly RunRow[]): Promise<void> {
  if (runs.length === 0) return;
  await sql`
    update procedure_runs p set status = r.status, team_id = r."teamId", assignee_id = r."assigneeId", steps = r.steps, mandatory_done = r."mandatoryDone",
      as_written = r."asWritten", cancel_reason = r."cancelReason", ended_at = r."endedAt"
    from jsonb_to_recordset(${runs}::jsonb) as r(id uuid, status text, "teamId" uuid, "assigneeId" uuid, steps jsonb, "mandatoryDone" smallint,
      "asWritten" boolean, "cancelReason" text, "endedAt" timestamptz)
    where p.org_id = ${tx.orgId} and p.id = r.id
  `.execute(tx.db);
}
