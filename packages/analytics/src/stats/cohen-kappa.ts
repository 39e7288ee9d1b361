import { requireOpenShare, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalQuantile } from '../special/normal.ts';
import type { Interval } from './types.ts';

/** How far apart two categories are: all different ones alike, by steps, or by steps squared. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/** Agreement of two raters. */
export interface KappaResult extends Interval {
  /** 1 complete agreement, 0 as by chance, below 0 less than that; null if chance agreement is already complete. */
  kappa: number | null;
  observedAgreement: number;
  expectedAgreement: number;
  standardError: number;
}

/**
 * How well two raters agree beyond chance on the same items. Source: Cohen (1960, 1968); standard error for the
 * interval by Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969). O(n + categories²).
 *
 * @param categories all categories, in order where `weights` makes the order count
 * @throws AnalyticsError if there is no item, lengths differ, a rating is not among the categories, these are
 *   fewer than two or repeat, or confidence is outside (0, 1)
 * @example cohenKappa(['good', 'bad', 'good'], ['good', 'bad', 'bad'], { categories: ['bad', 'good'] }).kappa; // 0.4
 */
export function cohenKappa<T>(
  first: readonly T[],
  second: readonly T[],
  options: { categories: readonly T[]; weights?: KappaWeights; confidence?: number },
): KappaResult {
  const { categories, weights = 'none', confidence = 0.95 } = options;
  requireSameLength('first', first, 'second', second);
  requireOpenShare('options.confidence', confidence);
  if (first.length === 0) throw new AnalyticsError('first', 'must have at least 1 rating');
  const size = categories.length;
  const shares = jointShares(first, second, categories);
  const weightOf = agreementWeight(weights, size);
  const rows = shares.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = categories.map((_, j) => shares.reduce((total, row) => total + (row[j] as number), 0));
  // Mean weight met by each category's ratings, by chance.
  const rowWeight = categories.map((_, i) =>
    columns.reduce((total, share, j) => total + share * weightOf(i, j), 0),
  );
  const columnWeight = categories.map((_, j) =>
    rows.reduce((total, share, i) => total + share * weightOf(i, j), 0),
  );
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < size; i++) {
    expected += (rows[i] as number) * (rowWeight[i] as number);
    for (let j = 0; j < size; j++) observed += (shares[i]?.[j] as number) * weightOf(i, j);
  }
  if (1 - expected < 1e-12) {
    return {
      kappa: null,
      observedAgreement: observed,
      expectedAgreement: 1,
      standardError: 0,
      lower: -1,
      upper: 1,
    };
  }
  const kappa = (observed - expected) / (1 - expected);
  let squares = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const chance = (rowWeight[i] as number) + (columnWeight[j] as number);
      squares += (shares[i]?.[j] as number) * (weightOf(i, j) - chance * (1 - kappa)) ** 2;
    }
  }
  const centred = squares - (kappa - expected * (1 - kappa)) ** 2;
  const standardError = Math.sqrt(Math.max(0, centred) / first.length) / (1 - expected);
  const half = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    kappa,
    observedAgreement: observed,
    expectedAgreement: expected,
    standardError,
    lower: Math.max(-1, kappa - half),
    upper: Math.min(1, kappa + half),
  };
}

function jointShares<T>(first: readonly T[], second: readonly T[], categories: readonly T[]): number[][] {
  const places = new Map(categories.map((category, i) => [category, i]));
  if (categories.length < 2)
    throw new AnalyticsError('options.categories', 'must name at least 2 categories');
  if (places.size !== categories.length)
    throw new AnalyticsError('options.categories', 'must not repeat a category');
  const placeOf = (argument: string, ratings: readonly T[], i: number): number => {
    const place = places.get(ratings[i] as T);
    if (place === undefined)
      throw new AnalyticsError(`${argument}[${i}]`, `must be one of the categories, not ${ratings[i]}`);
    return place;
  };
  const shares = categories.map(() => new Array<number>(categories.length).fill(0));
  for (let item = 0; item < first.length; item++) {
    const row = shares[placeOf('first', first, item)] as number[];
    const column = placeOf('second', second, item);
    row[column] = (row[column] as number) + 1 / first.length;
  }
  return shares;
}

function agreementWeight(weights: KappaWeights, size: number): (i: number, j: number) => number {
  if (weights === 'none') return (i, j) => (i === j ? 1 : 0);
  const power = weights === 'linear' ? 1 : 2;
  return (i, j) => 1 - (Math.abs(i - j) / (size - 1)) ** power;
}
