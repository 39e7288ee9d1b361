import { type Numbers, requireNumbers, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { fisherQuantile } from '../special/incomplete-beta.ts';
import type { Interval } from './types.ts';
import { variance } from './variance.ts';

/**
 * Do the questions of a scale measure one thing? Cronbach's alpha: k / (k - 1) (1 - Σ item variances / variance of
 * totals). Source: Cronbach, Psychometrika 16 (1951); interval by Feldt, Psychometrika 30 (1965).
 * O(respondents × items).
 *
 * @param answers one row a respondent, one column a question
 * @returns alpha at most 1 (below 0 if questions run against one another), or null if the totals do not vary
 * @throws AnalyticsError if there are fewer than two respondents or questions, rows differ in length, an answer is
 *   not finite or confidence is outside (0, 1)
 * @example cronbachAlpha([[1, 2], [2, 2], [3, 4]]).alpha; // 0.9231
 */
export function cronbachAlpha(
  answers: readonly Numbers[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Interval & { alpha: number | null } {
  requireOpenShare('options.confidence', confidence);
  const items = answers[0]?.length ?? 0;
  if (answers.length < 2)
    throw new AnalyticsError('answers', `must have at least 2 respondents, not ${answers.length}`);
  if (items < 2) throw new AnalyticsError('answers[0]', `must have at least 2 questions, not ${items}`);
  const totals = answers.map((row, i) => {
    if (row.length !== items)
      throw new AnalyticsError(`answers[${i}]`, `must have ${items} questions, not ${row.length}`);
    requireNumbers(`answers[${i}]`, row);
    return Array.from(row).reduce((a, b) => a + b, 0);
  });
  const ofTotals = variance(totals);
  if (ofTotals === 0) return { alpha: null, lower: Number.NEGATIVE_INFINITY, upper: 1 };
  let ofItems = 0;
  for (let j = 0; j < items; j++) ofItems += variance(answers.map((row) => row[j] as number));
  const alpha = (items / (items - 1)) * (1 - ofItems / ofTotals);
  const df1 = answers.length - 1;
  const df2 = df1 * (items - 1);
  return {
    alpha,
    lower: 1 - (1 - alpha) * fisherQuantile((1 + confidence) / 2, df1, df2),
    upper: 1 - (1 - alpha) * fisherQuantile((1 - confidence) / 2, df1, df2),
  };
}
