import { requireOpenShare, requireProportion } from '../checks.ts';
import { normalQuantile } from '../special/normal.ts';
import type { Interval } from './types.ts';

/**
 * How sure a share is: Wilson's score interval for `successes` of `trials`. Good from a handful of trials on, and
 * never outside [0, 1]. Source: Wilson, JASA 22 (1927); recommended by Brown, Cai, DasGupta (2001). O(1).
 *
 *     (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @throws AnalyticsError unless 0 ≤ successes ≤ trials are whole, trials ≥ 1, and confidence is inside (0, 1)
 * @example wilsonInterval(81, 263); // { lower: 0.2553, upper: 0.3662 }
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  requireProportion('successes', successes, 'trials', trials);
  requireOpenShare('confidence', confidence);
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const square = (z * z) / trials;
  const centre = share + square / 2;
  const half = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  return {
    lower: successes === 0 ? 0 : Math.max(0, (centre - half) / (1 + square)),
    upper: successes === trials ? 1 : Math.min(1, (centre + half) / (1 + square)),
  };
}
