import { CompiledQuery } from 'kysely';
import type { Tx } from './transaction.ts';

const begin = CompiledQuery.raw('savepoint step');
const release = CompiledQuery.raw('release savepoint step');
const back = CompiledQuery.raw('rollback to savepoint step; release savepoint step');

/**
 * Does a piece of work within a transaction wholly or not at all: where it throws, nothing of it stays and the
 * transaction goes on. May be nested; the innermost savepoint of the name is the one meant.
 */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.db.executeQuery(begin);
  try {
    const result = await work();
    await tx.db.executeQuery(release);
    return result;
  } catch (error) {
    await tx.db.executeQuery(back);
    throw error;
  }
}
