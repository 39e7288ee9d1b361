import { requireOpenShare, requireProportion } from '../checks.ts';
import { betaQuantile } from '../special/incomplete-beta.ts';
import type { Interval } from './types.ts';

/**
 * The exact interval of a share: it covers the true one at least as often as promised, whatever it is, and is
 * wider than Wilson's for that. For contracts and audits. Source: Clopper and Pearson, Biometrika 26 (1934),
 * by beta quantiles. O(sqrt(trials)).
 *
 * @throws AnalyticsError unless 0 ≤ successes ≤ trials are whole, trials ≥ 1, and confidence is inside (0, 1)
 * @example clopperPearsonInterval(0, 10); // { lower: 0, upper: 0.3085 }
 */
export function clopperPearsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  requireProportion('successes', successes, 'trials', trials);
  requireOpenShare('confidence', confidence);
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    // By symmetry, so that a small tail keeps its digits.
    upper: failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  };
}
