import { type Numbers, requireNumbers, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { mean } from './mean.ts';
import { standardDeviation } from './variance.ts';

/**
 * Sample covariance (divisor n - 1) of paired values, in the product of their units. O(n).
 *
 * @throws AnalyticsError if there are fewer than two pairs, the lengths differ or a value is not finite
 * @example covariance([1, 2, 3], [2, 4, 6]); // 2
 */
export function covariance(x: Numbers, y: Numbers): number {
  requireNumbers('x', x, 2);
  requireNumbers('y', y, 2);
  requireSameLength('x', x, 'y', y);
  const meanX = mean(x);
  const meanY = mean(y);
  let products = 0;
  for (let i = 0; i < x.length; i++) products += ((x[i] as number) - meanX) * ((y[i] as number) - meanY);
  return products / (x.length - 1);
}

/**
 * Pearson's correlation of paired values: -1 to 1. O(n).
 *
 * @throws AnalyticsError as `covariance` does, and if one side is constant, which correlates with nothing
 * @example correlation([1, 2, 3], [2, 4, 6]); // 1
 */
export function correlation(x: Numbers, y: Numbers): number {
  const shared = covariance(x, y);
  const sdX = standardDeviation(x);
  const sdY = standardDeviation(y);
  if (sdX === 0) throw new AnalyticsError('x', 'must not be constant');
  if (sdY === 0) throw new AnalyticsError('y', 'must not be constant');
  return Math.max(-1, Math.min(1, shared / (sdX * sdY)));
}
