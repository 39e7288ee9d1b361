import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Names by id; ids that are nobody's are left out. */
export async function findUserNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users where org_id = ${tx.orgId}::uuid and id::text = any(${[...ids]}::text[])
  `.execute(tx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names by id; ids that are no team's are left out. */
export async function findTeamNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from teams where org_id = ${tx.orgId}::uuid and id::text = any(${[...ids]}::text[])
  `.execute(tx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
