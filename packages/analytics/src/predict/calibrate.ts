import { type Numbers, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { countOnes, requireBothOutcomes } from './features.ts';
import { shareOf } from './predict.ts';

/** How scores become chances. Plain data. */
export type Calibrator =
  | { kind: 'platt'; slope: number; intercept: number }
  /** Chances at rising scores, straight lines between, flat beyond the ends. */
  | { kind: 'isotonic'; scores: number[]; chances: number[] };

/**
 * Learns what chance a score stands for, from cases that the scoring model did not learn from. So that "30 %" happens
 * in 30 of 100 cases.
 *
 * `platt`: a logistic curve through smoothed targets (Platt, 1999), by Newton's method (Lin, Lin and Weng, Machine
 * Learning 68, 2007); for few cases, and for log-odds as scores. `isotonic`: the rising step curve with least squared
 * error, by pooling adjacent violators (Ayer and others, 1955), joined by straight lines; for thousands of cases.
 * O(n log n).
 *
 * @throws AnalyticsError if a score is not finite, lengths differ or only one outcome occurs
 * @example applyCalibration(calibrate(heldOutScores, outcome, 'isotonic'), scores);
 */
export function calibrate(scores: Numbers, outcome: Numbers, method: 'platt' | 'isotonic'): Calibrator {
  requireNumbers('scores', scores);
  const bytes = requireBothOutcomes('outcome', outcome, scores.length);
  if (method === 'platt') return platt(scores, bytes);
  if (method === 'isotonic') return isotonic(scores, bytes);
  throw new AnalyticsError('method', `must be 'platt' or 'isotonic', not ${JSON.stringify(method)}`);
}

/**
 * The chances that scores stand for. O(n log steps).
 *
 * @throws AnalyticsError if a score is not finite
 */
export function applyCalibration(calibrator: Calibrator, scores: Numbers): Float64Array {
  requireNumbers('scores', scores, 0);
  if (calibrator.kind === 'platt') {
    return Float64Array.from(scores, (score) => shareOf(calibrator.slope * score + calibrator.intercept));
  }
  const { scores: knots, chances } = calibrator;
  return Float64Array.from(scores, (score) => {
    let low = 0;
    let high = knots.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((knots[middle] as number) < score) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return chances[0] as number;
    if (low === knots.length) return chances[low - 1] as number;
    const before = knots[low - 1] as number;
    const share = (score - before) / ((knots[low] as number) - before);
    const from = chances[low - 1] as number;
    return from + share * ((chances[low] as number) - from);
  });
}

/** Two parameters, so that Newton's method needs no solver; scores are scaled for it. */
function platt(scores: Numbers, outcome: Uint8Array): Calibrator {
  const rows = scores.length;
  const ones = countOnes(outcome);
  const high = (ones + 1) / (ones + 2);
  const low = 1 / (rows - ones + 2);
  // In units of the largest score, so that no square overflows or vanishes.
  let largest = 0;
  for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(scores[i] as number));
  const unit = largest || 1;
  let mean = 0;
  for (let i = 0; i < rows; i++) mean += ((scores[i] as number) / unit - mean) / (i + 1);
  let squares = 0;
  for (let i = 0; i < rows; i++) squares += ((scores[i] as number) / unit - mean) ** 2 / rows;
  const spread = Math.sqrt(squares) * unit || 1;
  mean *= unit;
  const lossAt = (slope: number, intercept: number): number => {
    let loss = 0;
    for (let i = 0; i < rows; i++) {
      const eta = (slope * ((scores[i] as number) - mean)) / spread + intercept;
      const target = outcome[i] === 1 ? high : low;
      loss += Math.log1p(Math.exp(-Math.abs(eta))) + Math.max(eta, 0) - target * eta;
    }
    return loss;
  };
  let slope = 0;
  let intercept = Math.log((ones + 1) / (rows - ones + 1));
  let loss = lossAt(slope, intercept);
  for (let step = 0; step < 100; step++) {
    let g0 = 0;
    let g1 = 0;
    let h00 = 0;
    let h01 = 0;
    let h11 = 1e-12;
    for (let i = 0; i < rows; i++) {
      const z = ((scores[i] as number) - mean) / spread;
      const share = shareOf(slope * z + intercept);
      const residual = share - (outcome[i] === 1 ? high : low);
      const weight = share * (1 - share);
      g0 += residual;
      g1 += residual * z;
      h00 += weight;
      h01 += weight * z;
      h11 += weight * z * z;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 0)) break;
    const moveIntercept = -(h11 * g0 - h01 * g1) / determinant;
    const moveSlope = -(h00 * g1 - h01 * g0) / determinant;
    // What the quadratic model says is left to gain. Below rounding the full step is the last.
    const left = -(g0 * moveIntercept + g1 * moveSlope);
    let share = 1;
    if (left > 1e-12 * (1 + loss)) {
      let next = lossAt(slope + moveSlope, intercept + moveIntercept);
      while (next > loss && share > 1e-6) {
        share /= 2;
        next = lossAt(slope + share * moveSlope, intercept + share * moveIntercept);
      }
      loss = next;
    }
    slope += share * moveSlope;
    intercept += share * moveIntercept;
    if (!(left > 1e-12 * (1 + loss))) break;
  }
  return { kind: 'platt', slope: slope / spread, intercept: intercept - (slope * mean) / spread };
}

/** Pools neighbours whose shares fall, until all rise; equal scores are one case to begin with. */
function isotonic(scores: Numbers, outcome: Uint8Array): Calibrator {
  const all = Float64Array.from(scores).sort();
  const ones = Float64Array.from(scores)
    .filter((_, i) => outcome[i] === 1)
    .sort();
  const first: number[] = [];
  const last: number[] = [];
  const positives: number[] = [];
  const sizes: number[] = [];
  let one = 0;
  for (let from = 0; from < all.length; ) {
    const score = all[from] as number;
    let to = from + 1;
    while (to < all.length && all[to] === score) to++;
    const before = one;
    while (one < ones.length && ones[one] === score) one++;
    first.push(score);
    last.push(score);
    positives.push(one - before);
    sizes.push(to - from);
    // Compared by products of whole numbers: shares that are equal are seen to be.
    while (sizes.length > 1) {
      const here = sizes.length - 1;
      const share = (positives[here] as number) * (sizes[here - 1] as number);
      if (share > (positives[here - 1] as number) * (sizes[here] as number)) break;
      positives[here - 1] = (positives[here - 1] as number) + (positives.pop() as number);
      sizes[here - 1] = (sizes[here - 1] as number) + (sizes.pop() as number);
      last[here - 1] = last.pop() as number;
      first.pop();
    }
    from = to;
  }
  const knots: number[] = [];
  const chances: number[] = [];
  for (const [i, size] of sizes.entries()) {
    const chance = (positives[i] as number) / size;
    knots.push(first[i] as number);
    chances.push(chance);
    if (last[i] === first[i]) continue;
    knots.push(last[i] as number);
    chances.push(chance);
  }
  return { kind: 'isotonic', scores: knots, chances };
}
