import { type Numbers, requireNotNegative, requireNumbers, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { includedPoints, requireProcess } from './chart-checks.ts';
import type { ChartOptions, ProcessParameters } from './chart-types.ts';
import { estimateOfMeans } from './ewma-chart.ts';

/** Options of a CUSUM chart; all distances in standard errors of a point. */
export interface CusumOptions extends ChartOptions<ProcessParameters> {
  /** Half the shift to be seen quickly; default 0.5. */
  slack?: number;
  /** Sum at which it signals; default 5: one false alarm in 465 with slack 0.5. */
  decision?: number;
  /** Where both sums start; `decision / 2` is the fast initial response. Default 0. */
  headStart?: number;
  /** Values averaged into each point (all alike); default 1. */
  subgroupSize?: number;
}

/** One point of a CUSUM chart. */
export interface CusumPoint {
  /** Evidence for an upward and a downward shift so far, from 0, in standard errors. */
  upper: number;
  lower: number;
  signal: 'above' | 'below' | null;
  /** Where the shift that signals here seems to have begun: the first point since its sum was last 0. */
  since: number | null;
}

/**
 * CUSUM chart (tabular): adds up what measurements in time order are above or below the centre, less a slack;
 * small lasting shifts add up fast, chance does not. Source: Page, Biometrika 41 (1954); Montgomery,
 * Introduction to Statistical Quality Control, 9.1; head start by Lucas and Crosier (1982). O(n).
 *
 * A constant process (spread 0) signals at any value off its centre.
 *
 * @param values single measurements, or means of subgroups of `subgroupSize`
 * @throws AnalyticsError if there are fewer than two values without frozen parameters, or a number is out of range
 * @example cusumChart(values, { frozen: { centre: 10, sigma: 1 } }).points.find((point) => point.signal);
 */
export function cusumChart(
  values: Numbers,
  options: CusumOptions = {},
): { kind: 'cusum'; parameters: ProcessParameters; decision: number; points: CusumPoint[] } {
  const { frozen, exclude, slack = 0.5, decision = 5, headStart = 0, subgroupSize = 1 } = options;
  requireNumbers('values', values, frozen ? 1 : 2);
  requireNotNegative('options.slack', slack);
  requirePositive('options.decision', decision);
  requireNotNegative('options.headStart', headStart);
  requirePositive('options.subgroupSize', subgroupSize);
  if (headStart >= decision)
    throw new AnalyticsError(
      'options.headStart',
      `must be below the decision (${decision}), not ${headStart}`,
    );
  const included = includedPoints(values.length, exclude);
  if (frozen) requireProcess(frozen);
  const parameters = frozen ?? estimateOfMeans(values, included, subgroupSize);
  const standardError = parameters.sigma / Math.sqrt(subgroupSize);
  let up = headStart;
  let down = headStart;
  let upFrom = 0;
  let downFrom = 0;
  const points = Array.from(values, (value, i): CusumPoint => {
    const distance = value - parameters.centre;
    const z =
      standardError > 0 ? distance / standardError : distance === 0 ? 0 : distance * Number.POSITIVE_INFINITY;
    up = Math.max(0, up + z - slack);
    down = Math.max(0, down - z - slack);
    if (up === 0) upFrom = i + 1;
    if (down === 0) downFrom = i + 1;
    const above = up > decision && up >= down;
    const signal = above ? 'above' : down > decision ? 'below' : null;
    return { upper: up, lower: down, signal, since: signal === null ? null : above ? upFrom : downFrom };
  });
  return { kind: 'cusum', parameters, decision, points };
}
