import type { ImportCounts, ImportMapping, ImportSniff, ImportState } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { DryRun } from './run/dry-run.ts';
import type { RejectedRow } from './run/read-batches.ts';

export interface ImportRow {
  id: string;
  fileId: string;
  fileName: string;
  bytes: number;
  state: ImportState;
  sniff: ImportSniff;
  mapping: ImportMapping;
  dryRun: DryRun | null;
  jobId: string | null;
  timeZone: string | null;
  runAt: Temporal.Instant | null;
  totalRows: number | null;
  counts: ImportCounts;
  batches: number;
  error: { code: string; params: Record<string, string | number> } | null;
  createdAt: Temporal.Instant;
  startedAt: Temporal.Instant | null;
  finishedAt: Temporal.Instant | null;
  version: number;
}

/** A mapping with what was not yet part of one when it was kept. */
export const wholeMapping = sql`'{"keep": []}'::jsonb || mapping as mapping`;

const columns = sql`id, file_id as "fileId", file_name as "fileName", bytes, state, sniff, ${wholeMapping}, dry_run as "dryRun",
  job_id as "jobId", time_zone as "timeZone", run_at as "runAt", total_rows as "totalRows", counts, batches, error,
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt", version`;

export async function insertImport(
  tx: Tx,
  row: Pick<ImportRow, 'id' | 'fileId' | 'fileName' | 'bytes' | 'sniff' | 'mapping' | 'counts'> & {
    createdBy: string | null;
  },
): Promise<void> {
  await sql`
    insert into imports (org_id, id, file_id, file_name, bytes, state, sniff, mapping, counts, created_by)
    values (${tx.orgId}, ${row.id}, ${row.fileId}, ${row.fileName}, ${row.bytes}, 'uploaded',
            ${row.sniff}::jsonb, ${row.mapping}::jsonb, ${row.counts}::jsonb, ${row.createdBy})
  `.execute(tx.db);
}

