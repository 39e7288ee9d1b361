import { IntList } from './int-list.ts';
import type { Itemsets } from './itemsets.ts';
import { tooManyItemsets } from './mining-options.ts';
import { sortDistinct } from './sort-distinct.ts';

/** Takes up the sets that a miner finds, in ranks, and gives them out in codes. */
export class ItemsetSink {
  readonly #items = new IntList(1 << 14);
  readonly #offsets = new IntList();
  readonly #counts = new IntList();
  readonly #codeOfRank: Int32Array;
  /** Most sets that may come. */
  readonly limit: number;
  readonly #leastCount: number;

  constructor(codeOfRank: Int32Array, limit: number, leastCount: number) {
    this.#codeOfRank = codeOfRank;
    this.limit = limit;
    this.#leastCount = leastCount;
    this.#offsets.push(0);
  }

  /** How many more sets may come. */
  get room(): number {
    return this.limit - this.#counts.length;
  }

  /** One set: the first `length` of `ranks`. @throws AnalyticsError if there are too many */
  add(ranks: Int32Array, length: number, count: number): void {
    if (this.#counts.length >= this.limit) throw this.tooMany();
    const items = this.#items;
    items.reserve(length);
    const { values } = items;
    const from = items.length;
    // Insertion sort: sets are short, and a typed array's own sort costs more than the set.
    if (length < 32) {
      for (let i = 0; i < length; i++) {
        const code = this.#codeOfRank[ranks[i] as number] as number;
        let place = from + i;
        for (; place > from && (values[place - 1] as number) > code; place--) {
          values[place] = values[place - 1] as number;
        }
        values[place] = code;
      }
    } else {
      for (let i = 0; i < length; i++) values[from + i] = this.#codeOfRank[ranks[i] as number] as number;
      sortDistinct(values, from, from + length);
    }
    items.length = from + length;
    this.#offsets.push(items.length);
    this.#counts.push(count);
  }

  tooMany(): Error {
    return tooManyItemsets(this.limit, this.#leastCount);
  }

  itemsets(about: Pick<Itemsets, 'kind' | 'labels' | 'basketCount' | 'maxLength'>): Itemsets {
    return {
      ...about,
      leastCount: this.#leastCount,
      items: this.#items.toArray(),
      offsets: this.#offsets.toArray(),
      counts: this.#counts.toArray(),
    };
  }
}
