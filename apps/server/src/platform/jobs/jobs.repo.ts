import { sql } from 'kysely';
import type { Sql } from '../database/connect.ts';
import type { Tx } from '../database/transaction.ts';

export interface JobRow {
  id: string;
  kind: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  input: unknown;
  done: number;
  total: number | null;
  note: string;
  result: Record<string, unknown> | null;
  error: { code: string; message: string } | null;
  created_by: string | null;
  created_at: Temporal.Instant;
  started_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
  cancel_requested: boolean;
}

const columns = sql`id, kind, status, input, done, total, note, result, error, created_by, created_at, started_at, ended_at, cancel_requested`;

export async function insertJob(
  tx: Tx,
  job: Pick<JobRow, 'id' | 'kind' | 'input' | 'created_by'>,
): Promise<void> {
  await sql`
    insert into jobs (org_id, id, kind, status, input, created_by)
    values (${tx.orgId}, ${job.id}, ${job.kind}, 'queued', ${job.input as object}::jsonb, ${job.created_by})
  `.execute(tx.db);
}

export async function findJob(tx: Tx, id: string): Promise<JobRow | undefined> {
  return (
    await sql<JobRow>`select ${columns} from jobs where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db)
  ).rows[0];
}

/** Newest first, after the cursor's key. */
export async function listJobs(
  tx: Tx,
  after: { createdAt: string; id: string } | null,
  limit: number,
): Promise<JobRow[]> {
  const from =
    after === null ? sql`true` : sql`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<JobRow>`
    select ${columns} from jobs where org_id = ${tx.orgId} and ${from} order by created_at desc, id desc limit ${limit}
  `.execute(tx.db);
  return rows;
}

/** A runner that has not been seen for this long is dead: its job may be taken over. */
const runnerDeadAfter = '30 seconds';

/** How often a job is begun before it is given up. */
export const maxAttempts = 5;

/**
 * Claims a job for this process.
 * @returns `claimed`; `busy` where another process is at it; `ended` where it has ended, was cancelled while it
 *   waited, or was begun too often (it is then marked as failed).
 */
export async function claimJob(tx: Tx, id: string): Promise<'claimed' | 'busy' | 'ended'> {
  const { rows } = await sql<{ status: string; alive: boolean; attempts: number }>`
    select status, attempts, coalesce(runner_seen_at > now() - ${runnerDeadAfter}::interval, false) as alive
    from jobs where org_id = ${tx.orgId} and id = ${id} and status in ('queued', 'running')
      and not (status = 'queued' and cancel_requested)
    for update
  `.execute(tx.db);
  const job = rows[0];
  if (job === undefined) return 'ended';
  if (job.alive) return 'busy';
  if (job.attempts >= maxAttempts) {
    await endJob(tx, id, { status: 'failed', error: { code: 'internal', message: 'begun too often' } });
    return 'ended';
  }
  await sql`
    update jobs set status = 'running', started_at = coalesce(started_at, now()), runner_seen_at = now(), attempts = attempts + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
  return 'claimed';
}

/** Says that the process at the job is alive. @returns true where somebody asked the job to stop. */
export async function touchJob(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ cancel_requested: boolean }>`
    update jobs set runner_seen_at = now() where org_id = ${tx.orgId} and id = ${id} returning cancel_requested
  `.execute(tx.db);
  return rows[0]?.cancel_requested ?? true;
}

/** Lets go of a job that did not end: another attempt may begin at once. */
export async function releaseJob(tx: Tx, id: string): Promise<void> {
  await sql`update jobs set runner_seen_at = null where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

/** Writes progress. @returns true where somebody asked the job to stop. */
export async function writeProgress(
  tx: Tx,
  id: string,
  done: number,
  total: number | null,
  note: string,
): Promise<boolean> {
  const { rows } = await sql<{ cancel_requested: boolean }>`
    update jobs set done = ${done}, total = ${total}, note = ${note}, runner_seen_at = now()
    where org_id = ${tx.orgId} and id = ${id} returning cancel_requested
  `.execute(tx.db);
  return rows[0]?.cancel_requested ?? true;
}

export async function endJob(
  tx: Tx,
  id: string,
  end: {
    status: 'done' | 'failed' | 'cancelled';
    result?: Record<string, unknown>;
    error?: { code: string; message: string };
  },
): Promise<void> {
  await sql`
    update jobs set status = ${end.status}, result = ${end.result ?? null}::jsonb, error = ${end.error ?? null}::jsonb, ended_at = now()
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export async function requestCancel(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set cancel_requested = true,
      status = case when status = 'queued' then 'cancelled' else status end,
      ended_at = case when status = 'queued' then now() else ended_at end
    where org_id = ${tx.orgId} and id = ${id} and status in ('queued', 'running')
  `.execute(tx.db);
  return numAffectedRows === 1n;
}

/** Jobs of every organisation that wait or run, oldest first; as the owner. */
export async function selectUnended(owner: Sql): Promise<{ orgId: string; jobId: string }[]> {
  return owner<{ orgId: string; jobId: string }[]>`
    select org_id as "orgId", id as "jobId" from jobs where status in ('queued', 'running') order by created_at, id
  `;
}
