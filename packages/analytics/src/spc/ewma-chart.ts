import { type Numbers, requireNumbers, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { includedPoints, requireProcess } from './chart-checks.ts';
import type { ChartOptions, ChartPoint, ProcessParameters } from './chart-types.ts';
import { estimateIndividuals } from './individuals-chart.ts';

/** Options of an EWMA chart. */
export interface EwmaOptions extends ChartOptions<ProcessParameters> {
  /** Weight of the newest value, above 0 to 1; default 0.2. Smaller sees smaller shifts. */
  weight?: number;
  /** Distance of the limits in standard errors; default 2.962, which with weight 0.2 gives one false alarm in 500. */
  limitSigmas?: number;
  /** Values averaged into each point (all alike); default 1. */
  subgroupSize?: number;
}

/**
 * EWMA chart: exponentially weighted mean of measurements in time order, for small lasting shifts. Limits widen
 * from the first point on: sigma sqrt(w / (2 - w) (1 - (1 - w)^(2i))). Source: Roberts, Technometrics 1 (1959);
 * Lucas and Saccucci, Technometrics 32 (1990). O(n).
 *
 * @param values single measurements, or means of subgroups of `subgroupSize`
 * @returns points whose `value` is the weighted mean; `parameters.sigma` is the spread of single measurements
 * @throws AnalyticsError if there are fewer than two values without frozen parameters, or a number is out of range
 * @example ewmaChart(dailyMinutes, { weight: 0.1, limitSigmas: 2.7 });
 */
export function ewmaChart(
  values: Numbers,
  options: EwmaOptions = {},
): { kind: 'ewma'; parameters: ProcessParameters; points: ChartPoint[] } {
  const { frozen, exclude, weight = 0.2, limitSigmas = 2.962, subgroupSize = 1 } = options;
  requireNumbers('values', values, frozen ? 1 : 2);
  if (!(weight > 0 && weight <= 1))
    throw new AnalyticsError('options.weight', `must lie above 0 and up to 1, not ${weight}`);
  requirePositive('options.limitSigmas', limitSigmas);
  requirePositive('options.subgroupSize', subgroupSize);
  const included = includedPoints(values.length, exclude);
  if (frozen) requireProcess(frozen);
  const parameters = frozen ?? estimateOfMeans(values, included, subgroupSize);
  const standardError = parameters.sigma / Math.sqrt(subgroupSize);
  let smoothed = parameters.centre;
  const points = Array.from(values, (value, i) => {
    smoothed = weight * value + (1 - weight) * smoothed;
    const sigma =
      standardError * Math.sqrt((weight / (2 - weight)) * -Math.expm1(2 * (i + 1) * Math.log1p(-weight)));
    const { centre } = parameters;
    return {
      value: smoothed,
      centre,
      lower: centre - limitSigmas * sigma,
      upper: centre + limitSigmas * sigma,
      sigma,
    };
  });
  return { kind: 'ewma', parameters, points };
}

/** Spread of single measurements from that of their means, which is smaller by the root of the subgroup size. */
export function estimateOfMeans(
  values: Numbers,
  included: (index: number) => boolean,
  subgroupSize: number,
): ProcessParameters {
  const { centre, sigma } = estimateIndividuals(values, included);
  return { centre, sigma: sigma * Math.sqrt(subgroupSize) };
}
