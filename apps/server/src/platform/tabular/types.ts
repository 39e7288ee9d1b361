import type { Readable } from 'node:stream';
import type { ErrorCode } from '@jingyun/contracts';

/**
 * Reading and writing of tables that strangers made.
 *
 * Terms. A *source* is a file or a stream with the name its user knows it by. A
 * *container* (zip, gzip) is taken off first. A *row* is one record below the
 * header, or one event of a XES log. A *problem* makes one row unreadable and is
 * handed on with it; whatever makes the whole file unreadable is thrown as a
 * `ServiceError`.
 */
export type TabularSource = { fileName: string } & ({ path: string } | { stream: Readable });

export const tabularFormats = ['csv', 'xlsx', 'xes'] as const;
export type TabularFormat = (typeof tabularFormats)[number];

export const tabularEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const;
export type TabularEncoding = (typeof tabularEncodings)[number];

/** The codes that belong to one row; the rest of the table is about whole files. */
export type RowProblemCode = Extract<ErrorCode, `import_row_${string}`>;

/** Why a row could not be read; `params` fill the message of its code. */
export interface RowProblem {
  code: RowProblemCode;
  params?: Record<string, string | number>;
}

export interface TabularRow {
  /** As a spreadsheet counts: the header is row 1. For XES the events are counted from 1. */
  rowNumber: number;
  /** Cells by header; with a problem, as far as they could be read. */
  values: Record<string, string>;
  problem?: RowProblem;
}

/** Bounds against hostile or hopeless files. Lengths are in UTF-16 units, sizes in bytes. */
export interface TabularLimits {
  fileBytes: number;
  unpackedBytes: number;
  /** Unpacked bytes for each packed byte; looked at beyond 16 MiB only, as small tables of one value pack well. */
  packRatio: number;
  archiveEntries: number;
  columns: number;
  rows: number;
  cellChars: number;
  rowChars: number;
  /** What all distinct strings of a workbook may hold together; they are kept in memory. */
  sharedStringChars: number;
  xmlDepth: number;
  xmlAttributes: number;
  eventsPerCase: number;
}

export interface ReadOptions {
  limits?: Partial<TabularLimits>;
  /** Instead of what would be detected. */
  encoding?: TabularEncoding;
  delimiter?: string;
  /** Name of a worksheet; the first visible one otherwise. */
  sheet?: string;
}

/** What a file looks like, from its beginning. */
export interface Sniffed {
  format: TabularFormat;
  /** Null for XLSX, whose text is always XML. */
  encoding: TabularEncoding | null;
  delimiter: string | null;
  headers: string[];
  /** Worksheets by name, for XLSX. */
  sheets: string[];
  rows: TabularRow[];
}
