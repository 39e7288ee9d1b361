import { requireInteger } from '../../checks.ts';
import { AnalyticsError } from '../../errors.ts';
import type { EventLog } from '../event-log.ts';
import { caseDurations } from '../performance/case-durations.ts';

export interface DottedChartOptions {
  /** `absolute` epoch milliseconds (default), or `relative`: milliseconds since the case's first time. */
  time?: 'absolute' | 'relative';
  /** What rows are ordered by: as in the log, or by first time, last time, duration or number of events. Default `start`. */
  sort?: 'log' | 'start' | 'end' | 'duration' | 'events';
  /** What dots are coloured by: `activity` (default), `resource`, or the name of an attribute of events that is text. */
  colour?: 'activity' | 'resource' | { attribute: string };
  /** Dots of one colour within one cell of so many columns and rows are drawn once. Default: all dots. */
  grid?: { columns: number; rows: number };
}

/** Every event as a dot: time across, cases down. */
export interface DottedChart {
  /** Per dot: its time, its row, its colour (place in `colours`, -1 if not given) and its event in the log. */
  x: Float64Array;
  row: Int32Array;
  colour: Int32Array;
  event: Int32Array;
  colours: readonly string[];
  /** Per row: the case, by its place in the log. */
  cases: Int32Array;
  /** Least and greatest x; null without dots. */
  range: [number, number] | null;
  /** Events with a time, of which as many as there are dots are shown. */
  total: number;
}

/**
 * The dotted chart of a log (Song and van der Aalst, 2007): the whole of it at a glance, batches and breaks included.
 * Events without a time have no dot, cases without any still have a row, at the end. With a grid, a log of millions
 * comes down to what a screen can show. O(events + cases log cases).
 *
 * @throws AnalyticsError if the attribute is none of events or no text, or the grid is not of whole numbers from 1
 * @example dottedChart(log, { time: 'relative', sort: 'duration', grid: { columns: 1200, rows: 800 } });
 */
export function dottedChart(
  log: EventLog,
  { time = 'absolute', sort = 'start', colour = 'activity', grid }: DottedChartOptions = {},
): DottedChart {
  const [colours, colourOf] = coloursOf(log, colour);
  const cases = rowOrder(log, sort);
  const firsts = firstTimes(log);
  const size = log.activity.length;
  let x = new Float64Array(size);
  let row = new Int32Array(size);
  let event = new Int32Array(size);
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let r = 0; r < cases.length; r++) {
    const c = cases[r] as number;
    const origin = time === 'relative' ? (firsts[c] as number) : 0;
    for (let e = log.caseStart[c] as number; e < (log.caseStart[c + 1] as number); e++) {
      const at = (log.time[e] as number) - origin;
      if (Number.isNaN(at)) continue;
      x[count] = at;
      row[count] = r;
      event[count++] = e;
      if (at < min) min = at;
      if (at > max) max = at;
    }
  }
  const total = count;
  if (grid !== undefined) {
    requireInteger('options.grid.columns', grid.columns, 1);
    requireInteger('options.grid.rows', grid.rows, 1);
    const width = (max - min) / grid.columns || 1;
    const height = Math.max(1, cases.length / grid.rows);
    const kept = firstOfCells(row.subarray(0, count), height, (i) => {
      const column = Math.min(grid.columns - 1, Math.floor(((x[i] as number) - min) / width));
      return column * (colours.length + 1) + (colourOf[event[i] as number] as number) + 1;
    });
    count = kept.length;
    x = Float64Array.from(kept, (i) => x[i] as number);
    row = Int32Array.from(kept, (i) => row[i] as number);
    event = Int32Array.from(kept, (i) => event[i] as number);
  } else {
    x = x.slice(0, count);
    row = row.slice(0, count);
    event = event.slice(0, count);
  }
  return {
    x,
    row,
    colour: event.map((e) => colourOf[e] as number),
    event,
    colours,
    cases,
    range: count === 0 ? null : [min, max],
    total,
  };
}

/** The first dot of each band of rows and key. Rows rise, so that what was seen in a band is soon forgotten. */
function firstOfCells(row: Int32Array, height: number, keyOf: (i: number) => number): number[] {
  const seen = new Set<number>();
  const kept: number[] = [];
  let band = 0;
  for (let i = 0; i < row.length; i++) {
    const own = Math.floor((row[i] as number) / height);
    if (own !== band) seen.clear();
    band = own;
    const key = keyOf(i);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(i);
  }
  return kept;
}

function coloursOf(
  log: EventLog,
  colour: DottedChartOptions['colour'] & {},
): [names: readonly string[], of: Int32Array] {
  if (colour === 'activity') return [log.activities, log.activity];
  if (colour === 'resource') return [log.resources, log.resource];
  const column = log.eventAttributes.get(colour.attribute);
  if (column?.type !== 'string')
    throw new AnalyticsError(
      'options.colour',
      `must name an attribute of events that is text, not "${colour.attribute}"`,
    );
  return [column.dictionary, column.values];
}

/** The earliest time of completion of each case, NaN if it has none. */
function firstTimes(log: EventLog): Float64Array {
  const { caseStart, time } = log;
  const firsts = new Float64Array(caseStart.length - 1).fill(Number.NaN);
  for (let c = 0; c < firsts.length; c++) {
    for (let e = caseStart[c] as number; e < (caseStart[c + 1] as number); e++)
      if (!((time[e] as number) >= (firsts[c] as number)) && !Number.isNaN(time[e]))
        firsts[c] = time[e] as number;
  }
  return firsts;
}

function rowOrder(log: EventLog, sort: DottedChartOptions['sort'] & {}): Int32Array {
  const order = Int32Array.from(log.caseIds, (_, c) => c);
  if (sort === 'log') return order;
  const keys = sortKeys(log, sort);
  // What is unknown goes to the end.
  for (let c = 0; c < keys.length; c++) if (Number.isNaN(keys[c])) keys[c] = Number.MAX_VALUE;
  return order.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
}

function sortKeys(log: EventLog, sort: 'start' | 'end' | 'duration' | 'events'): Float64Array {
  const { caseStart, time } = log;
  if (sort === 'duration') return caseDurations(log);
  if (sort === 'start') return firstTimes(log);
  const keys = new Float64Array(caseStart.length - 1).fill(Number.NaN);
  for (let c = 0; c < keys.length; c++) {
    const from = caseStart[c] as number;
    const to = caseStart[c + 1] as number;
    if (sort === 'events') keys[c] = to - from;
    else
      for (let e = from; e < to; e++)
        if (!((time[e] as number) <= (keys[c] as number)) && !Number.isNaN(time[e]))
          keys[c] = time[e] as number;
  }
  return keys;
}
