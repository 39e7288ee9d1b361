export { type Baskets, basketCountOf } from './baskets.ts';
export { basketsFromLists, basketsFromRows, type Label } from './baskets-from-rows.ts';
export { closedItemsets, maximalItemsets } from './closed-itemsets.ts';
export { type FrequentItemsetsOptions, frequentItemsets } from './frequent-itemsets.ts';
export { type Itemset, type Itemsets, itemsetAt, itemsetCountOf, listItemsets } from './itemsets.ts';
export type { SupportOptions } from './mining-options.ts';
export { type ReadBasketsOptions, readBasketStream, readBaskets } from './read-baskets.ts';
