import { requireInteger, requireNotNegative, requireShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { regularizedBeta } from '../special/incomplete-beta.ts';
import { regularizedGamma } from '../special/incomplete-gamma.ts';

/**
 * How probable a count as far out as this one is, on its side, if units fail with the given chance: the binomial
 * tail. Limits of three sigma assume a bell shape, which small samples of rare failures do not have: of one unit that
 * fails one time in twenty, every failure lies beyond them. O(1).
 *
 * @returns the smaller of P(X ≤ count) and P(X ≥ count)
 * @throws AnalyticsError unless the count lies between 0 and a whole size from 1, and the chance in [0, 1]
 * @example binomialTail(1, 1, 0.05); // 0.05: no signal
 */
export function binomialTail(count: number, size: number, chance: number): number {
  requireInteger('count', count, 0);
  requireInteger('size', size, 1);
  requireShare('chance', chance);
  if (count > size) throw new AnalyticsError('count', `must not exceed its size (${size}), but is ${count}`);
  const atLeast = count === 0 ? 1 : regularizedBeta(count, size - count + 1, chance).lower;
  const atMost = count === size ? 1 : regularizedBeta(count + 1, size - count, chance).upper;
  return Math.min(atLeast, atMost);
}

/**
 * As `binomialTail`, of events that happen so often on average: the Poisson tail. O(1).
 *
 * @throws AnalyticsError unless the count is a whole number from 0 and the mean not negative
 * @example poissonTail(1, 0.05); // 0.0488
 */
export function poissonTail(count: number, mean: number): number {
  requireInteger('count', count, 0);
  requireNotNegative('mean', mean);
  if (mean === 0) return count === 0 ? 1 : 0;
  const atLeast = count === 0 ? 1 : regularizedGamma(count, mean).lower;
  return Math.min(atLeast, regularizedGamma(count + 1, mean).upper);
}
