import { AnalyticsError } from '../errors.ts';
import type { BasketQueue } from './basket-queue.ts';
import { IntList } from './int-list.ts';

/** Pairs of so many items take up 200 MB. */
const MOST_TRACKED = 10_000;

/**
 * The items that are, or lately were, frequent in a queue of baskets: each has a slot, a row of bits (which baskets it
 * is in, by number modulo the room for baskets) and, with each slot before it, a count of the baskets of both.
 */
export class TrackedItems {
  readonly codeOfSlot = new IntList(64);
  /** Slot + 1 of each code; 0 is none. */
  readonly #slotOfCode = new IntList();
  /** `pairs[s][t]`: baskets with both slot s and slot t < s. */
  readonly pairs: Int32Array[] = [];
  bits: Int32Array;
  /** Words of a row. */
  readonly words: number;
  readonly #queue: BasketQueue;

  constructor(queue: BasketQueue) {
    this.#queue = queue;
    let room = 64;
    while (room < 1.25 * queue.length) room *= 2;
    this.words = room / 32;
    this.bits = new Int32Array(0);
  }

  get count(): number {
    return this.codeOfSlot.length;
  }

  /** How many baskets the rows have room for. */
  get room(): number {
    return 32 * this.words;
  }

  /** Gives slots to further codes: one pass over the queue. */
  track(codes: Int32Array): void {
    const before = this.count;
    const after = before + codes.length;
    if (after > MOST_TRACKED) {
      throw new AnalyticsError(
        'options',
        `must ask for more support: ${after} frequent items are more than a window can follow (${MOST_TRACKED})`,
      );
    }
    for (const code of codes) {
      this.pairs.push(new Int32Array(this.count));
      this.codeOfSlot.push(code);
    }
    const missing = this.#queue.labels.length - this.#slotOfCode.length;
    for (let i = 0; i < missing; i++) this.#slotOfCode.push(0);
    for (let slot = before; slot < after; slot++) {
      this.#slotOfCode.values[this.codeOfSlot.values[slot] as number] = slot + 1;
    }
    const grown = new Int32Array(after * this.words);
    grown.set(this.bits.subarray(0, before * this.words));
    this.bits = grown;
    const { first, length } = this.#queue;
    for (let number = first; number < first + length; number++) {
      const basket = this.#queue.basket(number);
      if (this.#hasSlotFrom(basket, before)) this.change(number, this.slotsOf(basket), 1, before);
    }
  }

  /** A basket comes (1) or goes (-1), as far as slots from `from` on are concerned. O(pairs in it). */
  change(number: number, slots: Int32Array, change: 1 | -1, from = 0): void {
    const at = number % this.room;
    const word = at >>> 5;
    const bit = 1 << (at & 31);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as number;
      if (slot < from) continue;
      const place = slot * this.words + word;
      const kept = this.bits[place] as number;
      this.bits[place] = change === 1 ? kept | bit : kept & ~bit;
      const row = this.pairs[slot] as Int32Array;
      for (let j = 0; j < i; j++) {
        const other = slots[j] as number;
        row[other] = (row[other] as number) + change;
      }
    }
  }

  isTracked(code: number): boolean {
    return this.#slotOf(code) >= 0;
  }

  /** Slots of a basket's items, ascending. */
  slotsOf(basket: Int32Array): Int32Array {
    const slots = new Int32Array(basket.length);
    let size = 0;
    for (let i = 0; i < basket.length; i++) {
      const slot = this.#slotOf(basket[i] as number);
      if (slot >= 0) slots[size++] = slot;
    }
    return slots.subarray(0, size).sort();
  }
  #hasSlotFrom(basket: Int32Array, from: number): boolean {
    for (let i = 0; i < basket.length; i++) {
      if (this.#slotOf(basket[i] as number) >= from) return true;
    }
    return false;
  }

  #slotOf(code: number): number {
    return code < this.#slotOfCode.length ? (this.#slotOfCode.values[code] as number) - 1 : -1;
  }
}
