import { type Numbers, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { includedPoints, requireProcess } from './chart-checks.ts';
import type { ChartOptions, ProcessParameters, VariablesChart } from './chart-types.ts';
import { d2, d3 } from './unbiasing-constants.ts';
import { pointFromZero, pointOf } from './xbar-charts.ts';

/**
 * I-MR chart: single measurements in time order, and the distances between neighbours. The process spread is the
 * mean moving range / d2(2). Source: Montgomery, Introduction to Statistical Quality Control, 6.4. O(n).
 *
 * A moving range is left out of the estimate if either of its values is excluded.
 *
 * @throws AnalyticsError if there are fewer than two values (one, with frozen limits), one is not finite, or the
 *   exclusions leave no moving range
 * @example individualsChart([33.75, 33.05, 34, 33.81]).location[0]?.upper;
 */
export function individualsChart(
  values: Numbers,
  options: ChartOptions<ProcessParameters> = {},
): VariablesChart {
  const { frozen, exclude } = options;
  requireNumbers('values', values, frozen ? 1 : 2);
  const included = includedPoints(values.length, exclude);
  if (frozen) requireProcess(frozen);
  const parameters = frozen ?? estimateIndividuals(values, included);
  const { centre, sigma } = parameters;
  const list = Array.from(values);
  return {
    kind: 'i-mr',
    parameters,
    location: list.map((value) => pointOf(value, centre, sigma)),
    spread: list
      .slice(1)
      .map((value, i) => pointFromZero(Math.abs(value - (list[i] as number)), d2(2) * sigma, d3(2) * sigma)),
  };
}

/**
 * Centre and short-term spread of single values in time order: mean, and mean moving range / d2(2). O(n).
 *
 * @throws AnalyticsError if no two neighbours are included
 */
export function estimateIndividuals(
  values: Numbers,
  included: (index: number) => boolean,
): ProcessParameters {
  let total = 0;
  let count = 0;
  let ranges = 0;
  let rangeCount = 0;
  for (let i = 0; i < values.length; i++) {
    if (!included(i)) continue;
    total += values[i] as number;
    count++;
    if (i > 0 && included(i - 1)) {
      ranges += Math.abs((values[i] as number) - (values[i - 1] as number));
      rangeCount++;
    }
  }
  if (rangeCount === 0)
    throw new AnalyticsError(
      'options.exclude',
      'must leave at least two neighbours, to estimate the spread from',
    );
  return { centre: total / count, sigma: ranges / rangeCount / d2(2) };
}
