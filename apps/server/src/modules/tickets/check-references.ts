import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { filesByIds } from '../../platform/files/files-by-ids.ts';
import { findUserNames } from '../people/index.ts';

/** @throws ServiceError unknown_reference where a file is not there */
export async function checkFiles(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) refuseMissing(await filesByIds(tx, ids), ids, 'attachments');
}

/** @throws ServiceError unknown_reference where one of the people is not there */
export async function checkUsers(tx: Tx, ids: readonly string[], field: string): Promise<void> {
  if (ids.length > 0) refuseMissing(await findUserNames(tx, ids), ids, field);
}

function refuseMissing(found: ReadonlyMap<string, unknown>, ids: readonly string[], field: string): void {
  if (!ids.every((id) => found.has(id))) throw new ServiceError('unknown_reference', { params: { field } });
}
