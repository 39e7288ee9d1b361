import { requireFinite, requireInteger, requireNotNegative } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { fisherUpperTail } from '../special/incomplete-beta.ts';
import { includedPoints, requireProcess } from './chart-checks.ts';
import type { ChartOptions, ChartPoint, ProcessParameters } from './chart-types.ts';
import { c4 } from './unbiasing-constants.ts';
import { pointFromZero, pointOf } from './xbar-charts.ts';

/** A subgroup of which only sums were kept. */
export interface SubgroupSummary {
  count: number;
  mean: number;
  /** Sample standard deviation; null where there is a single measurement. */
  standardDeviation: number | null;
}

/** As `VariablesChart`; the spread of a single measurement is null. */
export interface SummaryChart {
  kind: 'xbar-s';
  parameters: ProcessParameters;
  location: ChartPoint[];
  spread: (ChartPoint | null)[];
}

/**
 * X̄-S chart from count, mean and standard deviation of each subgroup, where the measurements themselves are not at
 * hand: the same chart that `xbarSChart` makes of them. Single measurements have no part in estimating the spread.
 * Source: Montgomery, Introduction to Statistical Quality Control, 6.3. O(n).
 *
 * @throws AnalyticsError if there is no subgroup, a number is out of range, or limits must be computed and no
 *   included subgroup has two measurements
 * @example xbarSChartOfSummaries([{ count: 25, mean: 12.1, standardDeviation: 3.4 }], { frozen: { centre: 12, sigma: 3 } });
 */
export function xbarSChartOfSummaries(
  subgroups: readonly SubgroupSummary[],
  options: ChartOptions<ProcessParameters> = {},
): SummaryChart {
  requireSummaries(subgroups);
  const { frozen, exclude } = options;
  const included = includedPoints(subgroups.length, exclude);
  if (frozen) requireProcess(frozen);
  const parameters = frozen ?? estimate(subgroups.filter((_, i) => included(i)));
  const { centre, sigma } = parameters;
  return {
    kind: 'xbar-s',
    parameters,
    location: subgroups.map(({ count, mean }) => pointOf(mean, centre, sigma / Math.sqrt(count))),
    spread: subgroups.map(({ count, standardDeviation }) =>
      standardDeviation === null
        ? null
        : pointFromZero(standardDeviation, c4(count) * sigma, Math.sqrt(1 - c4(count) ** 2) * sigma),
    ),
  };
}

/**
 * Whether the means of subgroups differ by more than the spread inside them explains: one-way analysis of variance.
 * Where they do, limits from inside the subgroups signal nearly everywhere, and the means are charted as single
 * values instead. Source: Montgomery, Design and Analysis of Experiments, 3.3. O(n).
 *
 * @returns p value; 1 for fewer than two subgroups or none with a spread
 * @throws AnalyticsError if there is no subgroup or a number is out of range
 * @example betweenSubgroupsTest(days) < 0.01; // true: days differ among themselves
 */
export function betweenSubgroupsTest(subgroups: readonly SubgroupSummary[]): number {
  requireSummaries(subgroups);
  let total = 0;
  let count = 0;
  let within = 0;
  for (const { count: n, mean, standardDeviation } of subgroups) {
    total += n * mean;
    count += n;
    within += (n - 1) * (standardDeviation ?? 0) ** 2;
  }
  const grand = total / count;
  let between = 0;
  for (const { count: n, mean } of subgroups) between += n * (mean - grand) ** 2;
  const [dfBetween, dfWithin] = [subgroups.length - 1, count - subgroups.length];
  if (dfBetween < 1 || dfWithin < 1 || within === 0) return 1;
  return fisherUpperTail(between / dfBetween / (within / dfWithin), dfBetween, dfWithin);
}

function estimate(subgroups: readonly SubgroupSummary[]): ProcessParameters {
  let total = 0;
  let count = 0;
  let sigmas = 0;
  let spreads = 0;
  for (const { count: n, mean, standardDeviation } of subgroups) {
    total += n * mean;
    count += n;
    if (standardDeviation === null) continue;
    sigmas += standardDeviation / c4(n);
    spreads++;
  }
  if (spreads === 0)
    throw new AnalyticsError('subgroups', 'must have one of two measurements, to estimate the spread from');
  return { centre: total / count, sigma: sigmas / spreads };
}

function requireSummaries(subgroups: readonly SubgroupSummary[]): void {
  if (subgroups.length === 0)
    throw new AnalyticsError('subgroups', 'must have at least 1 subgroup, but is empty');
  for (const [i, { count, mean, standardDeviation }] of subgroups.entries()) {
    requireInteger(`subgroups[${i}].count`, count, 1);
    requireFinite(`subgroups[${i}].mean`, mean);
    if ((standardDeviation === null) !== (count === 1))
      throw new AnalyticsError(
        `subgroups[${i}].standardDeviation`,
        'must be null for a single measurement, and only there',
      );
    if (standardDeviation !== null)
      requireNotNegative(`subgroups[${i}].standardDeviation`, standardDeviation);
  }
}
