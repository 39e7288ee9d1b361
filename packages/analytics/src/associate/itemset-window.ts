import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { BasketQueue } from './basket-queue.ts';
import { type Baskets, basketCountOf, requireBaskets } from './baskets.ts';
import type { FrequentItemsetsOptions } from './frequent-itemsets.ts';
import { ItemsetSink } from './itemset-sink.ts';
import { ItemsetTree } from './itemset-tree.ts';
import type { Itemsets } from './itemsets.ts';
import { itemsetLimitOf, leastCountOf } from './mining-options.ts';
import { TrackedItems } from './tracked-items.ts';

/** A batch of more than this part of the window is not followed basket by basket: everything is counted anew. */
const LARGE_BATCH = 0.25;
/** An item in this part of the baskets that are needed is likely to become frequent before long. */
const ALMOST = 0.9;

/**
 * Frequent itemsets of baskets that keep coming, and, for a moving window, going: the same sets as `frequentItemsets`
 * finds in the window's baskets, for less work where a batch is small against the window.
 *
 * Kept are the baskets as bits, the counts of all pairs of frequent items, and a tree of the frequent sets with their
 * border, the candidates that just fail (see `ItemsetTree`). A basket that comes or goes changes the counts of the
 * pairs and sets in it: O(its pairs + its sets). `itemsets` then looks only where a count crossed the threshold. After
 * a large batch, and when the window doubled, all is counted anew on the next call. Memory: the baskets, a bit for each
 * basket and frequent item, and 2 bytes for each two frequent items.
 *
 * @example
 * const window = new ItemsetWindow({ support: 0.01 });
 * window.add(readBaskets(lastYear));
 * window.add(readBaskets(today));
 * window.removeOldest(500);
 * associationRules(window.itemsets());
 */
export class ItemsetWindow {
  readonly #options: FrequentItemsetsOptions;
  readonly #queue = new BasketQueue();
  /** Null where all has to be counted anew. */
  #followed: { items: TrackedItems; tree: ItemsetTree } | null = null;

  /** @throws AnalyticsError if an option is out of range */
  constructor(options: FrequentItemsetsOptions) {
    const { maxLength = Number.POSITIVE_INFINITY } = options;
    if (maxLength !== Number.POSITIVE_INFINITY) requireInteger('options.maxLength', maxLength, 1);
    leastCountOf(options, 0);
    itemsetLimitOf(options);
    this.#options = { ...options };
  }

  /** Baskets in the window. */
  get basketCount(): number {
    return this.#queue.length;
  }

  /** Adds baskets after those already there; their labels say which items are the same. @throws AnalyticsError if they are malformed */
  add(baskets: Baskets): void {
    requireBaskets(baskets);
    const more = basketCountOf(baskets);
    const queue = this.#queue;
    if (more > LARGE_BATCH * queue.length) this.#followed = null;
    if (this.#followed && queue.length + more > this.#followed.items.room) this.#followed = null;
    const from = queue.first + queue.length;
    queue.append(baskets);
    if (!this.#followed) return;
    const { items, tree } = this.#followed;
    for (let number = from; number < from + more; number++) {
      const slots = items.slotsOf(queue.basket(number));
      items.change(number, slots, 1);
      tree.change(slots, 1);
    }
  }

  /** Takes out the baskets that came first. @throws AnalyticsError if there are not so many */
  removeOldest(count: number): void {
    requireInteger('count', count, 0);
    const queue = this.#queue;
    if (count > queue.length)
      throw new AnalyticsError('count', `must not exceed the window (${queue.length}), but is ${count}`);
    if (count > LARGE_BATCH * queue.length) this.#followed = null;
    for (let i = 0; i < count; i++) {
      if (this.#followed) {
        const { items, tree } = this.#followed;
        const slots = items.slotsOf(queue.basket(queue.first));
        items.change(queue.first, slots, -1);
        tree.change(slots, -1);
      }
      queue.shift();
    }
  }

  /** A copy of the window's baskets. O(items). */
  baskets(): Baskets {
    return this.#queue.baskets();
  }

  /**
   * The frequent itemsets of the window as it is now. O(pairs of frequent items + sets), and a count for each set that
   * is new to the border.
   *
   * @throws AnalyticsError if there are more than `maxItemsets`, or more frequent items than a window can follow
   */
  itemsets(): Itemsets {
    const queue = this.#queue;
    const { maxLength = Number.POSITIVE_INFINITY } = this.#options;
    const leastCount = leastCountOf(this.#options, queue.length);
    const followed = this.#follow(leastCount);
    const { items, tree } = followed;
    const codeOfSlot = items.codeOfSlot.toArray();
    const sink = new ItemsetSink(codeOfSlot, itemsetLimitOf(this.#options), leastCount);
    const countOf = (slot: number) => queue.counts.values[codeOfSlot[slot] as number] as number;
    const single = new Int32Array(1);
    // Should it throw halfway, the tree is not to be trusted: it is kept only if it does not.
    this.#followed = null;
    for (let slot = 0; slot < codeOfSlot.length; slot++) {
      single[0] = slot;
      if (countOf(slot) >= leastCount) sink.add(single, 1, countOf(slot));
    }
    if (maxLength > 1) tree.collect((slot) => countOf(slot) >= leastCount, leastCount, maxLength, sink);
    this.#followed = followed;
    return sink.itemsets({
      kind: 'frequent',
      labels: queue.labels.slice(),
      basketCount: queue.length,
      maxLength,
    });
  }

  /** What is followed, with all items that are frequent now, begun anew where it holds too many that no longer are. */
  #follow(leastCount: number): { items: TrackedItems; tree: ItemsetTree } {
    const { values } = this.#queue.counts;
    let frequent = 0;
    let untracked = 0;
    for (let code = 0; code < this.#queue.labels.length; code++) {
      if ((values[code] as number) < leastCount) continue;
      frequent++;
      if (!this.#followed?.items.isTracked(code)) untracked++;
    }
    if (this.#followed && this.#followed.items.count > 2 * frequent + 64) this.#followed = null;
    if (!this.#followed) {
      const items = new TrackedItems(this.#queue);
      this.#followed = { items, tree: new ItemsetTree(items) };
    }
    const { items } = this.#followed;
    if (untracked > 0) items.track(this.#almostFrequent(items, leastCount));
    return this.#followed;
  }

  /**
   * Items to be followed from now on: those frequent and those soon to be, since beginning to follow costs a pass over
   * the window. Rare ones first: they stand at the top of the tree, where they leave few baskets to what is below.
   */
  #almostFrequent(items: TrackedItems, leastCount: number): Int32Array {
    const { values, length } = this.#queue.counts;
    return Int32Array.from({ length }, (_, code) => code)
      .filter((code) => (values[code] as number) >= ALMOST * leastCount && !items.isTracked(code))
      .sort((a, b) => (values[a] as number) - (values[b] as number));
  }
}
