import { END, type RankedBaskets } from './ranked-baskets.ts';

/**
 * What stands beside one item in its baskets, as bits: basket k of the item's own baskets is bit k & 31 of word
 * k >> 5 of each companion's row. Rows are only as long as the item is frequent, which makes and-ing them cheap.
 */
export class Companions {
  readonly #ranked: RankedBaskets;
  /** Baskets with both the item and each rank; valid on the sides counted last. */
  readonly counts: Int32Array;
  /** Rows of bits, `words` each, in the order given to `project`. */
  bits = new Int32Array(1024);
  words = 0;
  /** Row + 1 of a rank while projecting; 0 is none. */
  readonly #rowOf: Int32Array;

  constructor(ranked: RankedBaskets) {
    this.#ranked = ranked;
    this.counts = new Int32Array(ranked.counts.length);
    this.#rowOf = new Int32Array(ranked.counts.length);
  }

  /** Counts the more frequent companions of a rank (ranks below it). */
  countMoreFrequent(rank: number): void {
    const { items, places, starts } = this.#ranked;
    const { counts } = this;
    counts.fill(0, 0, rank);
    const to = starts[rank + 1] as number;
    for (let i = starts[rank] as number; i < to; i++) {
      for (let place = (places[i] as number) - 1; ; place--) {
        const other = items[place] as number;
        if (other === END) break;
        counts[other] = (counts[other] as number) + 1;
      }
    }
  }

  /** Counts the less frequent companions of a rank (ranks above it). */
  countLessFrequent(rank: number): void {
    const { items, places, starts } = this.#ranked;
    const { counts } = this;
    counts.fill(0, rank + 1);
    const to = starts[rank + 1] as number;
    for (let i = starts[rank] as number; i < to; i++) {
      for (let place = (places[i] as number) + 1; ; place++) {
        const other = items[place] as number;
        if (other === END) break;
        counts[other] = (counts[other] as number) + 1;
      }
    }
  }

  /** Makes the rows of the first `moreFrequent` and the following `lessFrequent` ranks given. */
  project(rank: number, ranks: Int32Array, moreFrequent: number, lessFrequent: number): void {
    const { items, places, starts } = this.#ranked;
    const rowOf = this.#rowOf;
    const from = starts[rank] as number;
    const size = (starts[rank + 1] as number) - from;
    const words = (size + 31) >>> 5;
    const rows = moreFrequent + lessFrequent;
    this.words = words;
    if (this.bits.length < rows * words) this.bits = new Int32Array(2 * rows * words);
    else this.bits.fill(0, 0, rows * words);
    const { bits } = this;
    for (let row = 0; row < rows; row++) rowOf[ranks[row] as number] = row + 1;
    for (let k = 0; k < size; k++) {
      const word = (k >>> 5) - words;
      const bit = 1 << (k & 31);
      const start = places[from + k] as number;
      for (let place = start - 1; ; place--) {
        const other = items[place] as number;
        if (other === END) break;
        const row = rowOf[other] as number;
        if (row > 0) bits[row * words + word] = (bits[row * words + word] as number) | bit;
      }
      if (lessFrequent === 0) continue;
      for (let place = start + 1; ; place++) {
        const other = items[place] as number;
        if (other === END) break;
        const row = rowOf[other] as number;
        if (row > 0) bits[row * words + word] = (bits[row * words + word] as number) | bit;
      }
    }
    for (let row = 0; row < rows; row++) rowOf[ranks[row] as number] = 0;
  }
}
