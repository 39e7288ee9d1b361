import { sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import type { StoredFile } from './file-store.ts';

/** Files by id; ids that are no file's are left out. */
export async function filesByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<StoredFile>`
    select id, name, media_type as "mediaType", bytes, sha256, purpose, created_by as "createdBy"
    from files where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])
  `.execute(tx.db);
  return new Map(rows.map((file) => [file.id, file]));
}
