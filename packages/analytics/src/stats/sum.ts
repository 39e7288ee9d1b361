import { type Numbers, requireNumbers } from '../checks.ts';

/**
 * Sum of the values with the rounding errors carried along: right to the last bit or two however long the
 * list, where a plain loop drifts. Neumaier's algorithm (ZAMM 54, 1974). O(n).
 *
 * @returns 0 for an empty list
 * @throws AnalyticsError if a value is not finite
 * @example sum([1, 1e100, 1, -1e100]); // 2
 */
export function sum(values: Numbers): number {
  requireNumbers('values', values, 0);
  return compensatedSum(values);
}

/** As `sum`, of values known to be finite. */
export function compensatedSum(values: Numbers): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
