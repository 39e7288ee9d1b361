import { requireInteger, requireOpenShare, requirePositive } from '../checks.ts';
import { poissonRate } from '../predict/poisson-rate.ts';
import type { Interval } from './types.ts';

/** By how much two rates differ. */
export interface RateDifference extends Interval {
  difference: number;
}

/**
 * By how much two rates of independent events differ (first less second), from counts and what they were exposed to
 * (days, calls). The interval is put together from the exact ones of both counts, so that it behaves at 0 too.
 * Source: Zou and Donner, Statistics in Medicine 27 (2008) 1693 (MOVER), with Garwood's limits. O(1).
 *
 * @param events1 whole, from 0
 * @param exposure1 above 0; the rate is per unit of it
 * @throws AnalyticsError if a count is not whole, an exposure is not above 0 or confidence is outside (0, 1)
 * @example rateDifference(10, 1, 4, 1); // difference 6, interval -2.13 to 14.88
 */
export function rateDifference(
  events1: number,
  exposure1: number,
  events2: number,
  exposure2: number,
  confidence = 0.95,
): RateDifference {
  requireInteger('events1', events1, 0);
  requireInteger('events2', events2, 0);
  requirePositive('exposure1', exposure1);
  requirePositive('exposure2', exposure2);
  requireOpenShare('confidence', confidence);
  const first = poissonRate(events1, exposure1, confidence);
  const second = poissonRate(events2, exposure2, confidence);
  const difference = first.rate - second.rate;
  return {
    difference,
    lower: difference - Math.hypot(first.rate - first.lower, second.upper - second.rate),
    upper: difference + Math.hypot(first.upper - first.rate, second.rate - second.lower),
  };
}
