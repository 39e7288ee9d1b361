import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** How often a set has to occur, as a share or as a count: give exactly one. */
export interface SupportOptions {
  /** Least share of baskets that contain the set, from 0 to 1; at 0, one basket is enough. */
  support?: number;
  /** Least number of baskets that contain the set, from 1. */
  count?: number;
  /** Stop with an error rather than find more sets than this; default 5 million. */
  maxItemsets?: number;
}

const MOST_ITEMSETS = 5_000_000;

/** A support in baskets. A hair below the product, so that 0.1 × 30 = 3.0000000000000004 baskets are not 4. */
export function leastCountOf({ support, count }: SupportOptions, basketCount: number): number {
  if ((support === undefined) === (count === undefined)) {
    throw new AnalyticsError('options', 'must have either support (a share) or count (of baskets)');
  }
  if (count !== undefined) {
    requireInteger('options.count', count, 1);
    return count;
  }
  const share = support as number;
  if (!(share >= 0 && share <= 1)) {
    throw new AnalyticsError(
      'options.support',
      `must be a share in [0, 1], not ${share}; a number of baskets goes to options.count`,
    );
  }
  return Math.max(1, Math.ceil(share * basketCount * (1 - 1e-12)));
}

/** @throws AnalyticsError unless the limit is a whole number from 1 */
export function itemsetLimitOf({ maxItemsets = MOST_ITEMSETS }: SupportOptions): number {
  if (maxItemsets !== Number.POSITIVE_INFINITY) requireInteger('options.maxItemsets', maxItemsets, 1);
  return maxItemsets;
}

/** Says that there are too many sets, and what to do. */
export function tooManyItemsets(limit: number, leastCount: number): AnalyticsError {
  return new AnalyticsError(
    'options.maxItemsets',
    `(${limit}) would be exceeded: too many sets are in at least ${leastCount} basket${leastCount === 1 ? '' : 's'}. ` +
      'Raise the support, set maxLength, or look for closed or maximal sets only',
  );
}
