import { type Numbers, requireNotNegative, requireNumbers, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { chiSquareUpperTail } from '../special/incomplete-gamma.ts';
import { sum } from './sum.ts';

/** What a chi-square test says. */
export interface ChiSquareResult {
  statistic: number;
  degreesOfFreedom: number;
  pValue: number;
  /** Smallest expected count; below 5 the p-value is rough and an exact test is better. */
  smallestExpected: number;
}

/**
 * Are rows and columns of a table of counts related? Pearson's test of independence, and Cramér's V as the
 * strength of the relation (0 none, 1 complete). Source: Pearson (1900); Cramér (1946). O(cells).
 *
 * @param counts rows of equal length; at least 2 × 2, no row or column all zero
 * @param options.continuity Yates' correction, for 2 × 2 tables only; default false
 * @throws AnalyticsError if the table is no such table or a count is negative or not finite
 * @example chiSquareTest([[762, 327, 468], [484, 239, 477]]).statistic; // 30.0701
 */
export function chiSquareTest(
  counts: readonly Numbers[],
  { continuity = false }: { continuity?: boolean } = {},
): ChiSquareResult & { cramersV: number } {
  const { rowSums, columnSums, total } = marginsOf(counts);
  if (continuity && (rowSums.length !== 2 || columnSums.length !== 2)) {
    throw new AnalyticsError('options.continuity', 'applies to tables of 2 rows and 2 columns only');
  }
  let statistic = 0;
  let smallestExpected = Number.POSITIVE_INFINITY;
  for (const [r, row] of counts.entries()) {
    for (const [c, columnSum] of columnSums.entries()) {
      const expected = ((rowSums[r] as number) / total) * columnSum;
      const distance = Math.abs((row[c] as number) - expected);
      const corrected = continuity ? Math.max(0, distance - 0.5) : distance;
      statistic += (corrected * corrected) / expected;
      smallestExpected = Math.min(smallestExpected, expected);
    }
  }
  const degreesOfFreedom = (rowSums.length - 1) * (columnSums.length - 1);
  const smaller = Math.min(rowSums.length, columnSums.length) - 1;
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
    smallestExpected,
    cramersV: Math.min(1, Math.sqrt(statistic / total / smaller)),
  };
}

/**
 * Do counts follow expected shares? Pearson's test of fit. O(n).
 *
 * @param shares what is expected, in any proportion (they are scaled to sum to 1); all above 0
 * @throws AnalyticsError if there are fewer than two counts, lengths differ, or a number is out of range
 * @example chiSquareFit([16, 18, 16, 14, 12, 12], [1, 1, 1, 1, 1, 1]).statistic; // 2
 */
export function chiSquareFit(counts: Numbers, shares: Numbers): ChiSquareResult {
  requireNumbers('counts', counts, 2);
  requireNumbers('shares', shares, 2);
  requireSameLength('counts', counts, 'shares', shares);
  const total = sum(counts);
  const whole = sum(shares);
  if (total <= 0) throw new AnalyticsError('counts', 'must not all be zero');
  let statistic = 0;
  let smallestExpected = Number.POSITIVE_INFINITY;
  for (let i = 0; i < counts.length; i++) {
    requireNotNegative(`counts[${i}]`, counts[i] as number);
    if (!((shares[i] as number) > 0))
      throw new AnalyticsError(`shares[${i}]`, `must be above 0, not ${shares[i]}`);
    const expected = ((shares[i] as number) / whole) * total;
    statistic += ((counts[i] as number) - expected) ** 2 / expected;
    smallestExpected = Math.min(smallestExpected, expected);
  }
  const degreesOfFreedom = counts.length - 1;
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
    smallestExpected,
  };
}

function marginsOf(counts: readonly Numbers[]): { rowSums: number[]; columnSums: number[]; total: number } {
  const width = counts[0]?.length ?? 0;
  if (counts.length < 2 || width < 2)
    throw new AnalyticsError('counts', 'must have at least 2 rows and 2 columns');
  const rowSums: number[] = [];
  const columnSums = new Array<number>(width).fill(0);
  for (const [r, row] of counts.entries()) {
    if (row.length !== width)
      throw new AnalyticsError(`counts[${r}]`, `must have ${width} columns, not ${row.length}`);
    for (let c = 0; c < width; c++) {
      requireNotNegative(`counts[${r}][${c}]`, row[c] as number);
      columnSums[c] = (columnSums[c] as number) + (row[c] as number);
    }
    rowSums.push(sum(row));
  }
  for (const [r, rowSum] of rowSums.entries())
    if (rowSum === 0) throw new AnalyticsError(`counts[${r}]`, 'must not be a row of zeros');
  for (const [c, columnSum] of columnSums.entries()) {
    if (columnSum === 0)
      throw new AnalyticsError('counts', `must not have a column of zeros, as column ${c} is`);
  }
  return { rowSums, columnSums, total: sum(rowSums) };
}
