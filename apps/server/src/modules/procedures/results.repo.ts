import type { ProcedureResultsQuery } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Whose work a reader may see. */
export interface ResultScope {
  scope: 'own' | 'team' | 'all';
  actorId: string | null;
  teamIds: readonly string[];
}

const none = sql`true`;

/** The completed runs of a procedure that ended in the days asked for and that the reader may see. */
function passing(
  tx: Tx,
  procedureId: string,
  { scope, actorId, teamIds }: ResultScope,
  { from, to, teamId, versionId }: ProcedureResultsQuery,
  timeZone: string,
) {
  const startOf = (day: string) => sql`${day}::date::timestamp at time zone ${timeZone}`;
  const mine = sql`assignee_id = ${actorId}::uuid`;
  const inScope =
    scope === 'all'
      ? none
      : scope === 'own'
        ? mine
        : sql`(team_id = any(${[...teamIds]}::uuid[]) or ${mine})`;
  return sql`org_id = ${tx.orgId} and procedure_id = ${procedureId} and status = 'completed' and ${inScope}
    and ${from === undefined ? none : sql`ended_at >= ${startOf(from)}`}
    and ${to === undefined ? none : sql`ended_at < (${to}::date + 1)::timestamp at time zone ${timeZone}`}
    and ${teamId === undefined ? none : sql`team_id = ${teamId}::uuid`}
    and ${versionId === undefined ? none : sql`version_id = ${versionId}::uuid`}`;
}

export interface VersionResult {
  versionId: string;
  runs: number;
  mandatory: number;
  done: number;
  asWritten: number;
}

export interface StepResult {
  key: string;
  done: number;
  skipped: number;
  late: number;
  medianSeconds: number | null;
}

/** What became of runs: by version, step by step, and why steps were skipped. Three reads of the same rows. */
export async function readResults(
  tx: Tx,
  procedureId: string,
  scope: ResultScope,
  query: ProcedureResultsQuery,
  timeZone: string,
) {
  const where = passing(tx, procedureId, scope, query, timeZone);
  const versions = await sql<VersionResult>`
    select version_id as "versionId", count(*)::int as runs, sum(mandatory_steps)::int as mandatory,
      sum(mandatory_done)::int as done, count(*) filter (where as_written)::int as "asWritten"
    from procedure_runs where ${where} group by version_id
  `.execute(tx.db);
  const steps = await sql<StepResult>`
    select s.key, count(*) filter (where s.value ->> 'state' = 'done')::int as done,
      count(*) filter (where s.value ->> 'state' = 'skipped')::int as skipped,
      count(*) filter (where (s.value ->> 'late')::boolean)::int as late,
      percentile_cont(0.5) within group (order by (s.value ->> 'seconds')::float)
        filter (where s.value ->> 'state' = 'done') as "medianSeconds"
    from procedure_runs, jsonb_each(steps) s where ${where} group by s.key
  `.execute(tx.db);
  const reasons = await sql<{ key: string; reason: string; times: number }>`
    select s.key, s.value ->> 'reason' as reason, count(*)::int as times
    from procedure_runs, jsonb_each(steps) s where ${where} and s.value ->> 'state' = 'skipped'
    group by 1, 2 order by times desc, 1, 2 limit 20
  `.execute(tx.db);
  const running = await sql<{ running: number }>`
    select count(*)::int as running from procedure_runs
    where org_id = ${tx.orgId} and procedure_id = ${procedureId} and status = 'running'
  `.execute(tx.db);
  return {
    versions: versions.rows,
    steps: steps.rows,
    reasons: reasons.rows,
    running: running.rows[0]?.running ?? 0,
  };
}
