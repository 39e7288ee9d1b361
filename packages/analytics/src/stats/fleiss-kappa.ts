import { type Numbers, requireInteger, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';
import type { Interval } from './types.ts';

/**
 * How well several raters agree beyond chance, each item rated by as many (not always the same) people.
 * Source: Fleiss, Psychological Bulletin 76 (1971); standard error under no agreement by Fleiss, Nee and
 * Landis (1979). O(items × categories).
 *
 * @param counts for each item, how many raters chose each category
 * @returns kappa (null if all ratings are of one category), z and p against chance, and an interval from the
 *   same standard error
 * @throws AnalyticsError if there is no item, rows differ in length or in raters, a count is not whole, there are
 *   fewer than two raters or categories, or confidence is outside (0, 1)
 * @example fleissKappa([[0, 3], [2, 1], [3, 0]]).kappa; // 0.55
 */
export function fleissKappa(
  counts: readonly Numbers[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Interval & { kappa: number | null; standardError: number; statistic: number; pValue: number } {
  requireOpenShare('options.confidence', confidence);
  const items = counts.length;
  const categories = counts[0]?.length ?? 0;
  if (items === 0) throw new AnalyticsError('counts', 'must have at least 1 item');
  if (categories < 2) throw new AnalyticsError('counts[0]', 'must have at least 2 categories');
  const raters = Array.from(counts[0] as Numbers).reduce((a, b) => a + b, 0);
  if (!(raters >= 2)) throw new AnalyticsError('counts[0]', 'must have at least 2 ratings');
  const shares = new Array<number>(categories).fill(0);
  let agreement = 0;
  for (const [i, row] of counts.entries()) {
    if (row.length !== categories)
      throw new AnalyticsError(`counts[${i}]`, `must have ${categories} categories, not ${row.length}`);
    let ratings = 0;
    for (let j = 0; j < categories; j++) {
      const count = row[j] as number;
      requireInteger(`counts[${i}][${j}]`, count, 0);
      ratings += count;
      agreement += (count * (count - 1)) / (items * raters * (raters - 1));
      shares[j] = (shares[j] as number) + count / (items * raters);
    }
    if (ratings !== raters)
      throw new AnalyticsError(
        `counts[${i}]`,
        `must have ${raters} ratings as the first item has, not ${ratings}`,
      );
  }
  const chance = shares.reduce((total, share) => total + share * share, 0);
  if (1 - chance < 1e-12)
    return { kappa: null, standardError: 0, statistic: 0, pValue: 1, lower: -1, upper: 1 };
  const kappa = (agreement - chance) / (1 - chance);
  const disagreement = 1 - chance; // sum of p q
  const skew = shares.reduce((total, share) => total + share * (1 - share) * (1 - 2 * share), 0);
  const standardError =
    Math.sqrt((2 / (items * raters * (raters - 1))) * Math.max(0, disagreement ** 2 - skew)) / disagreement;
  const statistic = standardError === 0 ? 0 : kappa / standardError;
  const half = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    kappa,
    standardError,
    statistic,
    pValue: 2 * normalCdf(-Math.abs(statistic)),
    lower: Math.max(-1, kappa - half),
    upper: Math.min(1, kappa + half),
  };
}
