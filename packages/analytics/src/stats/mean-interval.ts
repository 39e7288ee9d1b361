import { type Numbers, requireNumbers, requireOpenShare } from '../checks.ts';
import { studentQuantile } from '../special/incomplete-beta.ts';
import { mean } from './mean.ts';
import type { Interval } from './types.ts';
import { variance } from './variance.ts';

/**
 * A mean and how sure it is: Student's interval, mean ± t sd / sqrt(n) with n - 1 degrees of freedom, in the
 * unit of the values. Source: Student, Biometrika 6 (1908). O(n).
 *
 * @throws AnalyticsError if there are fewer than two values, one is not finite or confidence is outside (0, 1)
 * @example meanInterval([1, 2, 3, 4, 5]); // mean 3, 1.0368 to 4.9632
 */
export function meanInterval(values: Numbers, confidence = 0.95): Interval & { mean: number } {
  requireNumbers('values', values, 2);
  requireOpenShare('confidence', confidence);
  const centre = mean(values);
  const half =
    studentQuantile((1 + confidence) / 2, values.length - 1) * Math.sqrt(variance(values) / values.length);
  return { mean: centre, lower: centre - half, upper: centre + half };
}