/** @throws ServiceError not_found */
export async function getImport(tx: Tx, id: string): Promise<ImportRow> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** The same, held against others until the transaction ends. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRow> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports where org_id = ${tx.orgId} and id = ${id} for update`.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** Newest first, after the cursor's key. */
export async function listImports(
  tx: Tx,
  after: { createdAt: string; id: string } | null,
  limit: number,
): Promise<ImportRow[]> {
  const from =
    after === null ? sql`true` : sql`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports where org_id = ${tx.orgId} and ${from}
    order by created_at desc, id desc limit ${limit}
  `.execute(tx.db);
  return rows;
}

/** Sets the mapping; a dry run of another mapping says nothing any more. */
export async function saveMapping(tx: Tx, id: string, mapping: ImportMapping): Promise<void> {
  await sql`
    update imports set mapping = ${mapping}::jsonb, dry_run = null, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export async function queueImport(
  tx: Tx,
  id: string,
  queued: { state: 'checking' | 'queued'; jobId: string; timeZone: string; runAt: Temporal.Instant },
): Promise<void> {
  await sql`
    update imports set state = ${queued.state}, job_id = ${queued.jobId}, time_zone = ${queued.timeZone},
      run_at = ${queued.runAt}, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export async function saveDryRun(tx: Tx, id: string, run: DryRun): Promise<void> {
  await sql`
    update imports set state = 'uploaded', dry_run = ${run}::jsonb, total_rows = ${run.counts.rows}, version = version + 1
    where org_id = ${tx.orgId} and id = ${id} and state = 'checking'
  `.execute(tx.db);
}

/** A dry run that did not come to its end leaves the import as it was. */
export async function leaveCheck(tx: Tx, id: string, error: ImportRow['error']): Promise<void> {
  await sql`
    update imports set state = 'uploaded', error = ${error}::jsonb, version = version + 1
    where org_id = ${tx.orgId} and id = ${id} and state = 'checking'
  `.execute(tx.db);
}

/** Notes the beginning of the run, once: a run that goes on after a kill keeps its first. */
export async function markStarted(tx: Tx, id: string, totalRows: number): Promise<void> {
  await sql`
    update imports set state = 'running', started_at = coalesce(started_at, now()), total_rows = ${totalRows},
      error = null, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** Notes that a batch is written, in its transaction. */
export async function moveCheckpoint(tx: Tx, id: string, batch: number, counts: ImportCounts): Promise<void> {
  await sql`
    update imports set batches = ${batch + 1}, counts = ${counts}::jsonb where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** @returns false where it had ended before. */
export async function endImport(
  tx: Tx,
  id: string,
  end: { state: 'done' | 'failed' | 'cancelled'; error?: ImportRow['error'] },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update imports set state = ${end.state}, error = ${end.error ?? null}::jsonb, finished_at = now(), version = version + 1
    where org_id = ${tx.orgId} and id = ${id} and state in ('queued', 'running')
  `.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function insertProblems(
  tx: Tx,
  importId: string,
  problems: readonly RejectedRow[],
): Promise<void> {
  if (problems.length === 0) return;
  const rows = problems.map(({ rowNumber, externalId, problem }) => ({
    row_number: rowNumber,
    external_id: externalId,
    code: problem.code,
    params: problem.params ?? {},
  }));
  await sql`
    insert into import_problems (org_id, import_id, row_number, external_id, code, params)
    select ${tx.orgId}::uuid, ${importId}::uuid, p.row_number, p.external_id, p.code, p.params
    from jsonb_to_recordset(${rows}::jsonb) as p(row_number int, external_id text, code text, params jsonb)
    on conflict do nothing
  `.execute(tx.db);
}

/** Rejected rows by row number, from `after` on. */
export async function listProblems(
  tx: Tx,
  importId: string,
  after: number,
  limit: number,
): Promise<RejectedRow[]> {
  const { rows } = await sql<{
    rowNumber: number;
    externalId: string | null;
    code: string;
    params: Record<string, string | number>;
  }>`
    select row_number as "rowNumber", external_id as "externalId", code, params from import_problems
    where org_id = ${tx.orgId} and import_id = ${importId} and row_number > ${after} order by row_number limit ${limit}
  `.execute(tx.db);
  return rows.map(({ code, params, ...row }) => ({
    ...row,
    problem: { code, params } as RejectedRow['problem'],
  }));
}

/** What earlier imports brought of these tickets. */
export async function knownTickets(
  tx: Tx,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, { fingerprint: string; activities: number }>> {
  const { rows } = await sql<{ externalId: string; fingerprint: string; activities: number }>`
    select k.external_id as "externalId", i.fingerprint, i.activities from unnest(${externalIds}::text[]) k(external_id)
    cross join lateral (
      select fingerprint, activities from imported_tickets
      where org_id = ${tx.orgId} and source = ${source} and external_id = k.external_id limit 1) i
  `.execute(tx.db);
  return new Map(rows.map(({ externalId, ...known }) => [externalId, known]));
}

export async function insertKnownTickets(
  tx: Tx,
  importId: string,
  source: string,
  tickets: readonly { externalId: string; ticketId: string; fingerprint: string; activities: number }[],
): Promise<void> {
  const rows = tickets.map((ticket) => ({
    external_id: ticket.externalId,
    ticket_id: ticket.ticketId,
    fingerprint: ticket.fingerprint,
    activities: ticket.activities,
  }));
  await sql`
    insert into imported_tickets (org_id, source, external_id, ticket_id, fingerprint, activities, import_id)
    select ${tx.orgId}::uuid, ${source}, t.external_id, t.ticket_id, t.fingerprint, t.activities, ${importId}::uuid
    from jsonb_to_recordset(${rows}::jsonb) as t(external_id text, ticket_id uuid, fingerprint text, activities integer)
    on conflict (org_id, source, external_id) do update
      set fingerprint = excluded.fingerprint, activities = excluded.activities, import_id = excluded.import_id
  `.execute(tx.db);
}

/** The organisation's time zone: times that name none are read in it. */
export async function organisationZone(tx: Tx): Promise<string> {
  const { rows } = await sql<{ timeZone: string }>`
    select time_zone as "timeZone" from organisations where org_id = ${tx.orgId}`.execute(tx.db);
  return rows[0]?.timeZone ?? 'UTC';
}

/** Tells the planner how large the tables have become, see the migration. */
export async function analyzeImported(tx: Tx): Promise<void> {
  await sql`select analyze_imported_tables()`.execute(tx.db);
}
