import type { ImportMapping } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { checkMapping } from './history/read-row.ts';
import { getImport, type ImportRow, lockImport, saveMapping } from './import.repo.ts';

/**
 * Sets how the columns of an uploaded file are understood.
 * @throws ServiceError not_found, version_conflict, import_already_running, import_mapping_…
 */
export async function changeMapping(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  mapping: ImportMapping,
): Promise<ImportRow> {
  authorise(call.actor, 'imports.manage');
  const row = await lockImport(tx, id);
  refuseStale(expected, row.version);
  if (row.state !== 'uploaded') throw new ServiceError('import_already_running');
  checkMapping(mapping, knownHeaders(row));
  await saveMapping(tx, id, mapping);
  return getImport(tx, id);
}

/** The columns of a file; null for XES, whose keys are known at its end only. */
export function knownHeaders(row: Pick<ImportRow, 'sniff'>): string[] | null {
  return row.sniff.format === 'xes' ? null : row.sniff.headers;
}
