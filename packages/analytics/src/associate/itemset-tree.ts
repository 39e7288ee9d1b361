import { IntList } from './int-list.ts';
import type { ItemsetSink } from './itemset-sink.ts';
import { TidWords } from './tid-words.ts';
import type { TrackedItems } from './tracked-items.ts';

/** Ends a list of siblings. */
const NONE = 0;
/** In place of a first child: the set is not frequent, only counted because it may become so. */
const BORDER = -1;

/**
 * The frequent sets of two and more items and their border, as a tree: a node is the set of the slots on its path, its
 * children that set with one later slot. A node is kept for each two frequent siblings, the later one being a child of
 * the earlier; those that turn out infrequent are the border. As every node's count follows each basket that comes and
 * goes, only sets that cross the threshold have to be counted anew. After Feldman, Aumann, Amir, Mannila, "Efficient
 * algorithms for discovering frequent sets in incremental databases" (Borders), DMKD (1997).
 */
export class ItemsetTree {
  readonly #items: TrackedItems;
  // A node's slot, count, first child and next sibling (of a higher slot); node 0 is none.
  readonly #slot = new IntList();
  readonly #count = new IntList();
  readonly #child = new IntList();
  readonly #next = new IntList();
  #free = NONE;
  /** First child of each single slot. */
  readonly #roots = new IntList(64);
  #present = new Uint8Array(0);

  // The walk of `collect`.
  readonly #path: number[] = [];
  readonly #levels: TidWords[] = [];
  #validLevels = 0;

