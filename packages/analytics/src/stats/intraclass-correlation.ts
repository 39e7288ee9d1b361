import { type Numbers, requireNumbers, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { fisherQuantile } from '../special/incomplete-beta.ts';
import type { Interval } from './types.ts';

/**
 * How far scores can be trusted not to depend on who gave them: ICC(2,1), two-way random effects, absolute
 * agreement, one rater. Every rater scores every item.
 *
 *     (MSR - MSE) / (MSR + (k - 1) MSE + k (MSC - MSE) / n)
 *
 * Source: Shrout and Fleiss, Psychological Bulletin 86 (1979); interval by McGraw and Wong, Psychological
 * Methods 1 (1996), table 7. O(items × raters).
 *
 * @param scores one row an item, one column a rater
 * @returns the coefficient (null if all scores are equal) and its interval
 * @throws AnalyticsError if there are fewer than two items or raters, rows differ in length, a score is not
 *   finite or confidence is outside (0, 1)
 * @example intraclassCorrelation([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]);
 */
export function intraclassCorrelation(
  scores: readonly Numbers[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Interval & { icc: number | null } {
  requireOpenShare('options.confidence', confidence);
  const n = scores.length;
  const k = scores[0]?.length ?? 0;
  if (n < 2) throw new AnalyticsError('scores', `must have at least 2 items, not ${n}`);
  if (k < 2) throw new AnalyticsError('scores[0]', `must have at least 2 raters, not ${k}`);
  const { items, raters, error } = meanSquares(scores, n, k);
  const denominator = items + (k - 1) * error + (k * (raters - error)) / n;
  if (denominator === 0) return { icc: null, lower: -1, upper: 1 };
  const icc = (items - error) / denominator;
  if (error === 0 && raters === 0) return { icc, lower: 1, upper: 1 };

  const a = (k * icc) / (n * (1 - icc));
  const b = 1 + (k * icc * (n - 1)) / (n * (1 - icc));
  const df =
    (a * raters + b * error) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const tail = (1 + confidence) / 2;
  const fLower = fisherQuantile(tail, n - 1, df);
  const fUpper = fisherQuantile(tail, df, n - 1);
  const spread = k * raters + (k * n - k - n) * error;
  return {
    icc,
    lower: (n * (items - fLower * error)) / (fLower * spread + n * items),
    upper: (n * (fUpper * items - error)) / (spread + n * fUpper * items),
  };
}

/** Mean squares of the two-way analysis of variance without replication. */
function meanSquares(
  scores: readonly Numbers[],
  n: number,
  k: number,
): { items: number; raters: number; error: number } {
  const raterMeans = new Array<number>(k).fill(0);
  const itemMeans = scores.map((row, i) => {
    if (row.length !== k)
      throw new AnalyticsError(`scores[${i}]`, `must have ${k} scores, not ${row.length}`);
    requireNumbers(`scores[${i}]`, row);
    let total = 0;
    for (let j = 0; j < k; j++) {
      total += row[j] as number;
      raterMeans[j] = (raterMeans[j] as number) + (row[j] as number) / n;
    }
    return total / k;
  });
  const grand = itemMeans.reduce((total, value) => total + value / n, 0);
  let residual = 0;
  for (const [i, row] of scores.entries()) {
    for (let j = 0; j < k; j++) {
      residual += ((row[j] as number) - (itemMeans[i] as number) - (raterMeans[j] as number) + grand) ** 2;
    }
  }
  const squares = (means: number[]): number =>
    means.reduce((total, value) => total + (value - grand) ** 2, 0);
  return {
    items: (k * squares(itemMeans)) / (n - 1),
    raters: (n * squares(raterMeans)) / (k - 1),
    error: residual / ((n - 1) * (k - 1)),
  };
}
