import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** What other records take over from a customer. */
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