  constructor(items: TrackedItems) {
    this.#items = items;
    for (const list of [this.#slot, this.#count, this.#child, this.#next]) list.push(NONE);
  }

  /** A basket with these slots (ascending) comes or goes. O(nodes whose set is in the basket, and their siblings). */
  change(slots: Int32Array, change: 1 | -1): void {
    if (this.#present.length < this.#items.count) this.#present = new Uint8Array(2 * this.#items.count);
    const present = this.#present;
    for (let i = 0; i < slots.length; i++) present[slots[i] as number] = 1;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as number;
      if (slot < this.#roots.length) this.#changeList(this.#roots.values[slot] as number, change);
    }
    for (let i = 0; i < slots.length; i++) present[slots[i] as number] = 0;
  }

  /**
   * Brings the tree in line with a threshold and gives the frequent sets of two and more items to `sink`, as slots.
   * O(pairs of tracked items + nodes), and a count by bits for each set that is new to the border.
   */
  collect(
    isFrequent: (slot: number) => boolean,
    leastCount: number,
    maxLength: number,
    sink: ItemsetSink,
  ): void {
    while (this.#roots.length < this.#items.count) this.#roots.push(NONE);
    const chosen = new Int32Array(64);
    this.#path.length = 1;
    const partners = this.#frequentPairs(isFrequent, leastCount);
    for (let slot = 0; slot < this.#items.count; slot++) {
      const first = this.#matchChildren(this.#roots.values[slot] as number, partners, slot);
      this.#roots.values[slot] = first;
      if (first === NONE) continue;
      this.#path[0] = slot;
      this.#validLevels = 0;
      chosen[0] = slot;
      this.#collectList(first, 1, chosen, leastCount, maxLength, sink);
    }
  }

  #changeList(first: number, change: number): void {
    const present = this.#present;
    for (let node = first; node !== NONE; node = this.#next.values[node] as number) {
      if (present[this.#slot.values[node] as number] === 0) continue;
      this.#count.values[node] = (this.#count.values[node] as number) + change;
      const child = this.#child.values[node] as number;
      if (child > NONE) this.#changeList(child, change);
    }
  }

  /** For each slot the later slots it is frequent with, one after the other: `later[starts[slot]]` and on, ascending. */
  #frequentPairs(isFrequent: (slot: number) => boolean, leastCount: number): Partners {
    const earlier = new IntList();
    const later = new IntList();
    const { pairs, count } = this.#items;
    const starts = new Int32Array(count + 1);
    for (let slot = 0; slot < count; slot++) {
      if (!isFrequent(slot)) continue;
      const row = pairs[slot] as Int32Array;
      for (let other = 0; other < slot; other++) {
        if ((row[other] as number) < leastCount) continue;
        earlier.push(other);
        later.push(slot);
        starts[other + 1] = (starts[other + 1] as number) + 1;
      }
    }
    for (let slot = 0; slot < count; slot++) {
      starts[slot + 1] = (starts[slot + 1] as number) + (starts[slot] as number);
    }
    const slots = new Int32Array(later.length);
    const next = starts.slice();
    for (let i = 0; i < later.length; i++) {
      const place = next[earlier.values[i] as number] as number;
      slots[place] = later.values[i] as number;
      next[earlier.values[i] as number] = place + 1;
    }
    return { slots, starts };
  }

  /** Makes a slot's list of children its frequent partners; their counts are those of the pairs. */
  #matchChildren(first: number, { slots, starts }: Partners, slot: number): number {
    let head = NONE;
    let last = NONE;
    let node = first;
    for (let i = starts[slot] as number; i < (starts[slot + 1] as number); i++) {
      const partner = slots[i] as number;
      node = this.#dropBelow(node, partner);
      let kept = node;
      if (node !== NONE && this.#slot.values[node] === partner) node = this.#next.values[node] as number;
      else kept = this.#make(partner, (this.#items.pairs[partner] as Int32Array)[slot] as number);
      if (last === NONE) head = kept;
      else this.#next.values[last] = kept;
      last = kept;
    }
    this.#dropBelow(node, Number.POSITIVE_INFINITY);
    if (last !== NONE) this.#next.values[last] = NONE;
    return head;
  }

  /** Goes through siblings, whose sets have `depth` + 1 slots. */
  #collectList(
    first: number,
    depth: number,
    chosen: Int32Array,
    leastCount: number,
    maxLength: number,
    sink: ItemsetSink,
  ): void {
    // All subsets of a frequent set are frequent: no deeper than that, whatever the data.
    if (2 ** depth > sink.limit + 1) throw sink.tooMany();
    for (let node = first; node !== NONE; node = this.#next.values[node] as number) {
      const count = this.#count.values[node] as number;
      const child = this.#child.values[node] as number;
      if (count < leastCount) {
        if (child !== BORDER) this.#dropBelow(child, Number.POSITIVE_INFINITY);
        this.#child.values[node] = BORDER;
        continue;
      }
      const slot = this.#slot.values[node] as number;
      chosen[depth] = slot;
      sink.add(chosen, depth + 1, count);
      if (depth + 1 >= maxLength) continue;
      this.#path[depth] = slot;
      this.#validLevels = Math.min(this.#validLevels, depth);
      const grown = this.#growChildren(node, child === BORDER ? NONE : child, depth, leastCount);
      this.#child.values[node] = grown;
      if (grown !== NONE) this.#collectList(grown, depth + 1, chosen, leastCount, maxLength, sink);
    }
  }

  /** Makes a frequent node's children its later frequent siblings, counting those that are new. */
  #growChildren(parent: number, first: number, depth: number, leastCount: number): number {
    let head = NONE;
    let last = NONE;
    let node = first;
    let sibling = this.#next.values[parent] as number;
    for (; sibling !== NONE; sibling = this.#next.values[sibling] as number) {
      if ((this.#count.values[sibling] as number) < leastCount) continue;
      const slot = this.#slot.values[sibling] as number;
      node = this.#dropBelow(node, slot);
      let kept = node;
      if (node !== NONE && this.#slot.values[node] === slot) node = this.#next.values[node] as number;
      else
        kept = this.#make(
          slot,
          this.#tidsOfPath(depth).countCommon(this.#items.bits, slot * this.#items.words),
        );
      if (last === NONE) head = kept;
      else this.#next.values[last] = kept;
      last = kept;
    }
    this.#dropBelow(node, Number.POSITIVE_INFINITY);
    if (last !== NONE) this.#next.values[last] = NONE;
    return head;
  }

  /** Baskets with all slots of the path up to a depth, made when first needed. */
  #tidsOfPath(depth: number): TidWords {
    const { bits, words } = this.#items;
    for (let level = this.#validLevels; level <= depth; level++) {
      this.#levels[level] ??= new TidWords(words);
      const tids = this.#levels[level] as TidWords;
      const row = (this.#path[level] as number) * words;
      if (level === 0) tids.take(bits, row, words);
      else tids.intersect(this.#levels[level - 1] as TidWords, bits, row);
    }
    this.#validLevels = Math.max(this.#validLevels, depth + 1);
    return this.#levels[depth] as TidWords;
  }

  #make(slot: number, count: number): number {
    let node = this.#free;
    if (node === NONE) {
      node = this.#slot.length;
      for (const list of [this.#slot, this.#count, this.#child, this.#next]) list.push(NONE);
    } else this.#free = this.#next.values[node] as number;
    this.#slot.values[node] = slot;
    this.#count.values[node] = count;
    this.#child.values[node] = BORDER;
    this.#next.values[node] = NONE;
    return node;
  }

  /** Frees siblings with a slot below `slot`, and all below them; returns the first that stays. */
  #dropBelow(first: number, slot: number): number {
    let node = first;
    while (node !== NONE && (this.#slot.values[node] as number) < slot) {
      const next = this.#next.values[node] as number;
      const child = this.#child.values[node] as number;
      if (child > NONE) this.#dropBelow(child, Number.POSITIVE_INFINITY);
      this.#next.values[node] = this.#free;
      this.#free = node;
      node = next;
    }
    return node;
  }
}

interface Partners {
  slots: Int32Array;
  starts: Int32Array;
}
