import { requireInteger } from '../checks.ts';
import { hypergeometric } from './hypergeometric.ts';
import type { Alternative } from './types.ts';

/** Tables this much more probable than the one seen still count as equally probable, as in R: rounding, not evidence. */
const TIE_TOLERANCE = 1 + 1e-7;

/**
 * Are two yes/no properties related? Exact for any counts, however small.
 *
 *                 yes  no
 *     group 1      a    b
 *     group 2      c    d
 *
 * Two-sided p sums all tables with the same margins that are no more probable than this one; `greater` asks
 * whether group 1 says yes more often. Source: Fisher (1935); two-sided as in R's `fisher.test`. O(smallest margin).
 *
 * @returns p, and the sample odds ratio ad / bc (Infinity if only b or c is 0; NaN if it is 0 / 0)
 * @throws AnalyticsError unless all four are whole numbers from 0
 * @example fisherExactTest(3, 1, 1, 3).pValue; // 0.4857
 */
export function fisherExactTest(
  a: number,
  b: number,
  c: number,
  d: number,
  { alternative = 'two-sided' }: { alternative?: Alternative } = {},
): { pValue: number; oddsRatio: number } {
  for (const [name, count] of Object.entries({ a, b, c, d })) requireInteger(name, count, 0);
  const { lowest, probabilities } = hypergeometric(a + b, c + d, a + c);
  const at = a - lowest;
  const limit = (probabilities[at] as number) * TIE_TOLERANCE;
  let pValue = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const counts =
      alternative === 'two-sided'
        ? (probabilities[i] as number) <= limit
        : alternative === 'greater'
          ? i >= at
          : i <= at;
    if (counts) pValue += probabilities[i] as number;
  }
  return { pValue: Math.min(1, pValue), oddsRatio: (a * d) / (b * c) };
}
