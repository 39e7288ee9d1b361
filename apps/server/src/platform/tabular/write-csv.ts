import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { neutraliseText } from './neutralise.ts';

export type Cell = string | number | boolean | null | undefined;
export type Cells = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;

export interface CsvWriteOptions {
  delimiter?: string;
  /** Excel reads a CSV without a byte order mark in the local code page; on by default. */
  byteOrderMark?: boolean;
}

/**
 * Writes a table as CSV into `output` and ends it, waiting where the other end is
 * slow. Gives the number of rows below the header.
 */
export async function writeCsv(
  output: Writable,
  headers: readonly string[],
  rows: Cells,
  options: CsvWriteOptions = {},
): Promise<number> {
  let count = 0;
  const counted = async function* () {
    for await (const row of rows) {
      count += 1;
      yield row;
    }
  };
  await pipeline(Readable.from(csvText(headers, counted(), options)), output);
  return count;
}

const PIECE_CHARS = 64 * 1024;

/**
 * A table as CSV text in pieces (RFC 4180: CRLF, quotes where needed, for UTF-8).
 * Text is neutralised against formulas, see `neutraliseText`.
 */
export async function* csvText(
  headers: readonly string[],
  rows: Cells,
  options: CsvWriteOptions = {},
): AsyncGenerator<string> {
  const delimiter = options.delimiter ?? ',';
  let piece = `${options.byteOrderMark === false ? '' : '\uFEFF'}${csvLine(headers, delimiter)}`;
  for await (const row of rows) {
    piece += csvLine(row, delimiter);
    if (piece.length >= PIECE_CHARS) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

function csvLine(cells: readonly Cell[], delimiter: string): string {
  const line = cells.map((cell) => csvCell(cell, delimiter)).join(delimiter);
  // A line with a single empty cell would read as a blank line.
  return line === '' ? '""\r\n' : `${line}\r\n`;
}

function csvCell(cell: Cell, delimiter: string): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  // NUL cannot be read back by anyone.
  const text = neutraliseText(cell.replaceAll('\0', ''));
  const plain = !/["\r\n]/.test(text) && !text.includes(delimiter) && text === text.trim();
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}
