import { type Numbers, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { correlation } from './covariance.ts';
import { midRanks } from './ranks.ts';
import { variance } from './variance.ts';

/** How one question of an exam behaved. */
export interface ItemStatistics {
  /** Mean share of its points that was earned: 1 everybody, 0 nobody. */
  difficulty: number;
  /** Correlation with the rest of the exam, -1 to 1; null if the question or the rest does not vary. */
  discrimination: number | null;
  /** Mean share earned by the best 27 % of candidates less that of the last 27 %; null for fewer than 4 candidates. */
  upperLower: number | null;
}

/** Share of candidates in the upper and lower groups. Source: Kelley, J. Educational Psychology 30 (1939). */
const KELLEY_SHARE = 0.27;

/**
 * Which questions of an exam are too easy, too hard, or do not tell those who know from those who do not.
 * Discrimination is the item–rest correlation (point-biserial for right-or-wrong questions). Source: Crocker and
 * Algina, Introduction to Classical and Modern Test Theory (1986). O(candidates × items).
 *
 * @param scores one row a candidate, one column a question
 * @param maxScores points to be had for each question; default 1 each
 * @throws AnalyticsError if there is no candidate or question, rows differ in length, or a score is outside 0 to
 *   its maximum
 * @example itemAnalysis([[1, 0], [1, 1], [0, 0]])[0]?.difficulty; // 0.6667
 */
export function itemAnalysis(scores: readonly Numbers[], maxScores?: Numbers): ItemStatistics[] {
  const items = scores[0]?.length ?? 0;
  if (scores.length === 0) throw new AnalyticsError('scores', 'must have at least 1 candidate');
  if (items === 0) throw new AnalyticsError('scores[0]', 'must have at least 1 question');
  const most = maxScores ?? new Float64Array(items).fill(1);
  if (most.length !== items)
    throw new AnalyticsError('maxScores', `must have ${items} elements, not ${most.length}`);
  for (let j = 0; j < items; j++)
    if (!((most[j] as number) > 0)) throw new AnalyticsError(`maxScores[${j}]`, 'must be above 0');
  const totals = scores.map((row, i) => {
    if (row.length !== items)
      throw new AnalyticsError(`scores[${i}]`, `must have ${items} questions, not ${row.length}`);
    requireNumbers(`scores[${i}]`, row);
    let total = 0;
    for (let j = 0; j < items; j++) {
      const score = row[j] as number;
      if (score < 0 || score > (most[j] as number))
        throw new AnalyticsError(`scores[${i}][${j}]`, `must lie from 0 to ${most[j]}, not ${score}`);
      total += score;
    }
    return total;
  });
  const weightOf = groupWeights(totals);
  return Array.from({ length: items }, (_, j) => {
    const earned = Float64Array.from(scores, (row) => (row[j] as number) / (most[j] as number));
    const rest = Float64Array.from(totals, (total, i) => total - (scores[i]?.[j] as number));
    const varies = earned.length >= 2 && variance(earned) > 0 && variance(rest) > 0;
    return {
      difficulty: earned.reduce((a, b) => a + b, 0) / earned.length,
      discrimination: varies ? correlation(earned, rest) : null,
      upperLower: weightOf
        ? earned.reduce((total, share, i) => total + share * (weightOf[i] as number), 0)
        : null,
    };
  });
}

/**
 * Each candidate's weight in "upper group's mean less lower group's". Those tied at a group's edge share the
 * places left in it, so that the order of rows does not matter.
 */
function groupWeights(totals: readonly number[]): Float64Array | null {
  const count = totals.length;
  if (count < 4) return null;
  const size = Math.max(1, Math.round(KELLEY_SHARE * count));
  const { ranks, tieSizes } = midRanks(totals);
  const tieOfRank = new Map<number, number>();
  let below = 0;
  for (const tie of tieSizes) {
    tieOfRank.set(below + (tie + 1) / 2, tie);
    below += tie;
  }
  return ranks.map((rank) => {
    const tie = tieOfRank.get(rank) as number;
    const first = rank - (tie - 1) / 2 - 1; // candidates ranked below this tie
    const overlap = (from: number, to: number): number =>
      Math.max(0, Math.min(first + tie, to) - Math.max(first, from));
    return (overlap(count - size, count) - overlap(0, size)) / tie / size;
  });
}
