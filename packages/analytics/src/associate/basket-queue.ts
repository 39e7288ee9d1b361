import type { Baskets } from './baskets.ts';
import { IntList } from './int-list.ts';
import { sortDistinct } from './sort-distinct.ts';

/** Baskets that come at one end and leave at the other, under one dictionary, with the baskets of each item counted. */
export class BasketQueue {
  readonly labels: string[] = [];
  /** Baskets in the queue with each code. */
  readonly counts = new IntList();
  readonly #codes = new Map<string, number>();
  readonly #items = new IntList();
  readonly #ends = new IntList();
  /** Baskets at the front that have left but are still stored. */
  #left = 0;
  /** Baskets no longer stored. */
  #dropped = 0;

  get length(): number {
    return this.#ends.length - this.#left;
  }

  /** Number of the first basket in the queue, counted from the first that ever came. */
  get first(): number {
    return this.#dropped + this.#left;
  }

  /** Adds baskets; their codes become those of this dictionary. O(items). */
  append(baskets: Baskets): void {
    const { items, offsets } = baskets;
    const codeOf = Int32Array.from(baskets.labels, (label) => this.#codeOf(label));
    this.#items.reserve(items.length);
    for (let b = 0; b + 1 < offsets.length; b++) {
      const from = this.#items.length;
      for (let i = offsets[b] as number; i < (offsets[b + 1] as number); i++) {
        this.#items.push(codeOf[items[i] as number] as number);
      }
      this.#items.length = sortDistinct(this.#items.values, from, this.#items.length);
      this.#ends.push(this.#items.length);
      this.#count(from, this.#items.length, 1);
    }
  }

  /** Takes the first basket out. Amortised O(items of the basket). */
  shift(): void {
    const [from, to] = this.#rangeOf(this.#left);
    this.#count(from, to, -1);
    this.#left++;
    if (this.#left > 1024 && 2 * this.#left > this.#ends.length) this.#compact();
  }

  /** Codes of a basket by its number, ascending. Valid until the queue changes. */
  basket(number: number): Int32Array {
    const [from, to] = this.#rangeOf(number - this.#dropped);
    return this.#items.values.subarray(from, to);
  }

  /** A copy of what is in the queue. */
  baskets(): Baskets {
    const [from] = this.#rangeOf(this.#left);
    const offsets = new Int32Array(this.length + 1);
    for (let b = 0; b < this.length; b++)
      offsets[b + 1] = (this.#ends.values[this.#left + b] as number) - from;
    return {
      items: this.#items.values.slice(from, this.#items.length),
      offsets,
      labels: this.labels.slice(),
    };
  }

  #rangeOf(place: number): [from: number, to: number] {
    const from = place === 0 ? 0 : (this.#ends.values[place - 1] as number);
    return [from, place < this.#ends.length ? (this.#ends.values[place] as number) : from];
  }

  #count(from: number, to: number, change: number): void {
    const { values } = this.counts;
    for (let i = from; i < to; i++) {
      const code = this.#items.values[i] as number;
      values[code] = (values[code] as number) + change;
    }
  }

  #codeOf(label: string): number {
    let code = this.#codes.get(label);
    if (code === undefined) {
      code = this.labels.length;
      this.#codes.set(label, code);
      this.labels.push(label);
      this.counts.push(0);
    }
    return code;
  }

  #compact(): void {
    const [from] = this.#rangeOf(this.#left);
    this.#items.values.copyWithin(0, from, this.#items.length);
    this.#items.length -= from;
    this.#ends.values.copyWithin(0, this.#left, this.#ends.length);
    this.#ends.length -= this.#left;
    for (let b = 0; b < this.#ends.length; b++) {
      this.#ends.values[b] = (this.#ends.values[b] as number) - from;
    }
    this.#dropped += this.#left;
    this.#left = 0;
  }
}
