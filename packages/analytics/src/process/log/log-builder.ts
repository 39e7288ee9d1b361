import { AnalyticsError } from '../../errors.ts';
import type { AttributeColumn, EventLog } from '../event-log.ts';
import { type CellBudget, ColumnBuilder } from './column-builder.ts';
import { DictionaryPlaces } from './dictionary-places.ts';
import { GrowingInts, GrowingNumbers } from './growing.ts';
import { StringPool } from './string-pool.ts';

/** How the events of a case are put in order: by time (equal times keep the order given), or as given. */
export type EventOrder = 'time' | 'given';

/** What one log may hold; a file beyond it is refused rather than read until memory ends. */
export interface LogLimits {
  /** Different attributes of events, and of cases. */
  columns: number;
  /** Attributes × rows of all columns. */
  cells: number;
  events: number;
}

export const defaultLogLimits: LogLimits = { columns: 1_000, cells: 400_000_000, events: 50_000_000 };

/** For what is in memory already. Places of events are 32-bit numbers. */
export const memoryLimits: LogLimits = {
  columns: Number.POSITIVE_INFINITY,
  cells: Number.POSITIVE_INFINITY,
  events: 2 ** 31 - 2,
};

/** A log in the making, filled by every reader: events may come in any order of cases. */
export class LogBuilder {
  readonly pool: StringPool;
  readonly #limits: LogLimits;
  readonly #budget: CellBudget;
  readonly #caseOfName = new Map<string, number>();
  readonly #caseIds: string[] = [];
  #lastName: string | null = null;
  #lastCase = -1;
  readonly #caseOf = new GrowingInts();
  readonly #activity = new GrowingInts();
  readonly #resource = new GrowingInts();
  readonly #time = new GrowingNumbers();
  readonly #start = new GrowingNumbers();
  #hasStart = false;
  readonly #eventColumns = new Map<string, ColumnBuilder>();
  readonly #caseColumns = new Map<string, ColumnBuilder>();

  constructor(limits: LogLimits) {
    this.pool = new StringPool();
    this.#limits = limits;
    this.#budget = { left: limits.cells };
  }

  get events(): number {
    return this.#caseOf.length;
  }

