import { requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';
import { leastWhole } from './least-whole.ts';

/**
 * Chance that a two-sided test of two shares finds the difference there is, with `perGroup` trials in each.
 * Normal approximation, both tails counted, as R's `power.prop.test(strict = TRUE)`. O(1).
 *
 * @param share1 the share now, between 0 and 1
 * @param share2 the share to be told apart from it
 * @param perGroup trials in each group, above 0; need not be whole
 * @throws AnalyticsError if a share or alpha is outside (0, 1) or `perGroup` is not above 0
 * @example powerForProportions(0.5, 0.75, 58); // 0.8
 */
export function powerForProportions(
  share1: number,
  share2: number,
  perGroup: number,
  { alpha = 0.05 }: { alpha?: number } = {},
): number {
  requireOpenShare('share1', share1);
  requireOpenShare('share2', share2);
  requireOpenShare('options.alpha', alpha);
  if (!(perGroup > 0)) throw new AnalyticsError('perGroup', `must be above 0, not ${perGroup}`);
  const pooled = (share1 + share2) / 2;
  const threshold = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * pooled * (1 - pooled));
  const spread = Math.sqrt(share1 * (1 - share1) + share2 * (1 - share2));
  const effect = Math.sqrt(perGroup) * Math.abs(share1 - share2);
  return normalCdf((effect - threshold) / spread) + normalCdf((-effect - threshold) / spread);
}

/**
 * Trials that each group needs, so that a two-sided test of two shares finds their difference with the stated
 * power. Inverts `powerForProportions`. O(log n).
 *
 * @returns whole trials for each group
 * @throws AnalyticsError if a share, alpha or power is outside (0, 1), power is not above alpha, or the shares are equal
 * @example sampleSizeForProportions(0.8, 0.85); // 906
 */
export function sampleSizeForProportions(
  share1: number,
  share2: number,
  { alpha = 0.05, power = 0.8 }: { alpha?: number; power?: number } = {},
): number {
  requireOpenShare('options.power', power);
  if (share1 === share2)
    throw new AnalyticsError('share2', 'must differ from share1: no sample size tells equal shares apart');
  if (power <= alpha) throw new AnalyticsError('options.power', `must exceed alpha (${alpha})`);
  return leastWhole(
    'share2',
    (perGroup) => powerForProportions(share1, share2, perGroup, { alpha }) >= power,
  );
}
