import { type Baskets, basketCountOf, requireBaskets } from './baskets.ts';
import { ClosedMiner } from './closed-miner.ts';
import { ItemsetSink } from './itemset-sink.ts';
import type { Itemsets } from './itemsets.ts';
import { itemsetLimitOf, leastCountOf, type SupportOptions } from './mining-options.ts';
import { rankBaskets } from './ranked-baskets.ts';

/**
 * The frequent sets to which no item can be added without losing a basket. They say all that the frequent sets say
 * (the count of any frequent set is the largest of the closed sets around it), and in dense data are many times fewer.
 *
 * Mined directly (`ClosedMiner` says how): O(closed sets × candidates × count / 32), whatever the number of
 * frequent sets.
 *
 * @returns none for no baskets, or if no item is frequent; the empty set is never reported
 * @throws AnalyticsError if baskets are malformed, an option is out of range, or there are more than `maxItemsets`
 * @example closedItemsets(baskets, { support: 0.01 });
 */
export function closedItemsets(baskets: Baskets, options: SupportOptions): Itemsets {
  return mineClosed(baskets, options, 'closed');
}

/**
 * The frequent sets that no other frequent set contains: the border of what is frequent, the shortest summary of
 * which items go together, without the counts of the smaller sets.
 *
 * Found among the closed sets, at their cost: O(closed sets × candidates × count / 32).
 *
 * @returns none for no baskets, or if no item is frequent
 * @throws AnalyticsError if baskets are malformed, an option is out of range, or there are more than `maxItemsets`
 * @example maximalItemsets(baskets, { count: 50 });
 */
export function maximalItemsets(baskets: Baskets, options: SupportOptions): Itemsets {
  return mineClosed(baskets, options, 'maximal');
}

function mineClosed(baskets: Baskets, options: SupportOptions, kind: 'closed' | 'maximal'): Itemsets {
  requireBaskets(baskets);
  const basketCount = basketCountOf(baskets);
  const leastCount = leastCountOf(options, basketCount);
  const ranked = rankBaskets(baskets, leastCount);
  const sink = new ItemsetSink(ranked.codeOfRank, itemsetLimitOf(options), leastCount);
  const miner = new ClosedMiner(ranked, sink, leastCount, kind === 'maximal');
  for (let rank = ranked.counts.length - 1; rank >= 0; rank--) miner.mine(rank);
  return sink.itemsets({ kind, labels: baskets.labels, basketCount, maxLength: Number.POSITIVE_INFINITY });
}
