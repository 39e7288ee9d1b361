import type { ImportMapping } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { ReceivedFile } from '../../platform/files/file-store.ts';
import type { Services } from '../../platform/services.ts';
import { sniff } from '../../platform/tabular/read-rows.ts';
import type { Sniffed } from '../../platform/tabular/types.ts';
import { getImport, type ImportRow, insertImport } from './import.repo.ts';
import { guessMapping } from './mapping/guess-mapping.ts';
import { noCounts } from './run/counts.ts';
import { templateFor } from './template.repo.ts';

/** Rows that a mapping is guessed from, and rows that are shown. */
const GUESS_ROWS = 2_000;
const SAMPLE_ROWS = 10;
/** What a cell shows of itself in the sample. */
const SAMPLE_CHARS = 300;

/**
 * Takes a received file in: looks at its beginning and proposes a mapping, from a
 * template that fits its columns or by guessing. The file is thrown away where it
 * cannot be read.
 *
 * @throws ServiceError `import_…`
 */
export async function uploadImport(
  services: Services,
  call: Call,
  received: ReceivedFile,
): Promise<ImportRow> {
  let sniffed: Sniffed;
  try {
    sniffed = await sniff({ path: received.path, fileName: received.name }, {}, GUESS_ROWS);
  } catch (error) {
    await services.files.discard(received);
    throw error;
  }
  const guessed = guessMapping(sniffed, received.name);
  return services.database.inOrg(call.actor.orgId, async (tx) => {
    const mapping: ImportMapping = (await templateFor(tx, sniffed.headers))?.mapping ?? guessed;
    const file = await services.files.keep(tx, call, received, 'import');
    const id = uuidv7();
    await insertImport(tx, {
      id,
      fileId: file.id,
      fileName: file.name,
      bytes: file.bytes,
      sniff: beginningOf(sniffed),
      mapping,
      counts: noCounts,
      createdBy: call.actor.id,
    });
    return getImport(tx, id);
  });
}

function beginningOf(sniffed: Sniffed): ImportRow['sniff'] {
  const { format, encoding, delimiter, sheets, headers, rows } = sniffed;
  const sample = rows.slice(0, SAMPLE_ROWS).map(({ rowNumber, values }) => ({
    rowNumber,
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, value.slice(0, SAMPLE_CHARS)]),
    ),
  }));
  return { format, encoding, delimiter, sheets, headers, sample };
}
