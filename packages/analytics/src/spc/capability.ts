import { requireFinite, requireInteger, requireOpenShare, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { chiSquareQuantile } from '../special/incomplete-gamma.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';
import type { Interval } from '../stats/types.ts';

/** What a process must keep to, in the unit of the measurements; at least one limit. */
export interface Specification {
  lower?: number;
  upper?: number;
  target?: number;
}

/** What a process does. */
export interface ProcessSummary {
  mean: number;
  /** Short-term spread, from the chart's subgroups or moving ranges. */
  sigmaWithin: number;
  /** Spread of all measurements together. */
  sigmaOverall: number;
  /** Measurements behind the numbers, for the intervals. */
  count: number;
}

/** How well a process can keep to its specification, and how well it does. */
export interface Capability {
  /** Width allowed over width used, short-term; null without both limits. */
  cp: number | null;
  /** The same for the nearer limit. */
  cpk: number;
  /** As cp and cpk, with the overall spread: what customers got. */
  pp: number | null;
  ppk: number;
  /** As pp, counting distance from the target too; null without target and both limits. */
  cpm: number | null;
  cpInterval: Interval | null;
  cpkInterval: Interval;
  /** Expected defects per million from the overall spread, if measurements are normal. */
  expectedDpmo: number;
}

/**
 * Process capability: how the spread of a stable process compares with what is allowed. Cp = (upper - lower) / 6
 * sigma, Cpk = distance of the mean from the nearer limit / 3 sigma. Source: Montgomery, Introduction to Statistical
 * Quality Control, 8.3; interval of Cp by chi-square, of Cpk by Bissell, Applied Statistics 39 (1990); Cpm by Chan,
 * Cheng, Spiring (1988). Meaningless for a process that is not in control. O(1).
 *
 * @throws AnalyticsError if no limit is given, limits or target are out of order, a spread is not above 0, or there
 *   are fewer than two measurements
 * @example capability({ mean: 74.001, sigmaWithin: 0.0098, sigmaOverall: 0.01, count: 125 }, { lower: 73.95, upper: 74.05 });
 */
export function capability(
  process: ProcessSummary,
  specification: Specification,
  { confidence = 0.95 }: { confidence?: number } = {},
): Capability {
  const { mean, sigmaWithin, sigmaOverall, count } = process;
  const { lower, upper, target } = specification;
  requireFinite('process.mean', mean);
  requirePositive('process.sigmaWithin', sigmaWithin);
  requirePositive('process.sigmaOverall', sigmaOverall);
  requireInteger('process.count', count, 2);
  requireOpenShare('options.confidence', confidence);
  for (const [name, value] of Object.entries({ lower, upper, target })) {
    if (value !== undefined) requireFinite(`specification.${name}`, value);
  }
  if (lower === undefined && upper === undefined)
    throw new AnalyticsError('specification', 'must have a lower or an upper limit');
  if (lower !== undefined && upper !== undefined && lower >= upper) {
    throw new AnalyticsError('specification.lower', `must be below the upper limit (${upper}), not ${lower}`);
  }
  const width = lower === undefined || upper === undefined ? null : upper - lower;
  const room = Math.min(
    (upper ?? Number.POSITIVE_INFINITY) - mean,
    mean - (lower ?? Number.NEGATIVE_INFINITY),
  );
  const cp = width === null ? null : width / (6 * sigmaWithin);
  const cpk = room / (3 * sigmaWithin);
  const half =
    normalQuantile((1 + confidence) / 2) * Math.sqrt(1 / (9 * count) + (cpk * cpk) / (2 * (count - 1)));
  const tail = (1 - confidence) / 2;
  const scale = (p: number): number => Math.sqrt(chiSquareQuantile(p, count - 1) / (count - 1));
  const outside =
    (upper === undefined ? 0 : normalCdf(mean - upper, 0, sigmaOverall)) +
    (lower === undefined ? 0 : normalCdf(lower - mean, 0, sigmaOverall));
  return {
    cp,
    cpk,
    pp: width === null ? null : width / (6 * sigmaOverall),
    ppk: room / (3 * sigmaOverall),
    cpm:
      width === null || target === undefined ? null : width / (6 * Math.hypot(sigmaOverall, mean - target)),
    cpInterval: cp === null ? null : { lower: cp * scale(tail), upper: cp * scale(1 - tail) },
    cpkInterval: { lower: cpk - half, upper: cpk + half },
    expectedDpmo: 1e6 * outside,
  };
}
