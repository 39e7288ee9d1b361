/** Cases grouped by rank of their score, equal scores never apart. */
import type { Numbers } from '../checks.ts';

export interface TiedGroup {
  cases: number;
  ones: number;
  /** Sum of the scores. */
  sum: number;
  lowest: number;
  highest: number;
}

/**
 * Rising groups of about equal size: a run of equal scores goes to the group that its middle falls in, so that the
 * order of cases does not matter. Groups that get none are left out. O(n log n).
 */
export function tiedGroups(scores: Numbers, outcome: Uint8Array, groups: number): TiedGroup[] {
  const all = Float64Array.from(scores).sort();
  const ones = Float64Array.from(scores)
    .filter((_, i) => outcome[i] === 1)
    .sort();
  const found: TiedGroup[] = [];
  let current = -1;
  let one = 0;
  for (let from = 0; from < all.length; ) {
    const score = all[from] as number;
    let to = from + 1;
    while (to < all.length && all[to] === score) to++;
    const before = one;
    while (one < ones.length && ones[one] === score) one++;
    const place = Math.min(groups - 1, Math.floor((((from + to) / 2) * groups) / all.length));
    if (place !== current) {
      found.push({ cases: 0, ones: 0, sum: 0, lowest: score, highest: score });
      current = place;
    }
    const group = found[found.length - 1] as TiedGroup;
    group.cases += to - from;
    group.ones += one - before;
    group.sum += score * (to - from);
    group.highest = score;
    from = to;
  }
  return found;
}
