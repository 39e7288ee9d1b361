import { sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';

/** A row of `files` and its bytes must not part: who adds a file shares this lock, who removes bytes holds it alone. */
const bytesLock = 748_359_011;

/** Until the transaction ends nobody removes bytes. */
export async function shareBytes(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${bytesLock}::bigint)`.execute(tx.db);
}

/** Until the transaction ends nobody adds a file. */
export async function holdBytes(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${bytesLock}::bigint)`.execute(tx.db);
}
