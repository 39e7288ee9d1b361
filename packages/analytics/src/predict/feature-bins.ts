/** Features cut into at most 255 bins each, one byte a value: what trees are grown from. */
import type { Numbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import type { Features } from './features.ts';

/** Bins of values; one more code is left for missing ones. */
export const MOST_BINS = 255;
/** Cases from which the cuts are found when there are more. */
const SAMPLE = 100_000;

export interface BinnedFeatures {
  /** Bin of each case, column by column; a missing value has the code `sizes[column]`. */
  bins: Uint8Array[];
  /** Number of bins of each column, without that for missing values. */
  sizes: Int32Array;
  /** First place of each column in a histogram of all columns. */
  offsets: Int32Array;
  /** Places in a histogram of all columns. */
  places: number;
  /** For numbers, the greatest value of each bin but the last; empty for categories. */
  cuts: Float64Array[];
  categorical: boolean[];
}

/**
 * Cuts at quantiles of the cases in `rows` (of a sample of 100,000 where they are more), midway between neighbouring
 * values; a bin a value where these are few. Codes of categories are their own bins. O(rows × columns), and a sort.
 */
export function binFeatures(features: Features, rows: Int32Array, random: Random): BinnedFeatures {
  const sample = rows.length <= SAMPLE ? rows : Int32Array.from({ length: SAMPLE }, () => pick(rows, random));
  const width = features.columns.length;
  const sizes = new Int32Array(width);
  const offsets = new Int32Array(width);
  const cuts: Float64Array[] = [];
  const bins: Uint8Array[] = [];
  const categorical = features.columns.map((_, j) => features.categorical?.[j] ?? false);
  let places = 0;
  for (const [j, column] of features.columns.entries()) {
    if (categorical[j]) {
      sizes[j] = categoriesOf(features, j, column);
      cuts.push(new Float64Array(0));
    } else {
      const found = cutsOf(column, sample);
      cuts.push(found);
      sizes[j] = found.length + 1;
    }
    const size = sizes[j] as number;
    bins.push(categorical[j] ? codesOf(column, size) : placesOf(column, cuts[j] as Float64Array));
    offsets[j] = places;
    places += size + 1;
  }
  return { bins, sizes, offsets, places, cuts, categorical };
}

function pick(rows: Int32Array, random: Random): number {
  return rows[Math.floor(random() * rows.length)] as number;
}

function categoriesOf({ names }: Features, j: number, column: Numbers): number {
  let most = -1;
  for (let i = 0; i < column.length; i++) {
    const code = column[i] as number;
    if (code > most) most = code; // NaN is not
  }
  if (most >= MOST_BINS) {
    throw new AnalyticsError(
      `features.columns[${j}]`,
      `(${names[j]}) must have at most ${MOST_BINS} categories, but has code ${most}: put rare ones together`,
    );
  }
  return most + 1;
}

function codesOf(column: Numbers, size: number): Uint8Array {
  const codes = new Uint8Array(column.length);
  for (let i = 0; i < codes.length; i++) {
    const code = column[i] as number;
    codes[i] = Number.isNaN(code) ? size : code;
  }
  return codes;
}

/** Midway cuts between the distinct values, thinned to equal shares of cases where there are too many. */
function cutsOf(column: Numbers, sample: Int32Array): Float64Array {
  const values = new Float64Array(sample.length);
  let count = 0;
  for (let i = 0; i < sample.length; i++) {
    const value = column[sample[i] as number] as number;
    if (!Number.isNaN(value)) values[count++] = value;
  }
  const sorted = values.subarray(0, count).sort();
  let distinct = count > 0 ? 1 : 0;
  for (let i = 1; i < count; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  const cuts = new Float64Array(Math.max(0, Math.min(distinct, MOST_BINS) - 1));
  let found = 0;
  if (distinct <= MOST_BINS) {
    for (let i = 1; i < count; i++) {
      if (sorted[i] !== sorted[i - 1]) cuts[found++] = midway(sorted[i - 1] as number, sorted[i] as number);
    }
    return cuts;
  }
  // A value that fills more than its share takes up several cuts; the rest is shared by what is left.
  let from = 0;
  while (found < cuts.length && from < count) {
    const wanted = from + (count - from) / (MOST_BINS - found);
    let to = Math.max(from + 1, Math.round(wanted));
    while (to < count && sorted[to] === sorted[to - 1]) to++;
    if (to >= count) break;
    cuts[found++] = midway(sorted[to - 1] as number, sorted[to] as number);
    from = to;
  }
  return cuts.subarray(0, found);
}

/** A number from `a` up to but not reaching `b`. */
function midway(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle > a && middle < b ? middle : a;
}

/** Cells of equal width into which the range of the cuts is divided, to find a value's bin in a look or two. */
const CELLS = 2048;

/**
 * For each value the first bin whose cut is not below it. A cut in a lower cell than the value is below it and one in a
 * higher cell is not, so that only those in its own cell are compared.
 */
function placesOf(column: Numbers, cuts: Float64Array): Uint8Array {
  const places = new Uint8Array(column.length);
  const last = cuts.length;
  const origin = last === 0 ? 0 : (cuts[0] as number);
  const range = last === 0 ? 0 : (cuts[last - 1] as number) - origin;
  const scale = range > 0 && range < Number.POSITIVE_INFINITY ? (CELLS - 1) / range : 0;
  const cellOf = (value: number): number => {
    const cell = (value - origin) * scale;
    return cell > 0 ? (cell < CELLS - 1 ? cell | 0 : CELLS - 1) : 0;
  };
  // firstIn[cell]: number of cuts in lower cells.
  const firstIn = new Uint8Array(CELLS + 1);
  for (let bin = 0, cell = 0; bin <= last; bin++) {
    const end = bin === last ? CELLS : cellOf(cuts[bin] as number);
    while (cell < end) firstIn[++cell] = bin;
  }
  for (let i = 0; i < places.length; i++) {
    const value = column[i] as number;
    if (Number.isNaN(value)) {
      places[i] = last + 1;
      continue;
    }
    const cell = cellOf(value);
    let low = firstIn[cell] as number;
    let high = firstIn[cell + 1] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cuts[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    places[i] = low;
  }
  return places;
}
