import { AnalyticsError } from '../errors.ts';
import { hashOfItem, ItemsetIndex } from './itemset-index.ts';
import { type Itemsets, itemsetCountOf } from './itemsets.ts';

/** Stands for the empty set, which is in every basket and has no place. */
export const EMPTY_SET = -1;

/** For each item of each set of a result, the place of the set without it. O(items of all sets) time and space. */
export class SubsetTable {
  readonly itemsets: Itemsets;
  /** At the item's own place in `itemsets.items`. */
  readonly without: Int32Array;
  /** Length of the longest set. */
  readonly longest: number;
  readonly #index: ItemsetIndex;

  /** @throws AnalyticsError unless every subset of each set is there, too */
  constructor(itemsets: Itemsets) {
    const { items, offsets } = itemsets;
    this.itemsets = itemsets;
    this.#index = new ItemsetIndex(itemsets);
    this.without = new Int32Array(items.length).fill(EMPTY_SET);
    let longest = 0;
    const count = itemsetCountOf(itemsets);
    for (let set = 0; set < count; set++) {
      longest = Math.max(longest, (offsets[set + 1] as number) - (offsets[set] as number));
    }
    this.longest = longest;
    const rest = new Int32Array(longest);
    for (let set = 0; set < count; set++) {
      const from = offsets[set] as number;
      const length = (offsets[set + 1] as number) - from;
      if (length < 2) continue;
      for (let i = 1; i < length; i++) rest[i - 1] = items[from + i] as number;
      for (let i = 0; i < length; i++) {
        const item = items[from + i] as number;
        const hash = (this.#index.hashOf(set) - hashOfItem(item)) | 0;
        this.without[from + i] = this.#index.find(rest, length - 1, hash);
        rest[i] = item;
      }
    }
  }

  /** Place of the set of the first `length` of `items`, ascending. */
  find(items: Int32Array, length: number): number {
    let hash = 0;
    for (let i = 0; i < length; i++) hash = (hash + hashOfItem(items[i] as number)) | 0;
    return this.#index.find(items, length, hash);
  }

  countOf(set: number): number {
    return set === EMPTY_SET ? this.itemsets.basketCount : (this.itemsets.counts[set] as number);
  }

  /** The set without one of its items. */
  remove(set: number, item: number): number {
    const { items, offsets } = this.itemsets;
    for (let i = offsets[set] as number; i < (offsets[set + 1] as number); i++) {
      if (items[i] === item) return this.without[i] as number;
    }
    throw new AnalyticsError('item', 'must be in the set');
  }
}
