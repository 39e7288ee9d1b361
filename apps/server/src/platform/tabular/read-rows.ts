import { openTable } from './open-table.ts';
import { keysOf } from './read-xes.ts';
import type { ReadOptions, Sniffed, TabularRow, TabularSource } from './types.ts';

/**
 * Reads the rows of a CSV, XLSX or XES file (as it is, or in `.gz` or `.zip`) one
 * after the other, in constant memory. A row that cannot be read comes with its
 * `problem`; a file that cannot be read throws a `ServiceError` (`import_…`).
 */
export async function* readRows(
  source: TabularSource,
  options: ReadOptions = {},
): AsyncGenerator<TabularRow> {
  for await (const batch of readRowBatches(source, options)) yield* batch;
}

/** The same in batches as they come from the disk: some hundred rows for each step of the loop, four times the speed. */
export async function* readRowBatches(
  source: TabularSource,
  options: ReadOptions = {},
): AsyncGenerator<TabularRow[]> {
  const table = await openTable(source, options);
  try {
    yield* table.batches;
  } finally {
    await table.close();
  }
}

const SAMPLE_ROWS = 50;

/** Looks at the beginning of a file: format, encoding, delimiter, headers and up to `count` rows. Same errors as reading. */
export async function sniff(
  source: TabularSource,
  options: ReadOptions = {},
  count = SAMPLE_ROWS,
): Promise<Sniffed> {
  const table = await openTable(source, options);
  try {
    const rows: TabularRow[] = [];
    for await (const batch of table.batches) {
      rows.push(...batch.slice(0, count - rows.length));
      if (rows.length >= count) break;
    }
    const { format, encoding, delimiter, sheets } = table;
    return { format, encoding, delimiter, sheets, headers: table.headers ?? keysOf(rows), rows };
  } finally {
    await table.close();
  }
}
