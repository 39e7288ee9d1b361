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
  const order = Uint32Array.from({ length: values.length }, (_, i) => i);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length);
  const tieSizes: number[] = [];
  for (let from = 0; from < order.length; ) {
    const value = values[order[from] as number];
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === value) to++;
    for (let i = from; i < to; i++) ranks[order[i] as number] = (from + 1 + to) / 2;
    tieSizes.push(to - from);
    from = to;
  }
  return { ranks, tieSizes };
}
