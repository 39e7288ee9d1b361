import { type Numbers, requireSameLength } from '../checks.ts';
import { requireLabels } from './points.ts';

/**
 * How far two groupings of the same things agree, beyond chance: 1 if they are the same whatever the groups are
 * called, about 0 if they have nothing to do with each other, less if they agree even less.
 *
 * (Σ C(n_ij, 2) − E) / (½ (Σ C(a_i, 2) + Σ C(b_j, 2)) − E) with E = Σ C(a_i, 2) Σ C(b_j, 2) / C(n, 2), where n_ij
 * are things in group i of the one and j of the other (Hubert and Arabie, Journal of Classification 2, 1985).
 * Two groupings without any freedom — all in one group, or each alone, in both — agree: 1. O(n).
 *
 * @throws AnalyticsError if the lengths differ or a label is not a whole number from 0
 * @example adjustedRandIndex([0, 0, 1, 2], [0, 0, 1, 1]); // 0.571…
 */
export function adjustedRandIndex(first: Numbers, second: Numbers): number {
  requireSameLength('first', first, 'second', second);
  requireLabels('first', first, first.length);
  requireLabels('second', second, first.length);
  const a = compact(first);
  const b = compact(second);
  const cells = compact(a.labels.map((label, i) => label * b.sizes.length + (b.labels[i] as number)));
  const together = pairsIn(cells.sizes);
  const inFirst = pairsIn(a.sizes);
  const inSecond = pairsIn(b.sizes);
  const all = (first.length * (first.length - 1)) / 2;
  const expected = all === 0 ? 0 : (inFirst / all) * inSecond;
  const most = (inFirst + inSecond) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Labels below this (and not far above the number of labels) are looked up in an array, others in a map. */
const TABLE = 1 << 20;

/** Labels as numbers from 0 without gaps, in the order of their first appearance, with their frequencies. */
function compact(labels: Numbers): { labels: Float64Array; sizes: number[] } {
  const reach = Math.min(TABLE, 16 * labels.length);
  const table = new Int32Array(reach).fill(-1);
  const rest = new Map<number, number>();
  const sizes: number[] = [];
  const renamed = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    let place = label < reach ? (table[label] as number) : (rest.get(label) ?? -1);
    if (place < 0) {
      place = sizes.length;
      if (label < reach) table[label] = place;
      else rest.set(label, place);
      sizes.push(0);
    }
    sizes[place] = (sizes[place] as number) + 1;
    renamed[i] = place;
  }
  return { labels: renamed, sizes };
}

function pairsIn(sizes: readonly number[]): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}
