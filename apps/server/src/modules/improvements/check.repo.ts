import type { CheckAnswer, CheckKind, CheckResult, MetricFilters } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** A check but for its numbers. */
export interface CheckHead {
  id: string;
  improvementId: string;
  kind: CheckKind;
  recheck: 30 | 90 | null;
  metric: string;
  filters: MetricFilters;
  result: CheckResult;
  at: Temporal.Instant;
}

export interface CheckRow extends CheckHead {
  countermeasureId: string | null;
  countermeasureText: string | null;
  byId: string | null;
  answer: CheckAnswer;
}

const head = sql`id, improvement_id as "improvementId", kind, recheck, metric, filters, result, at`;
const columns = sql`${head}, countermeasure_id as "countermeasureId", countermeasure_text as "countermeasureText",
  by_id as "byId", answer`;

/** The checks of an improvement, newest first. */
export async function listChecks(tx: Tx, improvementId: string, limit: number): Promise<CheckRow[]> {
  const { rows } = await sql<CheckRow>`
    select ${columns} from improvement_checks where org_id = ${tx.orgId} and improvement_id = ${improvementId}
    order by at desc, id desc limit ${limit}
  `.execute(tx.db);
  return rows;
}

/** @returns the check, or null where there is none of this id */
export async function findCheck(tx: Tx, id: string): Promise<CheckRow | null> {
  const { rows } = await sql<CheckRow>`
    select ${columns} from improvement_checks where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
  return rows[0] ?? null;
}

export async function checksByIds(tx: Tx, ids: readonly string[]): Promise<CheckHead[]> {
  const { rows } = await sql<CheckHead>`
    select ${head} from improvement_checks where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])
  `.execute(tx.db);
  return rows;
}

/** The newest check of each of some improvements, by improvement. */
export async function newestChecks(
  tx: Tx,
  improvementIds: readonly string[],
): Promise<Map<string, CheckHead>> {
  const { rows } = await sql<CheckHead>`
    select c.* from unnest(${[...improvementIds]}::uuid[]) as wanted(id)
    cross join lateral (
      select ${head} from improvement_checks where org_id = ${tx.orgId} and improvement_id = wanted.id
      order by at desc, id desc limit 1) c
  `.execute(tx.db);
  return new Map(rows.map((row) => [row.improvementId, row]));
}

/** The rechecks of some improvements that were made. */
export async function listRechecks(
  tx: Tx,
  improvementIds: readonly string[],
): Promise<{ id: string; improvementId: string; recheck: 30 | 90 }[]> {
  const { rows } = await sql<{ id: string; improvementId: string; recheck: 30 | 90 }>`
    select id, improvement_id as "improvementId", recheck from improvement_checks
    where org_id = ${tx.orgId} and improvement_id = any(${[...improvementIds]}::uuid[]) and recheck is not null
  `.execute(tx.db);
  return rows;
}

export async function insertCheck(tx: Tx, row: CheckRow): Promise<void> {
  await sql`
    insert into improvement_checks (org_id, id, improvement_id, kind, recheck, metric, filters, countermeasure_id,
                                    countermeasure_text, by_id, at, result, answer)
    values (${tx.orgId}, ${row.id}, ${row.improvementId}, ${row.kind}, ${row.recheck}, ${row.metric},
            ${row.filters}::jsonb, ${row.countermeasureId}, ${row.countermeasureText}, ${row.byId}, ${row.at},
            ${row.result}, ${row.answer}::jsonb)
  `.execute(tx.db);
}
