import { AnalyticsError } from '../errors.ts';
import { type Itemsets, itemsetCountOf } from './itemsets.ts';

/**
 * Finds sets of a result by their items, in O(items of the set). A set's hash is the sum of its items' hashes, so
 * that of a set less one item needs no look at the others. Open addressing, half full at most.
 */
export class ItemsetIndex {
  readonly #itemsets: Itemsets;
  readonly #hashOf: Int32Array;
  readonly #table: Int32Array;
  readonly #mask: number;

  constructor(itemsets: Itemsets) {
    this.#itemsets = itemsets;
    const count = itemsetCountOf(itemsets);
    const { items, offsets } = itemsets;
    this.#hashOf = new Int32Array(count);
    let size = 16;
    while (size < 2 * count) size *= 2;
    this.#mask = size - 1;
    this.#table = new Int32Array(size).fill(-1);
    for (let place = 0; place < count; place++) {
      let hash = 0;
      for (let i = offsets[place] as number; i < (offsets[place + 1] as number); i++) {
        hash = (hash + hashOfItem(items[i] as number)) | 0;
      }
      this.#hashOf[place] = hash;
      let slot = this.#slot(hash);
      while (this.#table[slot] !== -1) slot = (slot + 1) & this.#mask;
      this.#table[slot] = place;
    }
  }

  /** Sum of the hashes of a set's items. */
  hashOf(place: number): number {
    return this.#hashOf[place] as number;
  }

  /** Place of the set of the first `length` items of `wanted` (ascending), whose hashes sum to `hash`. */
  find(wanted: Int32Array, length: number, hash: number): number {
    const { items, offsets } = this.#itemsets;
    for (let slot = this.#slot(hash); ; slot = (slot + 1) & this.#mask) {
      const place = this.#table[slot] as number;
      if (place === -1) break;
      const from = offsets[place] as number;
      if (this.#hashOf[place] !== hash || (offsets[place + 1] as number) - from !== length) continue;
      let same = 0;
      while (same < length && items[from + same] === wanted[same]) same++;
      if (same === length) return place;
    }
    throw new AnalyticsError(
      'itemsets',
      'must hold every subset of each set, as frequentItemsets gives them',
    );
  }

  #slot(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.#mask;
  }
}

/** A well-mixed number of an item's code (finaliser of MurmurHash3, Appleby 2011). */
export function hashOfItem(code: number): number {
  let h = code + 0x9e3779b9;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
