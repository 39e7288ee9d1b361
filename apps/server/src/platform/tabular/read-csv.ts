import { ServiceError } from '../errors/service-error.ts';
import { type CsvRecord, csvRecordReader } from './csv-records.ts';
import { decodeLines } from './decode-lines.ts';
import { uniqueHeaders } from './headers.ts';
import { restoreText } from './neutralise.ts';
import type { RowProblem, TabularEncoding, TabularLimits, TabularRow } from './types.ts';

/** How a CSV is written. */
export interface CsvDialect {
  encoding: TabularEncoding;
  delimiter: string;
  newline: '\n' | '\r';
}

/** The table of a CSV: its headers first, then its rows in batches as they are read. */
export interface Table {
  headers: string[];
  batches: AsyncGenerator<TabularRow[]>;
}

/** Reads a CSV of a known dialect. Throws `import_no_header`, `import_too_many_columns`, `import_too_many_rows`. */
export async function readCsv(
  bytes: AsyncIterable<Buffer>,
  dialect: CsvDialect,
  limits: TabularLimits,
): Promise<Table> {
  const records = numberedRecords(bytes, dialect, limits);
  const first = await records.next();
  const header = first.done ? undefined : first.value.shift();
  if (first.done || header === undefined) throw new ServiceError('import_no_header');
  if (header.record.problem) {
    await records.return(undefined);
    const { code, params } = header.record.problem;
    throw new ServiceError(code, params ? { params } : {});
  }
  if (header.record.fields.length > limits.columns) {
    await records.return(undefined);
    throw new ServiceError('import_too_many_columns', { params: { limit: limits.columns } });
  }
  const headers = uniqueHeaders(header.record.fields);
  return { headers, batches: rowsOf(headers, first.value, records, limits) };
}

interface Numbered {
  rowNumber: number;
  record: CsvRecord;
}

/** Records with their numbers in batches, blank lines and the `sep=` line of spreadsheets left out. */
async function* numberedRecords(
  bytes: AsyncIterable<Buffer>,
  dialect: CsvDialect,
  limits: TabularLimits,
): AsyncGenerator<Numbered[]> {
  const reader = csvRecordReader(dialect.delimiter, limits, dialect.newline);
  let count = 0;
  let kept = 0;
  const number = (records: CsvRecord[]) => {
    const batch: Numbered[] = [];
    for (const record of records) {
      const separatorLine = count === 0 && /^"?sep=/i.test(record.fields.join(dialect.delimiter));
      if (!separatorLine) count += 1;
      const blank = record.fields.every((field) => field.trim() === '') && !record.problem;
      if (blank || separatorLine) continue;
      batch.push({ rowNumber: count, record });
    }
    kept += batch.length;
    if (kept > limits.rows + 1)
      throw new ServiceError('import_too_many_rows', { params: { limit: limits.rows } });
    return batch;
  };
  for await (const piece of decodeLines(bytes, dialect.encoding, limits, dialect.newline)) {
    const batch = number(reader.push(piece.text, piece.flaws, false));
    if (batch.length > 0) yield batch;
  }
  const batch = number(reader.push('', [], true));
  if (batch.length > 0) yield batch;
}

async function* rowsOf(
  headers: string[],
  first: Numbered[],
  rest: AsyncGenerator<Numbered[]>,
  limits: TabularLimits,
): AsyncGenerator<TabularRow[]> {
  try {
    if (first.length > 0) yield first.map((one) => rowOf(headers, one, limits));
    for await (const batch of rest) yield batch.map((one) => rowOf(headers, one, limits));
  } finally {
    // A reader that stops at the first batch has not begun with the rest, which holds the open file.
    await rest.return(undefined);
  }
}

function rowOf(headers: string[], { rowNumber, record }: Numbered, limits: TabularLimits): TabularRow {
  const { fields } = record;
  const values: Record<string, string> = {};
  for (let index = 0; index < headers.length; index += 1) {
    const cell = fields[index] ?? '';
    values[headers[index] as string] = restoreText(cell);
  }
  const problem = record.problem ?? widthProblem(headers.length, fields);
  if (!problem) return { rowNumber, values };
  for (const [name, value] of Object.entries(values)) {
    if (value.length > limits.cellChars) values[name] = value.slice(0, 200);
  }
  return { rowNumber, values, problem };
}

/** Cells beyond the header are let pass where they are empty; missing cells never, as a broken row loses cells. */
function widthProblem(expected: number, fields: string[]): RowProblem | undefined {
  if (fields.length === expected) return undefined;
  if (fields.length > expected && fields.slice(expected).every((field) => field.trim() === ''))
    return undefined;
  return { code: 'import_row_column_count', params: { count: fields.length, expected } };
}
