import { type Numbers, requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** Points one after the other in one array: coordinate `j` of point `i` is `values[i * dimensions + j]`. */
export interface FlatPoints {
  values: Float64Array;
  dimensions: number;
}

/** Points as the functions of this group take them: flat, which large sets should be, or a row each. */
export type Points = FlatPoints | readonly Numbers[];

/** Squares of differences of larger coordinates could overflow. */
const GREATEST = 1e150;

/**
 * Points as one flat array, checked: at least one point and one dimension, all coordinates finite and within ±1e150
 * (whose squares still can be added up). Flat points are taken as they are, rows are copied. O(n d).
 *
 * @throws AnalyticsError that names the first coordinate at fault, or the first row of another length
 */
export function flatten(points: Points, argument = 'points'): FlatPoints {
  const flat = isFlat(points) ? requireFlat(points, argument) : flattenRows(points, argument);
  const { values, dimensions } = flat;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value <= GREATEST && value >= -GREATEST)) {
      const place = `${argument}[${Math.floor(i / dimensions)}][${i % dimensions}]`;
      throw new AnalyticsError(place, `must be a finite number within ±${GREATEST}, not ${value}`);
    }
  }
  return flat;
}

/** How many points there are. */
export function countOf({ values, dimensions }: FlatPoints): number {
  return values.length / dimensions;
}

/** The points at these places, in this order. */
export function pick({ values, dimensions }: FlatPoints, places: Numbers): FlatPoints {
  const picked = new Float64Array(places.length * dimensions);
  for (let i = 0; i < places.length; i++) {
    const from = (places[i] as number) * dimensions;
    for (let j = 0; j < dimensions; j++) picked[i * dimensions + j] = values[from + j] as number;
  }
  return { values: picked, dimensions };
}

/**
 * `size` points, one drawn from each of as many equal stretches of the set, so that sorted sets are sampled evenly;
 * the set itself where it has no more. O(size d).
 */
export function sampleOf(points: FlatPoints, size: number, random: () => number): FlatPoints {
  const count = countOf(points);
  if (count <= size) return points;
  const places = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    places[i] = Math.min(count - 1, Math.floor(((i + random()) * count) / size));
  }
  return pick(points, places);
}

/** @throws AnalyticsError unless both have as many coordinates a point */
export function requireSameDimensions(argument: string, points: FlatPoints, dimensions: number): void {
  if (points.dimensions === dimensions) return;
  throw new AnalyticsError(argument, `must have ${dimensions} dimensions, not ${points.dimensions}`);
}

/** @throws AnalyticsError unless there is a whole number of labels from 0 for each point */
export function requireLabels(argument: string, labels: Numbers, count: number): void {
  if (labels.length !== count) {
    throw new AnalyticsError(argument, `must have one element a point (${count}), not ${labels.length}`);
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (Number.isSafeInteger(label) && label >= 0) continue;
    throw new AnalyticsError(`${argument}[${i}]`, `must be an integer from 0, not ${label}`);
  }
}

function isFlat(points: Points): points is FlatPoints {
  return 'dimensions' in points;
}

function requireFlat(points: FlatPoints, argument: string): FlatPoints {
  const { values, dimensions } = points;
  requireInteger(`${argument}.dimensions`, dimensions, 1);
  if (values.length === 0) throw new AnalyticsError(argument, 'must have at least one point, but is empty');
  if (values.length % dimensions !== 0) {
    throw new AnalyticsError(
      `${argument}.values`,
      `must hold ${dimensions} coordinates a point, but ${values.length} is no multiple of that`,
    );
  }
  return points;
}

function flattenRows(rows: readonly Numbers[], argument: string): FlatPoints {
  const [first] = rows;
  if (!first) throw new AnalyticsError(argument, 'must have at least one point, but is empty');
  const dimensions = first.length;
  if (dimensions === 0) throw new AnalyticsError(`${argument}[0]`, 'must have at least one coordinate');
  const values = new Float64Array(rows.length * dimensions);
  for (const [i, row] of rows.entries()) {
    if (row.length !== dimensions) {
      throw new AnalyticsError(
        `${argument}[${i}]`,
        `must have as many coordinates as the first row (${dimensions}), not ${row.length}`,
      );
    }
    for (let j = 0; j < dimensions; j++) values[i * dimensions + j] = row[j] as number;
  }
  return { values, dimensions };
}
