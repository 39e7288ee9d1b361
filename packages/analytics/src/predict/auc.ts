import { type Numbers, requireNumbers, requireOpenShare } from '../checks.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';
import { midRanks } from '../stats/ranks.ts';
import type { Interval } from '../stats/types.ts';
import { countOnes, requireBothOutcomes } from './features.ts';

/** A figure of how good predictions are, with its interval. */
export interface Estimate extends Interval {
  estimate: number;
}

/**
 * How well do scores tell the outcomes apart? The chance that a case with outcome 1 scores above one with outcome 0,
 * equal scores counting half: 0.5 is chance, 1 is perfect. Exact by mid-ranks.
 *
 * The interval is DeLong's (Biometrics 44, 1988; by ranks as Sun and Xu, IEEE Signal Processing Letters 21, 2014),
 * normal and cut off at 0 and 1; its standard error is 0, and so too sure, where the outcomes do not overlap at all.
 * O(n log n).
 *
 * @throws AnalyticsError if a score is not finite, lengths differ or only one outcome occurs
 * @example auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]).estimate; // 0.75
 */
export function auc(
  scores: Numbers,
  outcome: Numbers,
  { confidence = 0.95 }: { confidence?: number } = {},
): Estimate & { standardError: number } {
  requireOpenShare('options.confidence', confidence);
  const { estimate, standardError } = bySorting(scores, outcome);
  const half = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    estimate,
    standardError,
    lower: Math.max(0, estimate - half),
    upper: Math.min(1, estimate + half),
  };
}

/**
 * Does the first model tell outcomes apart better than the second, on the same cases? The difference of their AUC with
 * DeLong's interval and test, which know that both saw the same cases. O(n log n).
 *
 * @returns a p-value of 1 where both rank all cases alike
 * @throws AnalyticsError as `auc`
 */
export function aucDifference(
  first: Numbers,
  second: Numbers,
  outcome: Numbers,
  { confidence = 0.95 }: { confidence?: number } = {},
): Estimate & { standardError: number; pValue: number } {
  requireOpenShare('options.confidence', confidence);
  const a = placements(first, outcome, 'first');
  const b = placements(second, outcome, 'second');
  const difference = a.estimate - b.estimate;
  const between = (x: Float64Array, y: Float64Array): number =>
    varianceOfMean(x, x, a.estimate) +
    varianceOfMean(y, y, b.estimate) -
    2 * varianceOfMean(x, y, a.estimate, b.estimate);
  const standardError = Math.sqrt(Math.max(0, between(a.ones, b.ones) + between(a.zeros, b.zeros)));
  const half = normalQuantile((1 + confidence) / 2) * standardError;
  const alike = standardError < 1e-15;
  return {
    estimate: difference,
    standardError,
    pValue: alike
      ? Math.abs(difference) < 1e-15
        ? 1
        : 0
      : 2 * normalCdf(-Math.abs(difference) / standardError),
    lower: difference - half,
    upper: difference + half,
  };
}

/** By one walk along the sorted scores of both sides: cases of one score have the same placement. */
function bySorting(scores: Numbers, outcome: Numbers): { estimate: number; standardError: number } {
  requireNumbers('scores', scores);
  const bytes = requireBothOutcomes('outcome', outcome, scores.length);
  const ones = new Float64Array(countOnes(bytes));
  const zeros = new Float64Array(bytes.length - ones.length);
  for (let i = 0, one = 0, zero = 0; i < bytes.length; i++) {
    if (bytes[i] === 1) ones[one++] = scores[i] as number;
    else zeros[zero++] = scores[i] as number;
  }
  ones.sort();
  zeros.sort();
  const walk = (
    visit: (ones: number, onesBelow: number, zeros: number, zerosBelow: number) => void,
  ): void => {
    for (let one = 0, zero = 0; one < ones.length || zero < zeros.length; ) {
      const score = Math.min(ones[one] ?? Number.POSITIVE_INFINITY, zeros[zero] ?? Number.POSITIVE_INFINITY);
      const [onesBelow, zerosBelow] = [one, zero];
      while (one < ones.length && ones[one] === score) one++;
      while (zero < zeros.length && zeros[zero] === score) zero++;
      visit(one - onesBelow, onesBelow, zero - zerosBelow, zerosBelow);
    }
  };
  let pairs = 0;
  walk((here, _onesBelow, others, zerosBelow) => {
    pairs += here * (zerosBelow + others / 2);
  });
  const estimate = pairs / ones.length / zeros.length;
  let [ofOnes, ofZeros] = [0, 0];
  walk((here, onesBelow, others, zerosBelow) => {
    ofOnes += here * ((zerosBelow + others / 2) / zeros.length - estimate) ** 2;
    ofZeros += others * (1 - (onesBelow + here / 2) / ones.length - estimate) ** 2;
  });
  const variance = (sum: number, count: number): number => (count < 2 ? 0 : sum / (count - 1) / count);
  return {
    estimate,
    standardError: Math.sqrt(variance(ofOnes, ones.length) + variance(ofZeros, zeros.length)),
  };
}

/** For each case, the share of those with the other outcome that it is on the right side of. */
function placements(
  scores: Numbers,
  outcome: Numbers,
  name: string,
): { estimate: number; ones: Float64Array; zeros: Float64Array } {
  requireNumbers(name, scores);
  const bytes = requireBothOutcomes('outcome', outcome, scores.length);
  const positives = countOnes(bytes);
  const negatives = bytes.length - positives;
  const own = [new Float64Array(negatives), new Float64Array(positives)] as const;
  const filled = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const side = bytes[i] as 0 | 1;
    own[side][filled[side] as number] = scores[i] as number;
    filled[side] = (filled[side] as number) + 1;
  }
  const all = midRanks(scores).ranks;
  const within = own.map((part) => midRanks(part).ranks);
  const seen = [0, 0];
  const ones = new Float64Array(positives);
  const zeros = new Float64Array(negatives);
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) {
    const side = bytes[i] as 0 | 1;
    const at = seen[side] as number;
    seen[side] = at + 1;
    // Rank among all less rank among its own: how many of the others lie below, ties half.
    const below = (all[i] as number) - (within[side]?.[at] as number);
    if (side === 1) {
      ones[at] = below / negatives;
      sum += below;
    } else zeros[at] = 1 - below / positives;
  }
  return { estimate: sum / positives / negatives, ones, zeros };
}

function varianceOfMean(x: Float64Array, y: Float64Array, meanX: number, meanY = meanX): number {
  if (x.length < 2) return 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += ((x[i] as number) - meanX) * ((y[i] as number) - meanY);
  return sum / (x.length - 1) / x.length;
}
