import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

/* What tickets ask of other rooms' records. Only here. */

/** What a ticket takes over from its customer. */
export interface CustomerFacts {
  id: string;
  name: string;
  tier: string | null;
}

/** Names and tiers by customer; absent where there is no such customer. */
export async function customerFacts(tx: Tx, ids: readonly string[]): Promise<Map<string, CustomerFacts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CustomerFacts>`
    select id, name, tier from customers where org_id = ${tx.orgId} and id = any(${[...new Set(ids)]}::uuid[])
  `.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** @throws ServiceError unknown_reference where a file is not there */
export async function checkFiles(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const unique = [...new Set(ids)];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from files where org_id = ${tx.orgId} and id = any(${unique}::uuid[])
  `.execute(tx.db);
  refuseMissing(rows[0]?.count, unique.length, 'attachments');
}

/** @throws ServiceError unknown_reference where one of the people is not there */
export async function checkUsers(tx: Tx, ids: readonly string[], field: string): Promise<void> {
  if (ids.length === 0) return;
  const unique = [...new Set(ids)];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from users where org_id = ${tx.orgId} and id = any(${unique}::uuid[])
  `.execute(tx.db);
  refuseMissing(rows[0]?.count, unique.length, field);
}

function refuseMissing(found: number | undefined, wanted: number, field: string): void {
  if (found !== wanted) throw new ServiceError('unknown_reference', { params: { field } });
}
