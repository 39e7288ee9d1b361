import { type Numbers, requireNumbers, requireOpenShare } from '../checks.ts';
import { studentQuantile, studentTwoSidedTail } from '../special/incomplete-beta.ts';
import { mean } from './mean.ts';
import type { Interval } from './types.ts';
import { variance } from './variance.ts';

/** The four samples of a before-and-after comparison with a control group. */
export interface BeforeAfterSamples {
  treatedBefore: Numbers;
  treatedAfter: Numbers;
  controlBefore: Numbers;
  controlAfter: Numbers;
}

/** How much more the treated group changed than the control group. */
export interface DifferenceInDifferences extends Interval {
  effect: number;
  standardError: number;
  degreesOfFreedom: number;
  pValue: number;
}

/**
 * The effect of a change on a group that was not chosen by lot: its change over time less the change of a
 * control group, so that what moved both drops out. It holds if both would have moved alike without the change.
 * Source: Card and Krueger (1994); the interaction term of the 2 × 2 regression, with a standard error that does
 * not assume equal spreads and Satterthwaite's degrees of freedom. The samples count as independent: for the same
 * units before and after, use `cuped` on their changes. O(n).
 *
 * @throws AnalyticsError if a sample has fewer than two values, one is not finite or confidence is outside (0, 1)
 * @example differenceInDifferences({ treatedBefore, treatedAfter, controlBefore, controlAfter }).effect;
 */
export function differenceInDifferences(
  samples: BeforeAfterSamples,
  { confidence = 0.95 }: { confidence?: number } = {},
): DifferenceInDifferences {
  requireOpenShare('options.confidence', confidence);
  const { treatedBefore, treatedAfter, controlBefore, controlAfter } = samples;
  const groups = Object.entries({ treatedBefore, treatedAfter, controlBefore, controlAfter });
  let squaredError = 0;
  let forFreedom = 0;
  let size = 0;
  for (const [name, values] of groups) {
    requireNumbers(`samples.${name}`, values, 2);
    const part = variance(values) / values.length;
    squaredError += part;
    forFreedom += part ** 2 / (values.length - 1);
    size += values.length;
  }
  const effect = mean(treatedAfter) - mean(treatedBefore) - (mean(controlAfter) - mean(controlBefore));
  const standardError = Math.sqrt(squaredError);
  const degreesOfFreedom = forFreedom === 0 ? size - 4 : squaredError ** 2 / forFreedom;
  const half = studentQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  const pValue =
    standardError === 0
      ? effect === 0
        ? 1
        : 0
      : studentTwoSidedTail(effect / standardError, degreesOfFreedom);
  return { effect, standardError, degreesOfFreedom, pValue, lower: effect - half, upper: effect + half };
}
