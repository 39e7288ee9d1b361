import { type Numbers, requireNumbers, requireShare } from '../checks.ts';
import { selectRank } from './select-rank.ts';

/**
 * The value below which a share `q` of the sample lies, between neighbours by straight line: type 7 of Hyndman
 * and Fan (The American Statistician 50, 1996), the default of R, NumPy and Excel's PERCENTILE.INC.
 * O(n) by selection on a copy.
 *
 * @param q share from 0 (minimum) to 1 (maximum)
 * @throws AnalyticsError if there is no value, one is not finite or q is outside [0, 1]
 * @example quantile([1, 2, 3, 4], 0.25); // 1.75
 */
export function quantile(values: Numbers, q: number): number {
  requireNumbers('values', values);
  requireShare('q', q);
  const copy = new Float64Array(values);
  const position = (copy.length - 1) * q;
  const rank = Math.floor(position);
  const low = selectRank(copy, rank);
  if (rank === position) return low;
  // After selection everything above `rank` is at least as large, so its minimum is the next rank.
  let high = Number.POSITIVE_INFINITY;
  for (let i = rank + 1; i < copy.length; i++) if ((copy[i] as number) < high) high = copy[i] as number;
  return between(low, high, position - rank);
}

/**
 * Several quantiles of one sample (type 7), sorting once. O(n log n).
 *
 * @throws AnalyticsError as `quantile` does
 * @example quantiles(seconds, [0.5, 0.9, 0.95]);
 */
export function quantiles(values: Numbers, qs: readonly number[]): number[] {
  requireNumbers('values', values);
  for (const [i, q] of qs.entries()) requireShare(`qs[${i}]`, q);
  const sorted = new Float64Array(values).sort();
  return qs.map((q) => quantileOfSorted(sorted, q));
}

/** Type 7 quantile of values already in ascending order. O(1). */
export function quantileOfSorted(sorted: Numbers, q: number): number {
  const position = (sorted.length - 1) * q;
  const rank = Math.floor(position);
  const low = sorted[rank] as number;
  return rank === position ? low : between(low, sorted[rank + 1] as number, position - rank);
}

/**
 * The middle value, or the mean of the middle two. O(n).
 *
 * @throws AnalyticsError if there is no value or one is not finite
 * @example median([5, 1, 3]); // 3
 */
export function median(values: Numbers): number {
  return quantile(values, 0.5);
}

function between(low: number, high: number, share: number): number {
  // Not low + (high - low) * share: the difference of huge values of either sign overflows.
  return low === high ? low : low * (1 - share) + high * share;
}
