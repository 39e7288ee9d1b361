import { AnalyticsError } from '../../errors.ts';
import type { EventLog } from '../event-log.ts';
import { type ByteSource, defaultSourceLimits, type SourceLimits, utf8Chunks } from './byte-source.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { type CsvLimits, CsvRecords, defaultCsvLimits } from './csv-records.ts';
import { type CellType, withTypes } from './infer-types.ts';
import { defaultLogLimits, type EventOrder, LogBuilder, type LogLimits } from './log-builder.ts';
import { type DateOrder, parseTime } from './parse-time.ts';

export interface CsvLog {
  log: EventLog;
  /** Names of the columns as read; of several with one name the later ones are numbered: `category (2)`. */
  headers: string[];
  issues: CsvIssues;
}

/** What was not as it should be, counted. */
export interface CsvIssues {
  /** Left out. */
  rowsWithoutCase: number;
  rowsWithoutActivity: number;
  /** Kept, with time NaN: nothing there, or no time. */
  rowsWithoutTime: number;
  /** Rows with more or fewer fields than the header: what is missing is not given, what is too much is not read. */
  unevenRows: number;
  /** Times, and values of columns whose type was asked for, that are none: not given, then. */
  unreadableValues: number;
}

export interface ReadCsvOptions {
  /**
   * Names of the columns. Default as pm4py names them: `case:concept:name`, `concept:name`, `time:timestamp`, and if
   * there are such, `start_timestamp` and `org:resource`.
   */
  columns?: { case?: string; activity?: string; time?: string; start?: string; resource?: string };
  /** Columns that say something of the case: of its rows, the first with a value counts. Those named `case:…` do anyway. */
  caseAttributes?: readonly string[];
  /** The only columns to read as attributes. Default all. */
  attributes?: readonly string[];
  /** How times are written: `iso` (default), with day or month first, as numbers, or read by a function (NaN: no time). */
  dates?: DateStyle | ((text: string) => number);
  /** Texts that mean "not given", besides none at all. */
  unknown?: readonly string[];
  /** Types of columns: by name, or `infer` (default) from all their texts, or `text` for all. */
  types?: 'infer' | 'text' | Readonly<Record<string, CellType>>;
  /** One character. Default: which of comma, semicolon, tab and bar the first line has most of. */
  delimiter?: string;
  /** Label of the encoding; a byte order mark says otherwise. Default `utf-8`. */
  encoding?: string;
  /** Default `time`; equal times keep the order of the file. */
  order?: EventOrder;
  limits?: Partial<LogLimits & CsvLimits & SourceLimits>;
}

export type DateStyle = 'iso' | 'day-first' | 'month-first' | 'epoch-milliseconds' | 'epoch-seconds';

const DEFAULT_COLUMNS = {
  case: 'case:concept:name',
  activity: 'concept:name',
  time: 'time:timestamp',
  start: 'start_timestamp',
  resource: 'org:resource',
};
const CASE_PREFIX = 'case:';

/**
 * Reads an event log from CSV (RFC 4180), one row an event, plain or packed with gzip, as it comes in. Events of a
 * case are put in order of time; rows of the same time keep the order of the file, as times are often full minutes.
 * Times without an offset are taken as UTC. Bytes that are not valid in the encoding are refused. O(bytes).
 *
 * @throws AnalyticsError if a named column is missing, quotes do not end, or it is beyond the limits
 * @example
 * await readCsv(file.stream(), {
 *   columns: { case: 'number', activity: 'state', time: 'updated_at', resource: 'assigned_to' },
 *   dates: 'day-first',
 *   unknown: ['?'],
 * });
 */
