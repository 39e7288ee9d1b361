import type { Baskets } from './baskets.ts';
import { IntList } from './int-list.ts';
import { sortDistinct } from './sort-distinct.ts';

/** Numbers below this are looked up in a table instead of by their text: catalogue numbers, as FIMI files have. */
const TABLED = 1 << 20;

/** Collects baskets item by item: codes by first appearance, repeated items of a basket once. O(1) an item, and sorting. */
export class BasketBuilder {
  readonly #items = new IntList(1 << 16);
  readonly #offsets = new IntList();
  readonly #labels: string[] = [];
  readonly #codeOfText = new Map<string, number>();
  /** Code + 1 of whole numbers below TABLED; 0 is unknown. Grown as larger numbers come. */
  #codeOfNumber = new Int32Array(1024);

  constructor() {
    this.#offsets.push(0);
  }

  /** Adds an item to the basket that is being filled. */
  add(label: string): void {
    this.#items.push(this.#codeOf(label));
  }

  /** As `add(String(value))`, without making the text; `value` is a whole number from 0 to below `TABLED`. */
  addNumber(value: number): void {
    if (value >= this.#codeOfNumber.length) {
      const grown = new Int32Array(Math.min(TABLED, Math.max(value + 1, 2 * this.#codeOfNumber.length)));
      grown.set(this.#codeOfNumber);
      this.#codeOfNumber = grown;
    }
    let code = (this.#codeOfNumber[value] as number) - 1;
    if (code < 0) {
      code = this.#codeOf(String(value));
      this.#codeOfNumber[value] = code + 1;
    }
    this.#items.push(code);
  }

  static isTabled(value: number): boolean {
    return value < TABLED;
  }

  /** Whether the basket that is being filled has no item yet. */
  get isEmpty(): boolean {
    return this.#items.length === this.#offsets.values[this.#offsets.length - 1];
  }

  /** Ends the basket that is being filled, empty or not. */
  close(): void {
    const { values, length } = this.#items;
    const from = this.#offsets.values[this.#offsets.length - 1] as number;
    this.#items.length = sortDistinct(values, from, length);
    this.#offsets.push(this.#items.length);
  }

  baskets(): Baskets {
    return { items: this.#items.toArray(), offsets: this.#offsets.toArray(), labels: this.#labels.slice() };
  }

  #codeOf(label: string): number {
    let code = this.#codeOfText.get(label);
    if (code === undefined) {
      code = this.#labels.length;
      this.#codeOfText.set(label, code);
      this.#labels.push(label);
    }
    return code;
  }
}
