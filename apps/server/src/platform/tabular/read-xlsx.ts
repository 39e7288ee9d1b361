import { ServiceError } from '../errors/service-error.ts';
import { uniqueHeaders } from './headers.ts';
import type { Table } from './read-csv.ts';
import type { ReadOptions, RowProblem, TabularLimits, TabularRow } from './types.ts';
import { partText, readWorkbook } from './xlsx-parts.ts';
import { type SheetRow, sheetRows } from './xlsx-sheet.ts';
import type { GuardedZip } from './zip.ts';

/**
 * Reads one worksheet; its first row with content is the header.
 *
 * Made on yauzl and saxes rather than with exceljs' reader: that one unpacks by the
 * local headers of the zip, which need not agree with the directory that was
 * judged, and loses inline strings.
 */
export async function readXlsx(
  zip: GuardedZip,
  options: ReadOptions,
  limits: TabularLimits,
): Promise<Table & { sheets: string[] }> {
  const workbook = await readWorkbook(zip, limits);
  const visible = workbook.sheets.find((sheet) => !sheet.hidden) ?? workbook.sheets[0];
  const chosen =
    options.sheet === undefined ? visible : workbook.sheets.find((sheet) => sheet.name === options.sheet);
  if (chosen === undefined) throw new ServiceError('import_no_header');

  const batches = (async function* () {
    let batch: SheetRow[] = [];
    const parser = sheetRows(workbook, limits, (row) => batch.push(row));
    for await (const text of partText(zip, chosen.entry)) {
      parser.write(text);
      if (batch.length > 0) {
        yield batch;
        batch = [];
      }
    }
    parser.end();
    if (batch.length > 0) yield batch;
  })();

  const first = await batches.next();
  const header = first.done ? undefined : first.value.shift();
  if (first.done || header === undefined) throw new ServiceError('import_no_header');
  const headers = uniqueHeaders(header.cells);
  return {
    headers,
    sheets: workbook.sheets.map((sheet) => sheet.name),
    batches: (async function* () {
      try {
        if (first.value.length > 0) yield first.value.map((row) => toRow(headers, row));
        for await (const batch of batches) yield batch.map((row) => toRow(headers, row));
      } finally {
        await batches.return(undefined);
      }
    })(),
  };
}

function toRow(headers: string[], { rowNumber, cells }: SheetRow): TabularRow {
  const values: Record<string, string> = {};
  for (let index = 0; index < headers.length; index += 1)
    values[headers[index] as string] = cells[index] ?? '';
  const problem = problemOf(headers.length, cells);
  return problem ? { rowNumber, values, problem } : { rowNumber, values };
}

/** A sheet leaves empty cells out, so only cells beyond the header are a problem. */
function problemOf(expected: number, cells: string[]): RowProblem | undefined {
  if (!cells.slice(expected).some((cell) => cell.trim() !== '')) return undefined;
  return { code: 'import_row_column_count', params: { count: cells.length, expected } };
}
