import { requireFinite, requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';

/**
 * Defects per million opportunities. Source: Harry and Schroeder, Six Sigma (2000). O(1).
 *
 * @param opportunities ways in which one unit can fail
 * @throws AnalyticsError unless units and opportunities are whole numbers from 1 and defects at most their product
 * @example defectsPerMillion(21, 100, 5); // 42,000
 */
export function defectsPerMillion(defects: number, units: number, opportunities = 1): number {
  requireInteger('units', units, 1);
  requireInteger('opportunities', opportunities, 1);
  requireInteger('defects', defects, 0);
  if (defects > units * opportunities) {
    throw new AnalyticsError(
      'defects',
      `must not exceed units × opportunities (${units * opportunities}), but is ${defects}`,
    );
  }
  return (1e6 * defects) / (units * opportunities);
}

/**
 * Sigma level of a defect rate: how many standard deviations fit between the mean and the limit, plus the
 * customary long-term shift of 1.5. Source: Harry and Schroeder (2000). O(1).
 *
 * @param dpmo defects per million opportunities, 0 to 1,000,000
 * @returns the level; Infinity for no defect, -Infinity for nothing but defects
 * @throws AnalyticsError if dpmo is outside 0 to 1,000,000 or the shift is not finite
 * @example sigmaLevel(3.4); // 6.0
 */
export function sigmaLevel(dpmo: number, shift = 1.5): number {
  requireFinite('shift', shift);
  if (!(dpmo >= 0 && dpmo <= 1e6)) throw new AnalyticsError('dpmo', `must lie in [0, 1000000], not ${dpmo}`);
  return shift - normalQuantile(dpmo / 1e6);
}

/**
 * Defects per million that a sigma level stands for: the inverse of `sigmaLevel`. O(1).
 *
 * @throws AnalyticsError if a number is not finite
 * @example dpmoOfSigmaLevel(3); // 66,807
 */
export function dpmoOfSigmaLevel(level: number, shift = 1.5): number {
  requireFinite('level', level);
  requireFinite('shift', shift);
  return 1e6 * normalCdf(shift - level);
}
