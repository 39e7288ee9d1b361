import { setTimeout as delay } from 'node:timers/promises';
import type { JobRun } from '../../../platform/jobs/types.ts';
import { getImport, type ImportRow } from '../import.repo.ts';

const LOOK_MS = 1_000;
/** A batch takes well under a second; who writes none for so long is dead. */
const SILENT_LOOKS = 20;

/**
 * Waits while another process (a server beside the command line) is at the same import.
 * @returns null when that process has ended it; the import as it stands where that
 *   process has fallen silent, to go on with it
 */
export async function waitForOther(run: JobRun, id: string): Promise<ImportRow | null> {
  const look = () => run.services.database.inOrg(run.orgId, (tx) => getImport(tx, id));
  let row = await look();
  for (let silent = 0; silent < SILENT_LOOKS; silent += 1) {
    await delay(LOOK_MS, undefined, { signal: run.signal });
    const now = await look();
    if (now.state !== 'running') return null;
    if (now.batches !== row.batches) silent = 0;
    row = now;
    run.progress(row.counts.rows, row.totalRows);
  }
  return row;
}
