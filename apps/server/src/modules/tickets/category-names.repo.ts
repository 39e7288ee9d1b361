import type { Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Names of categories in the reader's language; one without a name in it keeps its own. */
export async function findCategoryNames(
  tx: Tx,
  ids: readonly string[],
  locale: Locale,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, coalesce(nullif(names ->> ${locale}::text, ''), name) as name
    from ticket_categories where org_id = ${tx.orgId}::uuid and id::text = any(${[...ids]}::text[])
  `.execute(tx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
