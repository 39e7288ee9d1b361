import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Tags of the 5,000 tickets changed last, the most used first; at most 500. */
export async function recentTags(tx: Tx): Promise<{ tag: string; count: number }[]> {
  const { rows } = await sql<{ tag: string; count: number }>`
    select tag, count(*) as count
    from (select tags from tickets where org_id = ${tx.orgId} order by updated_at desc, id desc limit 5000) recent,
         unnest(recent.tags) tag
    group by tag order by count(*) desc, tag limit 500
  `.execute(tx.db);
  return rows;
}
