import type { Interval } from './types.ts';
import { wilsonInterval } from './wilson-interval.ts';

/**
 * By how much two independent shares differ (first less second), with an interval that behaves at 0 and 1 too:
 * Newcombe's hybrid score interval. Source: Newcombe, Statistics in Medicine 17 (1998) 873, method 10. O(1).
 *
 * @throws AnalyticsError unless both counts are proportions and confidence is inside (0, 1)
 * @example newcombeDifference(56, 70, 48, 80); // difference 0.2, interval 0.0524 to 0.3339
 */
export function newcombeDifference(
  successes1: number,
  trials1: number,
  successes2: number,
  trials2: number,
  confidence = 0.95,
): Interval & { difference: number } {
  const first = wilsonInterval(successes1, trials1, confidence);
  const second = wilsonInterval(successes2, trials2, confidence);
  const share1 = successes1 / trials1;
  const share2 = successes2 / trials2;
  const difference = share1 - share2;
  return {
    difference,
    lower: difference - Math.hypot(share1 - first.lower, second.upper - share2),
    upper: difference + Math.hypot(first.upper - share1, share2 - second.lower),
  };
}
