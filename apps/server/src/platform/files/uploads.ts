import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import { holdBytes } from './bytes-lock.ts';
import type { FileStore } from './file-store.ts';

/*
 * Files from people who are not signed in. Until a message claims it, such a file is an `upload`: nobody can
 * download it, it can be claimed once, and after a day it is forgotten. So a stranger cannot use the
 * installation to keep or pass on files.
 */

export const uploadPurpose = 'upload';

/** Makes uploads attachments. @returns false where one of them is none, was claimed already, or is forgotten */
export async function claimUploads(tx: Tx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const { numAffectedRows } = await sql`
    update files set purpose = 'attachment'
    where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[]) and purpose = ${uploadPurpose}
  `.execute(tx.db);
  return Number(numAffectedRows ?? 0n) === ids.length;
}

/** Forgets uploads that nobody claimed within a day, at most a thousand at a time. @returns how many */
export async function sweepUploads(
  tx: Tx,
  files: Pick<FileStore, 'pathOf'>,
  now: Temporal.Instant,
): Promise<number> {
  await holdBytes(tx);
  const { rows } = await sql<{ sha256: string }>`
    delete from files where org_id = ${tx.orgId} and purpose = ${uploadPurpose} and id in (
      select id from files where org_id = ${tx.orgId} and purpose = ${uploadPurpose}
        and created_at < ${now}::timestamptz - interval '1 day' limit 1000)
    returning sha256
  `.execute(tx.db);
  const hashes = [...new Set(rows.map((row) => row.sha256))];
  const kept = await sql<{ sha256: string }>`
    select distinct sha256 from files where org_id = ${tx.orgId} and sha256 = any(${hashes}::text[])
  `.execute(tx.db);
  const needed = new Set(kept.rows.map((row) => row.sha256));
  // Should the transaction fail after this, a row without bytes is left that nobody can reach: it is swept next time.
  for (const sha256 of hashes) {
    if (!needed.has(sha256)) await rm(files.pathOf(tx.orgId, { sha256 }), { force: true });
  }
  return rows.length;
}
