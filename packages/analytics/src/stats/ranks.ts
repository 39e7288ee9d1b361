import { type Numbers, requireNumbers } from '../checks.ts';

/**
 * Rank of each value from 1 (least), equal values sharing the mean of the ranks they take up, and the sizes of
 * the groups of equal values. O(n log n).
 *
 * @throws AnalyticsError if a value is not finite
 * @example midRanks([10, 20, 10]).ranks; // [1.5, 3, 1.5]
 */
export function midRanks(values: Numbers): { ranks: Float64Array; tieSizes: number[] } {
  requireNumbers('values', values, 0);
  // Sorting the values themselves and looking each one up is many times quicker than sorting places by a callback.
  const sorted = new Float64Array(values).sort();
  const rankAt = new Float64Array(sorted.length);
  const tieSizes: number[] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    rankAt[from] = (from + 1 + to) / 2;
    tieSizes.push(to - from);
    from = to;
  }
  const ranks = Float64Array.from(values, (value) => rankAt[firstPlace(sorted, value)] as number);
  return { ranks, tieSizes };
}

/** Place of the first of the sorted values that is not below `value`. */
function firstPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
