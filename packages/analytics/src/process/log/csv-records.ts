import { AnalyticsError } from '../../errors.ts';
import { ByteWindow } from './byte-window.ts';
import { type DateOrder, parseTimeBytes } from './parse-time.ts';
import { ByteTexts, decodeUtf8, emptyHash, nextHash, type StringPool } from './string-pool.ts';

/** How large the parts of a CSV file may be. */
export interface CsvLimits {
  fields: number;
  /** Bytes of one record. */
  record: number;
}

export const defaultCsvLimits: CsvLimits = { fields: 2_000, record: 1024 ** 2 };

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Reads records out of CSV bytes (RFC 4180) as they come. A field in quotes may hold delimiters, line ends and quotes
 * written twice; what stands behind its closing quote is added to it. Lines end with LF, CR LF or CR; empty lines are
 * passed over. `onRecord` reads the fields of the record while it runs. O(bytes).
 */
export class CsvRecords {
  /** How many fields the record has. */
  count = 0;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #hash: Int32Array;
  /** 1 for a field whose quotes are part of what is between `from` and `to`. */
  readonly #quoted: Uint8Array;
  readonly #texts: ByteTexts;
  readonly #limits: CsvLimits;
  readonly #delimiter: number;
  readonly #onRecord: () => void;
  readonly #window = new ByteWindow();
  #records = 0;

  constructor(pool: StringPool, delimiter: number, limits: CsvLimits, onRecord: () => void) {
    this.#texts = new ByteTexts(pool, decodeUtf8);
    this.#delimiter = delimiter;
    this.#limits = limits;
    this.#onRecord = onRecord;
    this.#from = new Int32Array(limits.fields);
    this.#to = new Int32Array(limits.fields);
    this.#hash = new Int32Array(limits.fields);
    this.#quoted = new Uint8Array(limits.fields);
  }

  /** The text of field i as a number of the pool. */
  valueOf(i: number): number {
    const from = this.#from[i] as number;
    const to = this.#to[i] as number;
    if (this.#quoted[i] === 1)
      return this.#texts.pool.idOf(unquoted(decodeUtf8(this.#window.bytes, from, to)));
    return this.#texts.idOf(this.#window.bytes, from, to, this.#hash[i] as number);
  }

  /**
   * The time in field i, without making a text of it; NaN if it is none, or in quotes with quotes inside.
   */
  timeOf(i: number, order: DateOrder): number {
    if (this.#quoted[i] === 1) return Number.NaN;
    return parseTimeBytes(this.#window.bytes, this.#from[i] as number, this.#to[i] as number, order);
  }

  /** @throws AnalyticsError if a record is beyond the limits */
  write(piece: Uint8Array): void {
    if (this.#window.add(piece)) this.#run(false);
  }

  /** @throws AnalyticsError if the file ends within quotes */
  end(): void {
    this.#run(true);
  }

  #run(last: boolean): void {
    const window = this.#window;
    const { end } = window;
    let { at } = window;
    while (at < end) {
      const next = this.#record(window.bytes, at, end, last);
      if (next < 0 && last)
        throw new AnalyticsError('source', `ends within the quotes of record ${this.#records + 1}`);
      if ((next < 0 ? end : next) - at > this.#limits.record) {
        throw new AnalyticsError(
          'source',
          `has a record of more than ${this.#limits.record} bytes (limits.record): number ${this.#records + 1}`,
        );
      }
      if (next < 0) break;
      this.#records++;
      if (this.count > 1 || this.#from[0] !== this.#to[0]) this.#onRecord();
      at = next;
    }
    window.leftAt(at);
  }

  /** The place behind the record that begins at `at`, or -1 if it does not end here. */
  #record(bytes: Uint8Array, at: number, end: number, last: boolean): number {
    const delimiter = this.#delimiter;
    let p = at;
    this.count = 0;
    for (;;) {
      const start = p;
      let hash = emptyHash;
      let byte = p < end ? (bytes[p] as number) : -1;
      if (byte === QUOTE) {
        p = behindQuotes(bytes, p, end);
        if (p < 0) return -1;
        if (p >= end && !last) return -1;
        byte = p < end ? (bytes[p] as number) : -1;
        const plain =
          (byte < 0 || byte === delimiter || byte === LF || byte === CR) &&
          !holdsQuote(bytes, start + 1, p - 1);
        if (plain) for (let i = start + 1; i < p - 1; i++) hash = nextHash(hash, bytes[i] as number);
        while (byte >= 0 && byte !== delimiter && byte !== LF && byte !== CR) {
          p++;
          byte = p < end ? (bytes[p] as number) : -1;
        }
        this.#field(plain ? start + 1 : start, plain ? p - 1 : p, hash, plain ? 0 : 1);
      } else {
        while (byte >= 0 && byte !== delimiter && byte !== LF && byte !== CR) {
          hash = nextHash(hash, byte);
          p++;
          byte = p < end ? (bytes[p] as number) : -1;
        }
        this.#field(start, p, hash, 0);
      }
      if (byte < 0) return last ? p : -1;
      p++;
      if (byte === delimiter) continue;
      if (byte === LF) return p;
      // CR: the LF of a CR LF may be in the next piece.
      if (p < end) return bytes[p] === LF ? p + 1 : p;
      return last ? p : -1;
    }
  }

  #field(from: number, to: number, hash: number, quoted: number): void {
    const i = this.count++;
    if (i === this.#limits.fields)
      throw new AnalyticsError('source', `has a record of more than ${i} fields (limits.fields)`);
    this.#from[i] = from;
    this.#to[i] = to;
    this.#hash[i] = hash;
    this.#quoted[i] = quoted;
  }
}

/** The place behind the quote that closes the one at `at`, or -1. */
function behindQuotes(bytes: Uint8Array, at: number, end: number): number {
  let p = at + 1;
  for (;;) {
    p = bytes.indexOf(QUOTE, p);
    if (p < 0 || p >= end) return -1;
    if (p + 1 >= end || bytes[p + 1] !== QUOTE) return p + 1;
    p += 2;
  }
}

function holdsQuote(bytes: Uint8Array, from: number, to: number): boolean {
  const at = bytes.indexOf(QUOTE, from);
  return at >= 0 && at < to;
}

/** `"a ""b"" c"d` is `a "b" cd`. */
function unquoted(text: string): string {
  const match = /^"((?:[^"]|"")*)"/.exec(text);
  return match === null ? text : (match[1] as string).replaceAll('""', '"') + text.slice(match[0].length);
}
