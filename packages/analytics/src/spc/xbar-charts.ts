import type { Numbers } from '../checks.ts';
import { mean } from '../stats/mean.ts';
import { standardDeviation } from '../stats/variance.ts';
import { includedPoints, requireProcess, requireSubgroups } from './chart-checks.ts';
import {
  type ChartOptions,
  type ChartPoint,
  LIMIT_SIGMAS,
  type ProcessParameters,
  type VariablesChart,
} from './chart-types.ts';
import { c4, d2, d3 } from './unbiasing-constants.ts';

/**
 * X̄-R chart: means and ranges of subgroups of 2 to 10 measurements (for larger or very unequal ones use
 * `xbarSChart`). The process spread is the mean of range / d2(n). Source: Montgomery, Introduction to Statistical
 * Quality Control, 6.2; ISO 7870-2. O(measurements).
 *
 * @throws AnalyticsError if there is no subgroup, one has fewer than two measurements or a value is not finite
 * @example xbarRChart([[74.03, 74.00], [73.99, 74.01]]).location[0]?.upper;
 */
export function xbarRChart(
  subgroups: readonly Numbers[],
  options: ChartOptions<ProcessParameters> = {},
): VariablesChart {
  return meanChart('xbar-r', subgroups, options, {
    statistic: rangeOf,
    expected: d2,
    deviation: d3,
  });
}

/**
 * X̄-S chart: means and standard deviations of subgroups of any size from 2. The process spread is the mean of
 * s / c4(n). Source: Montgomery, 6.3; ISO 7870-2. O(measurements).
 *
 * @throws AnalyticsError if there is no subgroup, one has fewer than two measurements or a value is not finite
 * @example xbarSChart([[74.03, 74.00, 74.02], [73.99, 74.01, 74.0]]).parameters.sigma;
 */
export function xbarSChart(
  subgroups: readonly Numbers[],
  options: ChartOptions<ProcessParameters> = {},
): VariablesChart {
  return meanChart('xbar-s', subgroups, options, {
    statistic: standardDeviation,
    expected: c4,
    deviation: (n) => Math.sqrt(1 - c4(n) ** 2),
  });
}

interface SpreadMeasure {
  statistic: (subgroup: Numbers) => number;
  /** Mean and standard deviation of the statistic for subgroups of n, in process standard deviations. */
  expected: (n: number) => number;
  deviation: (n: number) => number;
}

function meanChart(
  kind: 'xbar-r' | 'xbar-s',
  subgroups: readonly Numbers[],
  { frozen, exclude }: ChartOptions<ProcessParameters>,
  spread: SpreadMeasure,
): VariablesChart {
  requireSubgroups(subgroups, 2);
  const included = includedPoints(subgroups.length, exclude);
  if (frozen) requireProcess(frozen);
  const parameters =
    frozen ??
    estimate(
      subgroups.filter((_, i) => included(i)),
      spread,
    );
  const { centre, sigma } = parameters;
  return {
    kind,
    parameters,
    location: subgroups.map((subgroup) =>
      pointOf(mean(subgroup), centre, sigma / Math.sqrt(subgroup.length)),
    ),
    spread: subgroups.map((subgroup) => {
      const n = subgroup.length;
      return pointFromZero(
        spread.statistic(subgroup),
        spread.expected(n) * sigma,
        spread.deviation(n) * sigma,
      );
    }),
  };
}

function estimate(subgroups: readonly Numbers[], spread: SpreadMeasure): ProcessParameters {
  let total = 0;
  let count = 0;
  let sigmas = 0;
  for (const subgroup of subgroups) {
    total += mean(subgroup) * subgroup.length;
    count += subgroup.length;
    sigmas += spread.statistic(subgroup) / spread.expected(subgroup.length);
  }
  return { centre: total / count, sigma: sigmas / subgroups.length };
}

function rangeOf(subgroup: Numbers): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < subgroup.length; i++) {
    least = Math.min(least, subgroup[i] as number);
    most = Math.max(most, subgroup[i] as number);
  }
  return most - least;
}

/** A point with limits either side of its centre. */
export function pointOf(value: number, centre: number, sigma: number): ChartPoint {
  return { value, centre, lower: centre - LIMIT_SIGMAS * sigma, upper: centre + LIMIT_SIGMAS * sigma, sigma };
}

/** A point of a statistic that cannot be negative: its lower limit is cut at 0. */
export function pointFromZero(value: number, centre: number, sigma: number): ChartPoint {
  return { ...pointOf(value, centre, sigma), lower: Math.max(0, centre - LIMIT_SIGMAS * sigma) };
}