  /** The number of the case of that name, new or known. */
  caseOf(name: string): number {
    if (name === this.#lastName) return this.#lastCase; // rows of a case mostly stand together
    let index = this.#caseOfName.get(name);
    if (index === undefined) {
      index = this.#caseIds.length;
      this.#caseIds.push(name);
      this.#caseOfName.set(name, index);
    }
    this.#lastName = name;
    this.#lastCase = index;
    return index;
  }

  get cases(): number {
    return this.#caseIds.length;
  }

  /** Says of which case the events from `row` on are, for a reader that learns it last. */
  assignCase(row: number, caseIndex: number): void {
    this.#caseOf.values.fill(caseIndex, row, this.#caseOf.length);
  }

  /** Adds an event; activity and resource are numbers of the pool, resource -1 if unknown. Its row comes back. */
  addEvent(caseIndex: number, activity: number, time: number, start: number, resource: number): number {
    const row = this.#caseOf.length;
    if (row >= this.#limits.events)
      throw new AnalyticsError('source', `has more than ${this.#limits.events} events (limits.events)`);
    this.#caseOf.push(caseIndex);
    this.#activity.push(activity);
    this.#resource.push(resource);
    this.#time.push(time);
    this.#start.push(start);
    if (!Number.isNaN(start)) this.#hasStart = true;
    return row;
  }

  eventColumn(name: string): ColumnBuilder {
    return this.#column(this.#eventColumns, name);
  }

  caseColumn(name: string): ColumnBuilder {
    return this.#column(this.#caseColumns, name);
  }

  /** The log. Cases without an event are left out: they have no place in a log of events. */
  finish(order: EventOrder): EventLog {
    const count = this.events;
    const caseOf = this.#caseOf.values.subarray(0, count);
    const cases = this.#caseIds.length;
    const sizes = new Int32Array(cases);
    for (let i = 0; i < count; i++) sizes[caseOf[i] as number] = (sizes[caseOf[i] as number] as number) + 1;
    const kept = keptCases(sizes);
    const keptCount = kept?.length ?? cases;
    const caseStart = new Int32Array(keptCount + 1);
    for (let c = 0; c < keptCount; c++)
      caseStart[c + 1] =
        (caseStart[c] as number) + (sizes[kept === null ? c : (kept[c] as number)] as number);

    const rows = rowsByCase(caseOf, sizes, kept, caseStart);
    const sorted = order === 'time' ? sortByTime(this.#time.values, caseStart, rows, count) : rows;
    const places = new DictionaryPlaces(this.pool);
    const activity = take(this.#activity.values, sorted, new Int32Array(count));
    const resource = take(this.#resource.values, sorted, new Int32Array(count));
    const columns = (builders: Map<string, ColumnBuilder>, size: number, at: Int32Array | null) => {
      const table = new Map<string, AttributeColumn>();
      for (const [name, builder] of builders)
        if (builder.type !== null) table.set(name, builder.finish(size, at, places));
      return table;
    };
    return {
      activities: places.compact(activity),
      resources: places.compact(resource),
      caseIds: kept === null ? this.#caseIds : Array.from(kept, (c) => this.#caseIds[c] as string),
      caseStart,
      activity,
      time: take(this.#time.values, sorted, new Float64Array(count)),
      startTime: this.#hasStart ? take(this.#start.values, sorted, new Float64Array(count)) : null,
      resource,
      caseAttributes: columns(this.#caseColumns, keptCount, kept),
      eventAttributes: columns(this.#eventColumns, count, sorted),
    };
  }

  #column(columns: Map<string, ColumnBuilder>, name: string): ColumnBuilder {
    let column = columns.get(name);
    if (column === undefined) {
      if (columns.size >= this.#limits.columns)
        throw new AnalyticsError(
          'source',
          `has more than ${this.#limits.columns} attributes (limits.columns)`,
        );
      column = new ColumnBuilder(this.pool, this.#budget);
      columns.set(name, column);
    }
    return column;
  }
}

/** The cases with events, or null if that is all of them. */
function keptCases(sizes: Int32Array): Int32Array | null {
  let empty = 0;
  for (let c = 0; c < sizes.length; c++) if (sizes[c] === 0) empty++;
  if (empty === 0) return null;
  const kept = new Int32Array(sizes.length - empty);
  let at = 0;
  for (let c = 0; c < sizes.length; c++) if (sizes[c] !== 0) kept[at++] = c;
  return kept;
}

/** Rows case by case, each case's in the order given (a counting sort); null if they stand like that already. */
function rowsByCase(
  caseOf: Int32Array,
  sizes: Int32Array,
  kept: Int32Array | null,
  caseStart: Int32Array,
): Int32Array | null {
  let grouped = true;
  for (let i = 1; i < caseOf.length && grouped; i++)
    grouped = (caseOf[i] as number) >= (caseOf[i - 1] as number);
  if (grouped) return null;
  const next = new Int32Array(sizes.length);
  for (let c = 0; c < caseStart.length - 1; c++)
    next[kept === null ? c : (kept[c] as number)] = caseStart[c] as number;
  const rows = new Int32Array(caseOf.length);
  for (let i = 0; i < caseOf.length; i++) {
    const c = caseOf[i] as number;
    const place = next[c] as number;
    next[c] = place + 1;
    rows[place] = i;
  }
  return rows;
}

/** Puts each case in order of time. An event without a time stays behind the one before it. */
function sortByTime(
  time: Float64Array,
  caseStart: Int32Array,
  rows: Int32Array | null,
  count: number,
): Int32Array | null {
  let sorted: Int32Array | null = rows;
  const keys = new Float64Array(count);
  for (let c = 0; c < caseStart.length - 1; c++) {
    const from = caseStart[c] as number;
    const to = caseStart[c + 1] as number;
    let known = Number.NEGATIVE_INFINITY;
    let rising = true;
    for (let i = from; i < to; i++) {
      const t = time[rows === null ? i : (rows[i] as number)] as number;
      if (!Number.isNaN(t)) {
        if (t < known) rising = false;
        known = t;
      }
      keys[i] = known;
    }
    if (rising) continue;
    sorted ??= Int32Array.from({ length: count }, (_, i) => i);
    const places = Int32Array.from({ length: to - from }, (_, i) => from + i);
    places.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
    const before = sorted.slice(from, to);
    for (let i = 0; i < places.length; i++) sorted[from + i] = before[(places[i] as number) - from] as number;
  }
  return sorted;
}

function take<T extends Int32Array | Float64Array>(values: T, order: Int32Array | null, into: T): T {
  const { length } = into;
  if (order === null) into.set(values.subarray(0, length));
  else for (let i = 0; i < length; i++) into[i] = values[order[i] as number] as number;
  return into;
}