export async function readCsv(source: ByteSource, options: ReadCsvOptions = {}): Promise<CsvLog> {
  const limits = { ...defaultLogLimits, ...defaultCsvLimits, ...defaultSourceLimits, ...options.limits };
  const builder = new LogBuilder(limits);
  let reader: RowReader | null = null;
  let records: CsvRecords | null = null;
  for await (const chunk of utf8Chunks(source, limits, () => options.encoding ?? 'utf-8')) {
    if (records === null) {
      const made: CsvRecords = new CsvRecords(
        builder.pool,
        delimiterOf(chunk, options.delimiter),
        limits,
        () => {
          if (reader === null) reader = new RowReader(builder, made, options);
          else reader.row();
        },
      );
      records = made;
    }
    records.write(chunk);
  }
  records?.end();
  const rows = reader as RowReader | null;
  if (rows === null) throw new AnalyticsError('source', 'is empty: it has no line of column names');
  return rows.finish(options);
}

/** Takes rows into the log by what the header says. */
class RowReader {
  readonly headers: string[];
  readonly #builder: LogBuilder;
  readonly #records: CsvRecords;
  readonly #time: (text: string) => number;
  /** How dates are written, if they can be read from bytes. */
  readonly #dateOrder: DateOrder | null;
  readonly #caseOf = new Map<number, number>();
  readonly #unknown: Set<number>;
  readonly #at: { case: number; activity: number; time: number; start: number; resource: number };
  readonly #columns: { field: number; column: ColumnBuilder; ofCase: boolean }[] = [];
  readonly #issues: CsvIssues = {
    rowsWithoutCase: 0,
    rowsWithoutActivity: 0,
    rowsWithoutTime: 0,
    unevenRows: 0,
    unreadableValues: 0,
  };

  constructor(builder: LogBuilder, records: CsvRecords, options: ReadCsvOptions) {
    this.#builder = builder;
    this.#records = records;
    const { dates = 'iso' } = options;
    this.#time = timeReader(dates);
    const order =
      dates === 'iso' ? 'year-first' : dates === 'day-first' || dates === 'month-first' ? dates : null;
    // A time that stands for "not given" has to be looked up among the texts.
    this.#dateOrder = (options.unknown ?? []).every((text) => Number.isNaN(this.#time(text))) ? order : null;
    const { pool } = builder;
    this.#unknown = new Set(['', ...(options.unknown ?? [])].map((text) => pool.idOf(text)));
    this.headers = numbered(
      Array.from({ length: records.count }, (_, i) => pool.textOf(records.valueOf(i)).trim()),
    );
    this.#at = {
      case: this.#place('case', options, true),
      activity: this.#place('activity', options, true),
      time: this.#place('time', options, true),
      start: this.#place('start', options, false),
      resource: this.#place('resource', options, false),
    };
    const ofCase = new Set(options.caseAttributes ?? []);
    for (const name of [...ofCase, ...(options.attributes ?? [])]) this.#require('options.attributes', name);
    const roles = new Set(Object.values(this.#at));
    for (const [field, name] of this.headers.entries()) {
      const isOfCase = ofCase.has(name) || name.startsWith(CASE_PREFIX);
      const wanted =
        options.attributes === undefined || options.attributes.includes(name) || ofCase.has(name);
      if (roles.has(field) || !wanted) continue;
      const short = name.startsWith(CASE_PREFIX) ? name.slice(CASE_PREFIX.length) : name;
      const column = isOfCase ? builder.caseColumn(short) : builder.eventColumn(name);
      this.#columns.push({ field, column, ofCase: isOfCase });
    }
  }

  row(): void {
    const { case: caseAt, activity: activityAt, time, start, resource } = this.#at;
    if (this.#records.count !== this.headers.length) this.#issues.unevenRows++;
    const caseId = this.#value(caseAt);
    if (caseId < 0) {
      this.#issues.rowsWithoutCase++;
      return;
    }
    const activity = this.#value(activityAt);
    if (activity < 0) {
      this.#issues.rowsWithoutActivity++;
      return;
    }
    let caseIndex = this.#caseOf.get(caseId);
    if (caseIndex === undefined) {
      caseIndex = this.#builder.caseOf(this.#builder.pool.textOf(caseId));
      this.#caseOf.set(caseId, caseIndex);
    }
    const done = this.#timeAt(time);
    if (Number.isNaN(done)) this.#issues.rowsWithoutTime++;
    const row = this.#builder.addEvent(caseIndex, activity, done, this.#timeAt(start), this.#value(resource));
    for (const { field, column, ofCase } of this.#columns) {
      const value = this.#value(field);
      if (value < 0) continue;
      if (!ofCase) column.setText(row, value);
      else if (!column.has(caseIndex)) column.setText(caseIndex, value);
    }
  }

  finish(options: ReadCsvOptions): CsvLog {
    const log = this.#builder.finish(options.order ?? 'time');
    const { types = 'infer' } = options;
    const wanted = (name: string): CellType | 'infer' =>
      typeof types === 'object'
        ? Object.hasOwn(types, name)
          ? (types[name] as CellType)
          : 'infer'
        : types === 'text'
          ? 'string'
          : 'infer';
    const events = withTypes(log.eventAttributes, wanted, this.#time);
    const cases = withTypes(log.caseAttributes, wanted, this.#time);
    this.#issues.unreadableValues += events.unreadable + cases.unreadable;
    return {
      log: { ...log, eventAttributes: events.table, caseAttributes: cases.table },
      headers: this.headers,
      issues: this.#issues,
    };
  }

  /** The text of a field as a number of the pool, -1 if it is not given. */
  #value(field: number): number {
    if (field < 0 || field >= this.#records.count) return -1;
    const value = this.#records.valueOf(field);
    return this.#unknown.has(value) ? -1 : value;
  }

  #timeAt(field: number): number {
    if (field < 0 || field >= this.#records.count) return Number.NaN;
    // Most times of a log are different, so that a dictionary of their texts would be large and of no use.
    const read = this.#dateOrder === null ? Number.NaN : this.#records.timeOf(field, this.#dateOrder);
    if (!Number.isNaN(read)) return read;
    const value = this.#value(field);
    if (value < 0) return Number.NaN;
    const time = this.#time(this.#builder.pool.textOf(value));
    if (Number.isNaN(time)) this.#issues.unreadableValues++;
    return time;
  }

  #place(role: keyof typeof DEFAULT_COLUMNS, options: ReadCsvOptions, needed: boolean): number {
    const given = options.columns?.[role];
    if (given === undefined && !needed) return this.headers.indexOf(DEFAULT_COLUMNS[role]);
    return this.#require(`options.columns.${role}`, given ?? DEFAULT_COLUMNS[role]);
  }

  #require(argument: string, name: string): number {
    const at = this.headers.indexOf(name);
    if (at >= 0) return at;
    const have = this.headers.slice(0, 50).join(', ').slice(0, 1000);
    throw new AnalyticsError(
      argument,
      `must be a column of the file, which "${name}" is not; it has ${have}`,
    );
  }
}

function timeReader(dates: ReadCsvOptions['dates'] & {}): (text: string) => number {
  if (typeof dates === 'function') return dates;
  switch (dates) {
    case 'iso':
      return (text) => parseTime(text, 'year-first');
    case 'epoch-milliseconds':
    case 'epoch-seconds': {
      const scale = dates === 'epoch-seconds' ? 1000 : 1;
      return (text) => (/^-?\d{1,16}(\.\d{1,9})?$/.test(text) ? Number(text) * scale : Number.NaN);
    }
    default:
      return (text) => parseTime(text, dates);
  }
}

function numbered(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function delimiterOf(head: Uint8Array, given: string | undefined): number {
  if (given !== undefined) {
    const code = given.length === 1 ? given.charCodeAt(0) : 0;
    if (code === 0 || code > 0x7f || '"\r\n'.includes(given))
      throw new AnalyticsError(
        'options.delimiter',
        'must be one character of ASCII and no quote or line end',
      );
    return code;
  }
  const counts = new Map([',', ';', '\t', '|'].map((character) => [character.charCodeAt(0), 0]));
  let quoted = false;
  for (const byte of head) {
    if (byte === 0x22) quoted = !quoted;
    else if (!quoted && (byte === 0x0a || byte === 0x0d)) break;
    else if (!quoted && counts.has(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
