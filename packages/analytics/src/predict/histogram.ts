/** Sums of gradients by bin, and the best split that they show. */
import type { BinnedFeatures } from './feature-bins.ts';

/** By place (column and bin): sum of gradients, of second derivatives, and number of cases. */
export interface Histogram {
  sums: Float64Array;
  counts: Int32Array;
}

export interface SplitRules {
  l2: number;
  leastRows: number;
  leastCurvature: number;
  /** Added to the curvature of a category when categories are put in order, so that rare ones come to the middle. */
  categorySmoothing: number;
}

export interface Split {
  gain: number;
  feature: number;
  /** Last bin that goes left. */
  bin: number;
  missingLeft: boolean;
  /** Bins that leave the default way, for categories. */
  codes: number[] | null;
}

/** Sums over the cases `order[from..to)`, whose gradients stand at the same places of `gradients` in pairs. */
export function fillHistogram(
  { sums, counts }: Histogram,
  binned: BinnedFeatures,
  used: readonly number[],
  { order, from, to, gradients }: { order: Int32Array; from: number; to: number; gradients: Float64Array },
): void {
  sums.fill(0);
  counts.fill(0);
  const columnOf = (feature: number): BinnedColumn => {
    const offset = binned.offsets[feature] as number;
    const end = offset + (binned.sizes[feature] as number) + 1;
    return {
      bins: binned.bins[feature] as Uint8Array,
      sums: sums.subarray(2 * offset, 2 * end),
      counts: counts.subarray(offset, end),
    };
  };
  for (let k = 0; k < used.length; k += 2) {
    const first = columnOf(used[k] as number);
    const second = used[k + 1];
    if (second === undefined) sumColumn(first, order, from, to, gradients);
    else sumColumns(first, columnOf(second), order, from, to, gradients);
  }
}

/** A column of bins with its part of a histogram. */
interface BinnedColumn {
  bins: Uint8Array;
  sums: Float64Array;
  counts: Int32Array;
}

function sumColumn(
  { bins, sums, counts }: BinnedColumn,
  order: Int32Array,
  from: number,
  to: number,
  gradients: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const bin = bins[order[i] as number] as number;
    sums[2 * bin] = (sums[2 * bin] as number) + (gradients[2 * i] as number);
    sums[2 * bin + 1] = (sums[2 * bin + 1] as number) + (gradients[2 * i + 1] as number);
    counts[bin] = (counts[bin] as number) + 1;
  }
}

/** Two columns in one pass read each case's gradients once, which saves a sixth of the time of all boosting. */
function sumColumns(
  { bins: binsA, sums: sumsA, counts: countsA }: BinnedColumn,
  { bins: binsB, sums: sumsB, counts: countsB }: BinnedColumn,
  order: Int32Array,
  from: number,
  to: number,
  gradients: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const row = order[i] as number;
    const a = binsA[row] as number;
    const b = binsB[row] as number;
    const gradient = gradients[2 * i] as number;
    const curvature = gradients[2 * i + 1] as number;
    sumsA[2 * a] = (sumsA[2 * a] as number) + gradient;
    sumsA[2 * a + 1] = (sumsA[2 * a + 1] as number) + curvature;
    countsA[a] = (countsA[a] as number) + 1;
    sumsB[2 * b] = (sumsB[2 * b] as number) + gradient;
    sumsB[2 * b + 1] = (sumsB[2 * b + 1] as number) + curvature;
    countsB[b] = (countsB[b] as number) + 1;
  }
}

/** The histogram of one child is that of its parent less that of the other: half of the cases need no second look. */
export function subtractHistogram(parent: Histogram, child: Histogram): void {
  for (let i = 0; i < parent.sums.length; i++)
    parent.sums[i] = (parent.sums[i] as number) - (child.sums[i] as number);
  for (let i = 0; i < parent.counts.length; i++)
    parent.counts[i] = (parent.counts[i] as number) - (child.counts[i] as number);
}

/**
 * The split with the greatest gain G²/(H + l2) of both sides over that of the whole (Chen and Guestrin, KDD 2016),
 * missing values tried on both sides. Categories are put in order of G/H first, in which the best two sets are
 * neighbours (Fisher, JASA 53, 1958). Null where no split gains. O(places).
 */
export function bestSplit(
  histogram: Histogram,
  binned: BinnedFeatures,
  used: readonly number[],
  total: { gradient: number; curvature: number; rows: number },
  rules: SplitRules,
): Split | null {
  const whole = (total.gradient * total.gradient) / (total.curvature + rules.l2);
  let best: Split | null = null;
  // Rounding of the subtraction must not pass for a gain.
  let least = 1e-9 * (1 + Math.abs(whole));
  for (const feature of used) {
    const size = binned.sizes[feature] as number;
    const offset = binned.offsets[feature] as number;
    const { sums, counts } = histogram;
    const missing = counts[offset + size] as number;
    const missingGradient = missing === 0 ? 0 : (sums[2 * (offset + size)] as number);
    const missingCurvature = missing === 0 ? 0 : (sums[2 * (offset + size) + 1] as number);
    const sequence = binned.categorical[feature] ? inOrder(histogram, offset, size, rules) : null;
    const length = sequence ? sequence.length : size;
    let gradient = 0;
    let curvature = 0;
    let rows = 0;
    // The last bin against the missing values alone is a split, too.
    for (let step = 0; step < length; step++) {
      const bin = sequence ? (sequence[step] as number) : step;
      const here = counts[offset + bin] as number;
      if (here === 0) continue;
      gradient += sums[2 * (offset + bin)] as number;
      curvature += sums[2 * (offset + bin) + 1] as number;
      rows += here;
      for (let side = 0; side < (missing === 0 ? 1 : 2); side++) {
        const g = side === 0 ? gradient : gradient + missingGradient;
        const h = side === 0 ? curvature : curvature + missingCurvature;
        const n = side === 0 ? rows : rows + missing;
        const rest = total.rows - n;
        if (n < rules.leastRows || rest < rules.leastRows) continue;
        const otherCurvature = total.curvature - h;
        if (h < rules.leastCurvature || otherCurvature < rules.leastCurvature) continue;
        const otherGradient = total.gradient - g;
        const gain =
          (g * g) / (h + rules.l2) + (otherGradient * otherGradient) / (otherCurvature + rules.l2) - whole;
        if (!(gain > least)) continue;
        least = gain;
        const missingLeft = missing === 0 ? n > rest : side === 1;
        best = { gain, feature, bin, missingLeft, codes: null };
        if (sequence)
          best.codes = [...(missingLeft ? sequence.slice(step + 1) : sequence.slice(0, step + 1))];
      }
    }
  }
  return best;
}

/** The categories that occur, by their smoothed mean gradient; equal ones by code, so that trees are the same again. */
function inOrder({ sums, counts }: Histogram, offset: number, size: number, rules: SplitRules): number[] {
  const key = (bin: number): number =>
    (sums[2 * (offset + bin)] as number) /
    ((sums[2 * (offset + bin) + 1] as number) + rules.categorySmoothing);
  const present: number[] = [];
  for (let bin = 0; bin < size; bin++) if ((counts[offset + bin] as number) > 0) present.push(bin);
  return present.sort((a, b) => key(a) - key(b) || a - b);
}
