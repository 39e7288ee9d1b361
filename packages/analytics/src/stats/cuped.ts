import { type Numbers, requireNumbers, requireOpenShare, requireSameLength } from '../checks.ts';
import { covariance } from './covariance.ts';
import { mean } from './mean.ts';
import { variance } from './variance.ts';
import { type MeanDifference, welchFromSummary } from './welch-t-test.ts';

/** One arm of a comparison: an outcome per unit, and the same unit's value before the change. */
export interface CupedArm {
  outcome: Numbers;
  /** Measured before the assignment, so that the change cannot have moved it. */
  before: Numbers;
}

/** A comparison of means after removing what was already different before. */
export interface CupedResult extends MeanDifference {
  /** Slope of the outcome on the earlier value, pooled over the arms. */
  theta: number;
  /** Share of the variance that the earlier value explained: the sample shrinks by as much for the same power. */
  varianceReduction: number;
}

/**
 * Compares two arms (first less second) with the part of each outcome removed that the unit's earlier value
 * predicts: the same difference on average, with a narrower interval. Source: Deng, Xu, Kohavi, Walker,
 * "CUPED", WSDM 2013. The slope is from the within-arm covariances. O(n).
 *
 * A constant earlier value explains nothing: theta is 0 and the result is Welch's.
 *
 * @throws AnalyticsError if an arm has fewer than two units, lengths differ, a value is not finite or confidence
 *   is outside (0, 1)
 * @example cuped({ outcome: after1, before: before1 }, { outcome: after2, before: before2 });
 */
export function cuped(
  first: CupedArm,
  second: CupedArm,
  { confidence = 0.95 }: { confidence?: number } = {},
): CupedResult {
  requireOpenShare('options.confidence', confidence);
  const arms = [first, second] as const;
  let shared = 0;
  let spread = 0;
  for (const [i, arm] of arms.entries()) {
    const name = i === 0 ? 'first' : 'second';
    requireNumbers(`${name}.outcome`, arm.outcome, 2);
    requireNumbers(`${name}.before`, arm.before, 2);
    requireSameLength(`${name}.outcome`, arm.outcome, `${name}.before`, arm.before);
    const freedom = arm.outcome.length - 1;
    shared += covariance(arm.outcome, arm.before) * freedom;
    spread += variance(arm.before) * freedom;
  }
  const theta = spread === 0 ? 0 : shared / spread;
  const size = first.before.length + second.before.length;
  const grandMean =
    (mean(first.before) * first.before.length + mean(second.before) * second.before.length) / size;
  const adjusted = arms.map((arm) =>
    Float64Array.from(arm.outcome, (outcome, i) => outcome - theta * ((arm.before[i] as number) - grandMean)),
  ) as [Float64Array, Float64Array];
  const [summary1, summary2] = adjusted.map((values) => ({
    mean: mean(values),
    variance: variance(values),
    count: values.length,
  })) as [Parameters<typeof welchFromSummary>[0], Parameters<typeof welchFromSummary>[0]];
  const plainError = variance(first.outcome) / summary1.count + variance(second.outcome) / summary2.count;
  const result = welchFromSummary(summary1, summary2, { confidence });
  return {
    ...result,
    theta,
    varianceReduction: plainError === 0 ? 0 : 1 - result.standardError ** 2 / plainError,
  };
}
