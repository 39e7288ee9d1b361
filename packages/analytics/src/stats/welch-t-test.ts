import { type Numbers, requireNumbers, requireOpenShare } from '../checks.ts';
import { studentCdf, studentQuantile, studentTwoSidedTail } from '../special/incomplete-beta.ts';
import { mean } from './mean.ts';
import type { Alternative, Interval } from './types.ts';
import { variance } from './variance.ts';

/** What Welch's test says about the difference of two means. */
export interface MeanDifference extends Interval {
  /** Mean of the first sample less that of the second. */
  difference: number;
  standardError: number;
  /** t, or ±Infinity (0 without difference) where neither sample varies. */
  statistic: number;
  degreesOfFreedom: number;
  pValue: number;
}

/**
 * Do two samples have different means? Welch's t-test, which does not assume equal spread, with the interval of
 * the difference. Source: Welch, Biometrika 34 (1947); degrees of freedom by Satterthwaite. O(n).
 *
 * Two constant samples have no error to test against: p is 1 if they are equal, else 0.
 *
 * @throws AnalyticsError if a sample has fewer than two values, one is not finite or confidence is outside (0, 1)
 * @example welchTTest([1, 2, 3, 4], [3, 4, 5, 6]).pValue; // 0.0710
 */
export function welchTTest(
  first: Numbers,
  second: Numbers,
  { alternative = 'two-sided', confidence = 0.95 }: { alternative?: Alternative; confidence?: number } = {},
): MeanDifference {
  requireNumbers('first', first, 2);
  requireNumbers('second', second, 2);
  return welchFromSummary(
    { mean: mean(first), variance: variance(first), count: first.length },
    { mean: mean(second), variance: variance(second), count: second.length },
    { alternative, confidence },
  );
}

/** Mean, sample variance and size of a sample: all that Welch's test needs of it. */
export interface SampleSummary {
  mean: number;
  variance: number;
  count: number;
}

/**
 * Welch's test from means, variances and sizes, as a rollup keeps them. O(1).
 *
 * @throws AnalyticsError if confidence is outside (0, 1)
 */
export function welchFromSummary(
  first: SampleSummary,
  second: SampleSummary,
  { alternative = 'two-sided', confidence = 0.95 }: { alternative?: Alternative; confidence?: number } = {},
): MeanDifference {
  requireOpenShare('confidence', confidence);
  const part1 = first.variance / first.count;
  const part2 = second.variance / second.count;
  const standardError = Math.sqrt(part1 + part2);
  const difference = first.mean - second.mean;
  if (standardError === 0) return constantSamples(difference, first.count + second.count - 2, alternative);
  const share = part1 / (part1 + part2); // the same formula as usual, in a form that cannot overflow
  const degreesOfFreedom = 1 / (share ** 2 / (first.count - 1) + (1 - share) ** 2 / (second.count - 1));
  const statistic = difference / standardError;
  const half = studentQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    statistic,
    degreesOfFreedom,
    pValue: tailOf(statistic, degreesOfFreedom, alternative),
    lower: difference - half,
    upper: difference + half,
  };
}

function tailOf(statistic: number, degreesOfFreedom: number, alternative: Alternative): number {
  if (alternative === 'two-sided') return studentTwoSidedTail(statistic, degreesOfFreedom);
  return studentCdf(alternative === 'less' ? statistic : -statistic, degreesOfFreedom);
}

function constantSamples(
  difference: number,
  degreesOfFreedom: number,
  alternative: Alternative,
): MeanDifference {
  const supported = alternative === 'two-sided' || difference > 0 === (alternative === 'greater');
  return {
    difference,
    standardError: 0,
    statistic: difference === 0 ? 0 : difference * Number.POSITIVE_INFINITY,
    degreesOfFreedom,
    pValue: difference !== 0 && supported ? 0 : 1,
    lower: difference,
    upper: difference,
  };
}
