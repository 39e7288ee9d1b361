import { type Numbers, requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalQuantile } from '../special/normal.ts';
import type { Interval, Random } from '../stats/types.ts';
import { countOf, type FlatPoints, flatten, type Points, requireLabels } from './points.ts';
import { squaredDistance } from './squared-distance.ts';

/** How well points lie in their clusters, each from −1 (rather in another) over 0 (between two) to 1 (well within). */
export interface Silhouette {
  mean: number;
  /** Where the mean over all points lies with 95 % confidence; both ends are the mean if all were measured. */
  interval: Interval;
  /** 0 if all points were measured. */
  standardError: number;
  /** Mean of each cluster; NaN for one of which no point was measured. */
  clusters: number[];
  /** The points measured, in order, and the value of each. */
  places: Int32Array;
  values: Float64Array;
}

/**
 * Silhouette: s = (b − a) / max(a, b), where a is a point's mean distance to the others of its cluster and b the least
 * mean distance to the points of another; 0 for a point alone in its cluster (Rousseeuw, Journal of Computational and
 * Applied Mathematics 20, 1987). O(n² d).
 *
 * With `sample`, so many points are drawn without repetition and each measured against all, O(sample · n d): the mean
 * is an unbiased estimate, its standard error s √((1 − m/n) / m).
 *
 * @param labels cluster of each point, whole numbers from 0
 * @throws AnalyticsError if points or labels are unfit, fewer than two clusters have points, or a sample is asked for
 * without `random`
 * @example silhouette(points, model.labels, { sample: 2000, random }).interval;
 */
export function silhouette(
  points: Points,
  labels: Numbers,
  { sample, random }: { sample?: number; random?: Random } = {},
): Silhouette {
  const flat = flatten(points);
  const count = countOf(flat);
  requireLabels('labels', labels, count);
  if (sample !== undefined) requireInteger('options.sample', sample, 2);
  let clusters = 0;
  for (let i = 0; i < count; i++) clusters = Math.max(clusters, (labels[i] as number) + 1);
  if (clusters > count) {
    throw new AnalyticsError(
      'labels',
      `must be below the number of points (${count}), but one is ${clusters - 1}`,
    );
  }
  const sizes = new Int32Array(clusters);
  for (let i = 0; i < count; i++) sizes[labels[i] as number] = (sizes[labels[i] as number] as number) + 1;
  if (sizes.filter((size) => size > 0).length < 2) {
    throw new AnalyticsError('labels', 'must name at least two clusters that have points');
  }
  if (sample === undefined || sample >= count) {
    const places = Int32Array.from({ length: count }, (_, i) => i);
    return summarize(places, exactValues(flat, labels, sizes), labels, sizes, count);
  }
  if (!random) throw new AnalyticsError('options.random', 'must be given with options.sample');
  const places = drawPlaces(count, sample, random);
  const values = Float64Array.from(places, (place) => valueAt(flat, labels, sizes, place));
  return summarize(places, values, labels, sizes, count);
}

/** All values by sums over each pair of points once. Distances are not kept: n² of them would not fit. */
function exactValues({ values, dimensions }: FlatPoints, labels: Numbers, sizes: Int32Array): Float64Array {
  const clusters = sizes.length;
  const count = values.length / dimensions;
  const sums = new Float64Array(count * clusters);
  for (let i = 0; i < count; i++) {
    const ofOwn = i * clusters;
    const label = labels[i] as number;
    for (let j = i + 1; j < count; j++) {
      const distance = Math.sqrt(squaredDistance(values, i * dimensions, values, j * dimensions, dimensions));
      const mine = ofOwn + (labels[j] as number);
      const theirs = j * clusters + label;
      sums[mine] = (sums[mine] as number) + distance;
      sums[theirs] = (sums[theirs] as number) + distance;
    }
  }
  return Float64Array.from({ length: count }, (_, i) =>
    fromSums(sums.subarray(i * clusters, (i + 1) * clusters), labels[i] as number, sizes),
  );
}

function valueAt(
  { values, dimensions }: FlatPoints,
  labels: Numbers,
  sizes: Int32Array,
  place: number,
): number {
  const sums = new Float64Array(sizes.length);
  for (let j = 0; j < labels.length; j++) {
    const label = labels[j] as number;
    sums[label] =
      (sums[label] as number) +
      Math.sqrt(squaredDistance(values, place * dimensions, values, j * dimensions, dimensions));
  }
  return fromSums(sums, labels[place] as number, sizes);
}

/** The value of a point from its distances to the points of each cluster, summed. */
function fromSums(sums: Float64Array, label: number, sizes: Int32Array): number {
  const size = sizes[label] as number;
  if (size === 1) return 0;
  const own = (sums[label] as number) / (size - 1);
  let other = Number.POSITIVE_INFINITY;
  for (let c = 0; c < sizes.length; c++) {
    if (c === label || sizes[c] === 0) continue;
    other = Math.min(other, (sums[c] as number) / (sizes[c] as number));
  }
  const most = Math.max(own, other);
  return most === 0 ? 0 : (other - own) / most;
}

function summarize(
  places: Int32Array,
  values: Float64Array,
  labels: Numbers,
  sizes: Int32Array,
  count: number,
): Silhouette {
  const totals = new Float64Array(sizes.length);
  const measured = new Float64Array(sizes.length);
  let mean = 0;
  for (const [i, value] of values.entries()) {
    const label = labels[places[i] as number] as number;
    totals[label] = (totals[label] as number) + value;
    measured[label] = (measured[label] as number) + 1;
    mean += value / values.length;
  }
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const whole = values.length === count;
  const variance = squares / (values.length - 1);
  const standardError = whole ? 0 : Math.sqrt((variance * (1 - values.length / count)) / values.length);
  const reach = whole ? 0 : normalQuantile(0.975) * standardError;
  return {
    mean,
    interval: { lower: mean - reach, upper: mean + reach },
    standardError,
    clusters: Array.from(totals, (total, c) => total / (measured[c] as number)),
    places,
    values,
  };
}

/** Places drawn without repetition, ascending (selection sampling: Knuth, TAOCP 2, algorithm S). */
function drawPlaces(count: number, size: number, random: Random): Int32Array {
  const places = new Int32Array(size);
  let taken = 0;
  for (let i = 0; i < count && taken < size; i++) {
    if (random() * (count - i) < size - taken) places[taken++] = i;
  }
  return places.subarray(0, taken);
}
