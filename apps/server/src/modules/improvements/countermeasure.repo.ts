import type { CountermeasureState } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface CountermeasureRow {
  id: string;
  improvementId: string;
  text: string;
  ownerId: string | null;
  dueOn: string | null;
  causeId: string | null;
  status: CountermeasureState;
  doneOn: string | null;
  addedAt: Temporal.Instant;
}

const columns = sql`id, improvement_id as "improvementId", text, owner_id as "ownerId", due_on as "dueOn",
  cause_id as "causeId", status, done_on as "doneOn", added_at as "addedAt"`;

/** The countermeasures of some improvements, in the order they were added in. */
export async function listCountermeasures(
  tx: Tx,
  improvementIds: readonly string[],
): Promise<CountermeasureRow[]> {
  const { rows } = await sql<CountermeasureRow>`
    select ${columns} from countermeasures
    where org_id = ${tx.orgId} and improvement_id = any(${[...improvementIds]}::uuid[]) order by added_at, id
  `.execute(tx.db);
  return rows;
}

export async function countermeasuresByIds(tx: Tx, ids: readonly string[]): Promise<CountermeasureRow[]> {
  const { rows } = await sql<CountermeasureRow>`
    select ${columns} from countermeasures where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])
  `.execute(tx.db);
  return rows;
}

/** Writes a countermeasure of a locked improvement. */
export async function writeCountermeasure(tx: Tx, row: CountermeasureRow): Promise<void> {
  await sql`
    insert into countermeasures (org_id, id, improvement_id, text, owner_id, due_on, cause_id, status, done_on, added_at)
    values (${tx.orgId}, ${row.id}, ${row.improvementId}, ${row.text}, ${row.ownerId}, ${row.dueOn}, ${row.causeId},
            ${row.status}, ${row.doneOn}, ${row.addedAt})
    on conflict (org_id, id) do update set text = excluded.text, owner_id = excluded.owner_id, due_on = excluded.due_on,
      cause_id = excluded.cause_id, status = excluded.status, done_on = excluded.done_on
  `.execute(tx.db);
}

export async function deleteCountermeasure(tx: Tx, id: string): Promise<void> {
  await sql`delete from countermeasures where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

/** The finished one that works since the latest day; of several on a day, the one added last. */
export function newestDone<T extends { status: CountermeasureState; doneOn: string | null }>(
  rows: readonly T[],
): (T & { doneOn: string }) | null {
  let newest: (T & { doneOn: string }) | null = null;
  for (const row of rows) {
    const { doneOn } = row;
    if (row.status !== 'done' || doneOn === null) continue;
    if (newest === null || doneOn >= newest.doneOn) newest = { ...row, doneOn };
  }
  return newest;
}
