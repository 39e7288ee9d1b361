import { requireProportion } from '../checks.ts';
import { normalCdf } from '../special/normal.ts';
import { newcombeDifference } from './newcombe-difference.ts';
import type { Alternative, Interval } from './types.ts';

/** What the two-proportion test says. */
export interface ProportionDifference extends Interval {
  /** First share less second. */
  difference: number;
  /** z; 0 if neither share can be told from the other because all trials ended alike. */
  statistic: number;
  pValue: number;
}

/**
 * Do two groups succeed at different rates? The pooled z-test (its square is the 2 × 2 chi-square without
 * correction), with Newcombe's interval of the difference. For fewer than some five expected successes or
 * failures in a group use `fisherExactTest`. Source: Fleiss, Statistical Methods for Rates and Proportions. O(1).
 *
 * @throws AnalyticsError unless both counts are proportions and confidence is inside (0, 1)
 * @example twoProportionTest(120, 1000, 150, 1000).pValue; // 0.0496
 */
export function twoProportionTest(
  successes1: number,
  trials1: number,
  successes2: number,
  trials2: number,
  { alternative = 'two-sided', confidence = 0.95 }: { alternative?: Alternative; confidence?: number } = {},
): ProportionDifference {
  requireProportion('successes1', successes1, 'trials1', trials1);
  requireProportion('successes2', successes2, 'trials2', trials2);
  const interval = newcombeDifference(successes1, trials1, successes2, trials2, confidence);
  const pooled = (successes1 + successes2) / (trials1 + trials2);
  const standardError = Math.sqrt(pooled * (1 - pooled) * (1 / trials1 + 1 / trials2));
  const statistic = standardError === 0 ? 0 : interval.difference / standardError;
  const pValue =
    alternative === 'two-sided'
      ? 2 * normalCdf(-Math.abs(statistic))
      : normalCdf(alternative === 'greater' ? -statistic : statistic);
  return { ...interval, statistic, pValue };
}
