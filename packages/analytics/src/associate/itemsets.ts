import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/**
 * Itemsets in compact form. Set i holds `items[offsets[i]]` to `items[offsets[i + 1] - 1]`, codes into `labels`,
 * ascending; `counts[i]` baskets contain all of it. The order of the sets means nothing.
 */
export interface Itemsets {
  kind: 'frequent' | 'closed' | 'maximal';
  items: Int32Array;
  offsets: Int32Array;
  counts: Int32Array;
  labels: readonly string[];
  /** Baskets that were looked at, and the fewest of them that a set had to be in. */
  basketCount: number;
  leastCount: number;
  /** Most items that a set was allowed to have; Infinity if any number. */
  maxLength: number;
}

/** One itemset in words. */
export interface Itemset {
  items: string[];
  /** Baskets that contain all the items. */
  count: number;
  /** Their share of all baskets. */
  support: number;
}

/** How many sets there are. */
export function itemsetCountOf(itemsets: Itemsets): number {
  return itemsets.counts.length;
}

/** Set number `place`, in words. @throws AnalyticsError if there is none of that number */
export function itemsetAt(itemsets: Itemsets, place: number): Itemset {
  const { items, offsets, counts, labels, basketCount } = itemsets;
  requireInteger('place', place, 0);
  if (place >= counts.length)
    throw new AnalyticsError('place', `must be below ${counts.length}, not ${place}`);
  const count = counts[place] as number;
  const words: string[] = [];
  for (let i = offsets[place] as number; i < (offsets[place + 1] as number); i++) {
    words.push(labels[items[i] as number] as string);
  }
  return { items: words, count, support: count / basketCount };
}

/**
 * The sets in words one after the other, those in most baskets first (of equal ones, the order found). O(sets log sets)
 * for the order, then O(items) a set, so that the first few of many cost little.
 *
 * @param options.minLength fewest items of a set; default 1
 * @throws AnalyticsError if `minLength` is not a whole number from 1
 * @example for (const { items, support } of listItemsets(found, { minLength: 2 })) console.log(items, support);
 */
export function* listItemsets(
  itemsets: Itemsets,
  { minLength = 1 }: { minLength?: number } = {},
): Generator<Itemset, void, undefined> {
  requireInteger('options.minLength', minLength, 1);
  const { offsets, counts } = itemsets;
  const order = Uint32Array.from(counts, (_count, place) => place).sort(
    (a, b) => (counts[b] as number) - (counts[a] as number) || a - b,
  );
  for (const place of order) {
    if ((offsets[place + 1] as number) - (offsets[place] as number) >= minLength)
      yield itemsetAt(itemsets, place);
  }
}
