import type { ProcedureKind, ProcedureMatching, ProcedureWords } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface ProcedureRow {
  id: string;
  code: string;
  name: ProcedureWords;
  kind: ProcedureKind;
  ownerId: string | null;
  matching: ProcedureMatching;
  fourEyes: boolean;
  version: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
}

const columns = sql`id, code, name, kind, owner_id as "ownerId", matching, four_eyes as "fourEyes", version,
  created_at as "createdAt", updated_at as "updatedAt"`;

/** All procedures by code. Few: an organisation has dozens, at most `maxProcedures`. */
export async function allProcedures(tx: Tx): Promise<ProcedureRow[]> {
  const { rows } = await sql<ProcedureRow>`
    select ${columns} from procedures where org_id = ${tx.orgId} order by lower(code)
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getProcedure(tx: Tx, id: string): Promise<ProcedureRow> {
  const { rows } = await sql<ProcedureRow>`
    select ${columns} from procedures where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
  return one(rows);
}

/** Locks the procedure until the transaction ends. @throws ServiceError not_found */
export async function lockProcedure(tx: Tx, id: string): Promise<ProcedureRow> {
  const { rows } = await sql<ProcedureRow>`
    select ${columns} from procedures where org_id = ${tx.orgId} and id = ${id} for update
  `.execute(tx.db);
  return one(rows);
}

export async function procedureByCode(tx: Tx, code: string): Promise<ProcedureRow | null> {
  const { rows } = await sql<ProcedureRow>`
    select ${columns} from procedures where org_id = ${tx.orgId} and lower(code) = lower(${code}::text)
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** Writes a new procedure, or the whole of one that is there. */
export async function saveProcedure(tx: Tx, row: ProcedureRow): Promise<void> {
  await sql`
    insert into procedures (org_id, id, code, name, kind, owner_id, matching, four_eyes, version, created_at, updated_at)
    values (${tx.orgId}, ${row.id}, ${row.code}, ${row.name}::jsonb, ${row.kind}, ${row.ownerId}, ${row.matching}::jsonb,
            ${row.fourEyes}, ${row.version}, ${row.createdAt}, ${row.updatedAt})
    on conflict (org_id, id) do update set code = excluded.code, name = excluded.name, kind = excluded.kind,
      owner_id = excluded.owner_id, matching = excluded.matching, four_eyes = excluded.four_eyes,
      version = excluded.version, updated_at = excluded.updated_at
  `.execute(tx.db);
}

function one<Row>(rows: readonly Row[]): Row {
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}
