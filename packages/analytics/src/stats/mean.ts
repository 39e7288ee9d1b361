import { type Numbers, requireNumbers } from '../checks.ts';
import { compensatedSum } from './sum.ts';

/**
 * Arithmetic mean, in the unit of the values. O(n), rounding errors carried along.
 *
 * @throws AnalyticsError if there is no value or one is not finite
 * @example mean([3, 5, 10]); // 6
 */
export function mean(values: Numbers): number {
  requireNumbers('values', values);
  const total = compensatedSum(values);
  if (Number.isFinite(total)) return total / values.length;
  // The sum of values near the largest double overflows though their mean does not.
  let running = 0;
  for (let i = 0; i < values.length; i++) running += (values[i] as number) / values.length;
  return running;
}
