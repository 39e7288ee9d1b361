import { type Numbers, requireInteger, requireNumbers, requireOpenShare } from '../checks.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import type { Random } from '../stats/types.ts';
import type { Estimate } from './auc.ts';
import { countOnes, requireBothOutcomes } from './features.ts';

/** Precision and recall if every case from a score on is acted upon, from the highest score down. */
export interface PrecisionRecallCurve {
  /** Distinct scores, falling. */
  thresholds: Float64Array;
  /** Share of outcome 1 among the cases from the threshold on. */
  precision: Float64Array;
  /** Share of all cases with outcome 1 that lie from the threshold on. */
  recall: Float64Array;
}

/**
 * What does acting on the highest scores bring? Precision and recall at each distinct score. O(n log n).
 *
 * @throws AnalyticsError if a score is not finite, lengths differ or only one outcome occurs
 */
export function precisionRecallCurve(scores: Numbers, outcome: Numbers): PrecisionRecallCurve {
  const { thresholds, ones, cases } = ranked(scores, outcome);
  const total = ones.at(-1) as number;
  return {
    thresholds,
    precision: ones.map((count, i) => count / (cases[i] as number)),
    recall: ones.map((count) => count / total),
  };
}

/**
 * Average precision: the mean of precision over the cases with outcome 1, as recall rises,
 * Σ (recall step) × precision, without interpolation. Says more than AUC where outcome 1 is rare; the share of ones is
 * what chance gets. Equal scores are one step, so the order of cases does not matter.
 *
 * The interval is a percentile bootstrap, resampling cases of each outcome apart. O(n log n + resamples × n).
 *
 * @param options.resamples default 1,000, fewer (at least 100) from 100,000 cases on
 * @throws AnalyticsError if a score is not finite, lengths differ or only one outcome occurs
 * @example averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], { random }).estimate; // 0.8333
 */
export function averagePrecision(
  scores: Numbers,
  outcome: Numbers,
  {
    random,
    resamples = Math.round(Math.min(1000, Math.max(100, 1e8 / scores.length))),
    confidence = 0.95,
  }: { random: Random; resamples?: number; confidence?: number },
): Estimate {
  requireInteger('options.resamples', resamples, 1);
  requireOpenShare('options.confidence', confidence);
  const { ones, cases } = ranked(scores, outcome);
  const steps = ones.length;
  const total = ones[steps - 1] as number;
  const others = (cases[steps - 1] as number) - total;
  // Step of each case with outcome 1, and of each with 0, so that a draw is one look-up.
  const oneStep = new Int32Array(total);
  const zeroStep = new Int32Array(others);
  for (let step = 0, one = 0, zero = 0; step < steps; step++) {
    while (one < (ones[step] as number)) oneStep[one++] = step;
    while (zero < (cases[step] as number) - (ones[step] as number)) zeroStep[zero++] = step;
  }
  const drawnOnes = new Float64Array(steps);
  const drawnZeros = new Float64Array(steps);
  const replicates = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    drawInto(drawnOnes.fill(0), oneStep, random);
    drawInto(drawnZeros.fill(0), zeroStep, random);
    replicates[resample] = precisionOf(
      steps,
      total,
      (step) => drawnOnes[step] as number,
      (step) => drawnZeros[step] as number,
    );
  }
  replicates.sort();
  const before = (counts: Float64Array, step: number): number =>
    step === 0 ? 0 : (counts[step - 1] as number);
  const onesAt = (step: number): number => (ones[step] as number) - before(ones, step);
  const casesAt = (step: number): number => (cases[step] as number) - before(cases, step);
  return {
    estimate: precisionOf(steps, total, onesAt, (step) => casesAt(step) - onesAt(step)),
    lower: quantileOfSorted(replicates, (1 - confidence) / 2),
    upper: quantileOfSorted(replicates, (1 + confidence) / 2),
  };
}

function drawInto(counts: Float64Array, steps: Int32Array, random: Random): void {
  for (let i = 0; i < steps.length; i++) {
    const step = steps[Math.floor(random() * steps.length)] as number;
    counts[step] = (counts[step] as number) + 1;
  }
}

function precisionOf(
  steps: number,
  total: number,
  onesAt: (step: number) => number,
  zerosAt: (step: number) => number,
): number {
  let ones = 0;
  let cases = 0;
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const here = onesAt(step);
    ones += here;
    cases += here + zerosAt(step);
    if (here > 0) sum += (here / total) * (ones / cases);
  }
  return sum;
}

/** Cumulated counts at each distinct score, from the highest down. */
function ranked(
  scores: Numbers,
  outcome: Numbers,
): { thresholds: Float64Array; ones: Float64Array; cases: Float64Array } {
  requireNumbers('scores', scores);
  const bytes = requireBothOutcomes('outcome', outcome, scores.length);
  const all = Float64Array.from(scores).sort().reverse();
  const own = new Float64Array(countOnes(bytes));
  for (let i = 0, filled = 0; i < bytes.length; i++) if (bytes[i] === 1) own[filled++] = scores[i] as number;
  own.sort().reverse();
  let steps = 1;
  for (let i = 1; i < all.length; i++) if (all[i] !== all[i - 1]) steps++;
  const thresholds = new Float64Array(steps);
  const ones = new Float64Array(steps);
  const cases = new Float64Array(steps);
  for (let step = 0, seen = 0, one = 0; step < steps; step++) {
    const score = all[seen] as number;
    while (seen < all.length && all[seen] === score) seen++;
    while (one < own.length && own[one] === score) one++;
    thresholds[step] = score;
    cases[step] = seen;
    ones[step] = one;
  }
  return { thresholds, ones, cases };
}
