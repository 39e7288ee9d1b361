import { requireNotNegative, requireShare } from '../checks.ts';

/** One bar of a Pareto chart. */
export interface ParetoBar<T> {
  item: T;
  amount: number;
  /** Part of the whole, 0 to 1. */
  share: number;
  /** This and all larger ones together, 0 to 1. */
  cumulativeShare: number;
  /** Among the fewest that make up `vitalShare` of the whole. */
  vital: boolean;
}

/**
 * The few causes that make up most of the trouble: items by falling amount with running shares. Equal amounts
 * keep their order. Source: Juran, Quality Control Handbook (1951). O(n log n).
 *
 * @param vitalShare how much the vital few must make up; default 0.8
 * @returns bars; empty for no items; all shares 0 and none vital if every amount is 0
 * @throws AnalyticsError if an amount is negative or not finite, or `vitalShare` is outside [0, 1]
 * @example pareto([['late', 50], ['broken', 30], ['rude', 20]]);
 */
export function pareto<T>(items: Iterable<readonly [T, number]>, vitalShare = 0.8): ParetoBar<T>[] {
  requireShare('vitalShare', vitalShare);
  const list = [...items];
  let total = 0;
  for (const [i, [, amount]] of list.entries()) {
    requireNotNegative(`items[${i}]`, amount);
    total += amount;
  }
  let running = 0;
  return list
    .sort((a, b) => b[1] - a[1])
    .map(([item, amount]) => {
      const before = running;
      running += amount;
      return {
        item,
        amount,
        share: total === 0 ? 0 : amount / total,
        cumulativeShare: total === 0 ? 0 : running / total,
        vital: amount > 0 && before < vitalShare * total,
      };
    });
}
