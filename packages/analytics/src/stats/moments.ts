import { type Numbers, requireFinite, requireNumbers } from '../checks.ts';

/** Count, mean and spread of a sample, in a form that can be added to and merged. */
export interface Moments {
  count: number;
  mean: number;
  /** Sum of squared distances from the mean. */
  squaredDeviations: number;
  min: number;
  max: number;
}

/** The moments of nothing: count 0, mean 0, minimum Infinity, maximum -Infinity. */
export function emptyMoments(): Moments {
  return {
    count: 0,
    mean: 0,
    squaredDeviations: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
  };
}

/**
 * Takes one value into running moments (Welford, Technometrics 4, 1962). Changes and returns `moments`. O(1).
 *
 * @throws AnalyticsError if the value is not finite
 * @example for await (const row of rows) addToMoments(moments, row.seconds);
 */
export function addToMoments(moments: Moments, value: number): Moments {
  requireFinite('value', value);
  moments.count += 1;
  const delta = value - moments.mean;
  moments.mean += delta / moments.count;
  moments.squaredDeviations += delta * (value - moments.mean);
  if (value < moments.min) moments.min = value;
  if (value > moments.max) moments.max = value;
  return moments;
}

/**
 * The moments of two samples together, from the moments of each (Chan, Golub, LeVeque 1979): days add up to
 * weeks without the values. O(1).
 *
 * @example mergeMoments(momentsOf([1, 2]), momentsOf([3])).mean; // 2
 */
export function mergeMoments(a: Readonly<Moments>, b: Readonly<Moments>): Moments {
  const count = a.count + b.count;
  if (count === 0) return emptyMoments();
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    squaredDeviations:
      a.squaredDeviations + b.squaredDeviations + (delta * delta * a.count * b.count) / count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

/**
 * The moments of a list. O(n).
 *
 * @returns the moments of nothing for an empty list
 * @throws AnalyticsError if a value is not finite
 * @example momentsOf([2, 4, 4, 4, 5, 5, 7, 9]).mean; // 5
 */
export function momentsOf(values: Numbers): Moments {
  requireNumbers('values', values, 0);
  const moments = emptyMoments();
  for (let i = 0; i < values.length; i++) addToMoments(moments, values[i] as number);
  return moments;
}

/**
 * Sample variance (divisor n - 1) in squared units, or null for fewer than two values, which have none.
 *
 * @example sampleVariance(momentsOf([1, 2, 3, 4])); // 1.6666666666666667
 */
export function sampleVariance(moments: Readonly<Moments>): number | null {
  return moments.count < 2 ? null : moments.squaredDeviations / (moments.count - 1);
}
