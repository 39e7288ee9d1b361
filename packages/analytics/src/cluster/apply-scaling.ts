import { requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { type FlatPoints, flatten, type Points, requireSameDimensions } from './points.ts';
import type { Scaling } from './scaling-types.ts';

/**
 * Points in the units of a scaling that was made from others; several are applied in order. O(n d).
 *
 * @throws AnalyticsError if a coordinate is not finite or, for `log1p`, not above −1, or the dimensions differ
 * @example applyScaling(newcomers, [logged.scaling, standardized.scaling]);
 */
export function applyScaling(points: Points, scalings: Scaling | readonly Scaling[]): FlatPoints {
  return listOf(scalings).reduce(applyOne, flatten(points));
}

/**
 * The way back: points such as cluster centres in the units before the scaling; several are undone from last to
 * first. O(n d).
 *
 * @throws AnalyticsError if a coordinate is not finite or the dimensions differ
 * @example undoScaling({ values: model.centres, dimensions: 3 }, scaling); // centres in days, orders and money
 */
export function undoScaling(points: Points, scalings: Scaling | readonly Scaling[]): FlatPoints {
  return listOf(scalings).reduceRight(undoOne, flatten(points));
}

function listOf(scalings: Scaling | readonly Scaling[]): readonly Scaling[] {
  return 'method' in scalings ? [scalings] : scalings;
}

function applyOne(points: FlatPoints, scaling: Scaling): FlatPoints {
  const { values, dimensions } = points;
  requireSameDimensions('points', points, dimensionsOf(scaling));
  if (scaling.method !== 'log1p') {
    const { shift, scale } = scaling;
    for (const [j, divisor] of scale.entries()) requirePositive(`scaling.scale[${j}]`, divisor);
    return mapValues(points, (value, j) => (value - (shift[j] as number)) / (scale[j] as number));
  }
  const low = values.findIndex((value) => value <= -1);
  if (low >= 0) {
    throw new AnalyticsError(
      `points[${Math.floor(low / dimensions)}][${low % dimensions}]`,
      `must be above -1 for log1p, but is ${values[low]}`,
    );
  }
  return mapValues(points, Math.log1p);
}

function undoOne(points: FlatPoints, scaling: Scaling): FlatPoints {
  requireSameDimensions('points', points, dimensionsOf(scaling));
  if (scaling.method === 'log1p') return mapValues(points, Math.expm1);
  const { shift, scale } = scaling;
  return mapValues(points, (value, j) => value * (scale[j] as number) + (shift[j] as number));
}

function dimensionsOf(scaling: Scaling): number {
  if (scaling.method === 'log1p') return scaling.dimensions;
  if (scaling.shift.length !== scaling.scale.length) {
    throw new AnalyticsError(
      'scaling.scale',
      `must have as many elements as scaling.shift (${scaling.shift.length}), not ${scaling.scale.length}`,
    );
  }
  return scaling.shift.length;
}

function mapValues(
  { values, dimensions }: FlatPoints,
  change: (value: number, j: number) => number,
): FlatPoints {
  const changed = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) changed[i] = change(values[i] as number, i % dimensions);
  return { values: changed, dimensions };
}
