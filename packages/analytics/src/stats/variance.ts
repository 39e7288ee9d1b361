import { type Numbers, requireNumbers } from '../checks.ts';
import { mean } from './mean.ts';

/**
 * Sample variance (divisor n - 1), in squared units: two passes with the correction of Chan, Golub and
 * LeVeque (The American Statistician 37, 1983), so that a large mean costs no digits. O(n).
 *
 * @throws AnalyticsError if there are fewer than two values or one is not finite
 * @example variance([2, 4, 4, 4, 5, 5, 7, 9]); // 4.571428571428571
 */
export function variance(values: Numbers): number {
  requireNumbers('values', values, 2);
  const centre = mean(values);
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - centre;
    squares += deviation * deviation;
    drift += deviation;
  }
  return Math.max(0, squares - (drift * drift) / values.length) / (values.length - 1);
}

/**
 * Sample standard deviation (divisor n - 1), in the unit of the values. O(n).
 *
 * @throws AnalyticsError if there are fewer than two values or one is not finite
 * @example standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]); // 2.138089935299395
 */
export function standardDeviation(values: Numbers): number {
  return Math.sqrt(variance(values));
}
