import { ces, csat, npsFromCounts } from '@jingyun/analytics/stats';
import type { SurveyScore, SurveyScoreKind } from '@jingyun/contracts';

/** How often each score was given. */
export type ScoreCounts = ReadonlyMap<number, number>;

/**
 * The score of a sample with its 95 % interval: CSAT as the share of 4 and 5 (Wilson), NPS in points
 * (adjusted Wald), CES as a mean (Student). O(answers).
 */
export function scoreOf(kind: SurveyScoreKind, counts: ScoreCounts): SurveyScore {
  const ratings = [...counts].flatMap(([score, n]) => new Array<number>(n).fill(score));
  const answers = ratings.length;
  const nothing = { kind, answers, value: null, lower: null, upper: null, mean: null };
  if (answers === 0) return nothing;
  const mean = ratings.reduce((sum, rating) => sum + rating, 0) / answers;
  if (kind === 'csat') {
    const { share, shareInterval } = csat(ratings);
    return { kind, answers, value: share, ...shareInterval, mean };
  }
  if (kind === 'nps') {
    const promoters = ratings.filter((rating) => rating >= 9).length;
    const detractors = ratings.filter((rating) => rating <= 6).length;
    const { score, lower, upper } = npsFromCounts(promoters, answers - promoters - detractors, detractors);
    return { kind, answers, value: score, lower, upper, mean };
  }
  const { meanInterval } = ces(ratings);
  return {
    kind,
    answers,
    value: mean,
    lower: meanInterval?.lower ?? null,
    upper: meanInterval?.upper ?? null,
    mean,
  };
}
