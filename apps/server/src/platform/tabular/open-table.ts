import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import { ServiceError } from '../errors/service-error.ts';
import { type Contents, openContents } from './container.ts';
import { byteOrderMark, detectEncoding, SAMPLE_BYTES } from './detect-encoding.ts';
import { guessDelimiter } from './guess-delimiter.ts';
import { limitsOf } from './limits.ts';
import { toLocalFile } from './local-file.ts';
import { type CsvDialect, readCsv } from './read-csv.ts';
import { readXes } from './read-xes.ts';
import { readXlsx } from './read-xlsx.ts';
import type {
  ReadOptions,
  TabularEncoding,
  TabularFormat,
  TabularLimits,
  TabularRow,
  TabularSource,
} from './types.ts';
import { xmlEncoding } from './xml-text.ts';

/** A table opened for reading. `headers` is null for XES, whose keys are known at the end only. */
export interface OpenTable {
  format: TabularFormat;
  encoding: TabularEncoding | null;
  delimiter: string | null;
  sheets: string[];
  headers: string[] | null;
  batches: AsyncGenerator<TabularRow[]>;
  close(): Promise<void>;
}

/**
 * Opens a file of unknown kind: takes its container off, finds format, encoding and
 * dialect from the contents (never from the name alone), and gives its rows in batches.
 * Whoever opens it closes it, even after an error while reading.
 */
export async function openTable(source: TabularSource, options: ReadOptions = {}): Promise<OpenTable> {
  const limits = limitsOf(options);
  const file = await toLocalFile(source, limits);
  let contents: Contents | null = null;
  const close = async () => {
    if (contents?.kind === 'workbook') contents.zip.close();
    else contents?.close();
    await file.dispose();
  };
  try {
    contents = await openContents(file, limits);
    if (contents.kind === 'workbook') {
      const table = await readXlsx(contents.zip, options, limits);
      return { format: 'xlsx', encoding: null, delimiter: null, ...table, close };
    }
    return { ...(await openText(contents.read, options, limits)), sheets: [], close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openText(
  read: () => AsyncGenerator<Buffer>,
  options: ReadOptions,
  limits: TabularLimits,
): Promise<Omit<OpenTable, 'close' | 'sheets'>> {
  const { head, telling } = await sampleOf(read());
  if (isXml(head)) {
    const encoding = options.encoding ?? xmlEncoding(head);
    return {
      format: 'xes',
      encoding,
      delimiter: null,
      headers: null,
      batches: readXes(read(), encoding, limits),
    };
  }
  refuseKnownBinary(head);
  const encoding = options.encoding ?? detectEncoding(telling);
  const beginning = iconv.decode(head, encoding);
  if (beginning.trim() === '') throw new ServiceError('import_no_header');
  const newline = !beginning.includes('\n') && beginning.includes('\r') ? '\r' : '\n';
  const stated = /^\uFEFF?"?sep=([^\r\n"])/i.exec(beginning)?.[1];
  const delimiter = options.delimiter ?? stated ?? guessDelimiter(beginning, newline);
  const dialect: CsvDialect = { encoding, delimiter, newline };
  return { format: 'csv', encoding, delimiter, ...(await readCsv(read(), dialect, limits)) };
}

/**
 * The beginning of the text, and a sample to judge the encoding by. They differ
 * where the first part is plain ASCII: an export may hold its first Chinese name on
 * row 90,000, so the sample starts where letters beyond ASCII do.
 */
async function sampleOf(bytes: AsyncGenerator<Buffer>): Promise<{ head: Buffer; telling: Buffer }> {
  const head: Buffer[] = [];
  const telling: Buffer[] = [];
  let headBytes = 0;
  let tellingBytes = 0;
  for await (const chunk of bytes) {
    if (headBytes < SAMPLE_BYTES) {
      head.push(chunk);
      headBytes += chunk.length;
    }
    if (tellingBytes > 0 || !isAscii(chunk)) {
      telling.push(chunk);
      tellingBytes += chunk.length;
    }
    if (headBytes >= SAMPLE_BYTES && tellingBytes >= SAMPLE_BYTES) break;
  }
  const beginning = Buffer.concat(head);
  return { head: beginning, telling: telling.length > 0 ? Buffer.concat(telling) : beginning };
}

function isXml(head: Buffer): boolean {
  const mark = byteOrderMark(head);
  const beginning =
    mark === null || mark.encoding === 'utf-8'
      ? head.toString('latin1', mark?.length ?? 0, 512)
      : iconv.decode(head.subarray(0, 512), mark.encoding);
  return /^\s*<(\?xml|!|[A-Za-z])/.test(beginning);
}

const binaryStarts = [
  '%PDF',
  '\x89PNG',
  'GIF8',
  '\xff\xd8\xff',
  'Rar!',
  '7z\xbc',
  'BZh',
  '\xfd7zXZ',
  'PK',
  '\x1f\x8b',
  '\x28\xb5\x2f\xfd',
];

/** PDF, pictures, archives of other kinds: named by their first bytes, so that the answer is not about encodings. */
function refuseKnownBinary(head: Buffer): void {
  const start = head.toString('latin1', 0, 8);
  if (binaryStarts.some((magic) => start.startsWith(magic))) {
    throw new ServiceError('import_format_unknown');
  }
}
