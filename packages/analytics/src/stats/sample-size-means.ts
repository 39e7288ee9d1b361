import { requireFinite, requireOpenShare, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { poissonTerm } from '../special/discrete.ts';
import { gaussLegendre } from '../special/gauss-legendre.ts';
import { studentQuantile } from '../special/incomplete-beta.ts';
import { normalCdf } from '../special/normal.ts';
import { leastWhole } from './least-whole.ts';

/**
 * Chance that a two-sided t-test of two equal groups finds a difference of means of `difference`, both tails
 * counted: from the noncentral t distribution, integrated over the spread that will be observed. As R's
 * `power.t.test(strict = TRUE)`. O(1), 160 evaluations.
 *
 * @param difference in the unit of the values; its sign does not matter
 * @param sd standard deviation within a group, same unit
 * @param perGroup values in each group, at least 2
 * @throws AnalyticsError if a number is out of range
 * @example powerForMeans(1, 1, 20); // 0.8690
 */
export function powerForMeans(
  difference: number,
  sd: number,
  perGroup: number,
  { alpha = 0.05 }: { alpha?: number } = {},
): number {
  requireFinite('difference', difference);
  requirePositive('sd', sd);
  requireOpenShare('options.alpha', alpha);
  if (!(perGroup >= 2 && perGroup < Number.POSITIVE_INFINITY)) {
    throw new AnalyticsError('perGroup', `must be at least 2, not ${perGroup}`);
  }
  const df = 2 * (perGroup - 1);
  const shift = (Math.abs(difference) / sd) * Math.sqrt(perGroup / 2);
  const critical = studentQuantile(1 - alpha / 2, df);
  // Given that the observed sd is s times the true one, t > critical means z > critical s - shift.
  return averageOverChi(df, (s) => normalCdf(shift - critical * s) + normalCdf(-shift - critical * s));
}

/**
 * Values that each group needs, so that a two-sided t-test finds a difference of means with the stated power.
 * Inverts `powerForMeans`. O(log n).
 *
 * @returns whole values for each group
 * @throws AnalyticsError if a number is out of range, the difference is 0 or power is not above alpha
 * @example sampleSizeForMeans(0.5, 1); // 64
 */
export function sampleSizeForMeans(
  difference: number,
  sd: number,
  { alpha = 0.05, power = 0.8 }: { alpha?: number; power?: number } = {},
): number {
  requireOpenShare('options.power', power);
  if (difference === 0)
    throw new AnalyticsError('difference', 'must not be 0: no sample size shows no difference');
  if (power <= alpha) throw new AnalyticsError('options.power', `must exceed alpha (${alpha})`);
  return leastWhole('difference', (perGroup) => powerForMeans(difference, sd, perGroup, { alpha }) >= power);
}

/** Mean of `f(s)` where df s² is chi-square with df degrees of freedom. */
function averageOverChi(df: number, f: (s: number) => number): number {
  const sd = 1 / Math.sqrt(2 * df);
  const from = Math.max(0, 1 - 9 * sd);
  const to = 1 + (df < 4 ? 14 : 10) * sd;
  return gaussLegendre(from, to, 8, (s) =>
    s === 0 ? 0 : f(s) * (df / s) * poissonTerm(df / 2, (df * s * s) / 2),
  );
}
