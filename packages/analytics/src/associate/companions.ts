import { END, type RankedBaskets } from './ranked-baskets.ts';
import { TidWords } from './tid-words.ts';

/** Looking up a bit costs about so many times what and-ing and counting a word costs. */
const LOOK_UP = 1.5;
/** Bits of all items in all baskets take up 512 MB at most. */
const MOST_WORDS = 2 ** 27;

/**
 * What stands beside one item in its baskets: counts first, then rows of bits, one for each companion that matters.
 *
 * In sparse baskets companions are counted by walking the item's baskets, and rows are made over these baskets only:
 * basket k of the item's own is bit k & 31 of word k >> 5. Where and-ing bits of all baskets costs less than walking
 * (many long baskets of few items), such bits are made once, counted from, and used as rows where cutting them down to
 * the item's baskets would not pay.
 */
export class Companions {
  /** Baskets with both the item and each rank; valid on the sides counted last. */
  readonly counts: Int32Array;
  /** The rows laid out last, of `words` words each. */
  bits = new Int32Array(1024);
  words = 0;
  readonly #ranked: RankedBaskets;
  /** Row + 1 of a rank while laying out; 0 is none. */
  readonly #rowOf: Int32Array;
  /** Bits of all baskets, a row for each rank, or null. */
  readonly #all: Int32Array<ArrayBuffer> | null;
  readonly #allWords: number;
  /** Its own rows, kept from one item to the next. */
  #own = this.bits;
  /** The baskets of the item at hand, if they are taken from the bits of all. */
  readonly #tids: TidWords;
  #places = new Int32Array(0);

  constructor(ranked: RankedBaskets) {
    const rankCount = ranked.counts.length;
    this.#ranked = ranked;
    this.counts = new Int32Array(rankCount);
    this.#rowOf = new Int32Array(rankCount);
    this.#allWords = (ranked.basketCount + 31) >>> 5;
    const isDense =
      (rankCount / 2) * rankCount * this.#allWords < ranked.pairs && rankCount * this.#allWords <= MOST_WORDS;
    this.#all = isDense ? bitsOfAll(ranked, this.#allWords) : null;
    this.#tids = new TidWords(isDense ? this.#allWords : 0);
  }

  /** Counts the more frequent companions of a rank (ranks below it). */
  countMoreFrequent(rank: number): void {
    if (this.#all) this.#countByBits(rank, 0, rank);
    else this.#countByWalking(rank, 0, rank, -1);
  }

  /** Counts the less frequent companions of a rank (ranks above it). */
  countLessFrequent(rank: number): void {
    if (this.#all) this.#countByBits(rank, rank + 1, this.counts.length);
    else this.#countByWalking(rank, rank + 1, this.counts.length, 1);
  }

  /**
   * Makes `bits` hold a row for each rank given, all of them companions counted before. Returns null if row i is that
   * of `ranks[i]` over the item's own baskets; otherwise each rank's row has the rank's number and is over all baskets,
   * and the item's own are returned.
   */
  layOut(rank: number, ranks: Int32Array, withLessFrequent: boolean): TidWords | null {
    const size = this.#ranked.counts[rank] as number;
    const words = (size + 31) >>> 5;
    const rows = ranks.length;
    if (this.#all) {
      this.#tids.take(this.#all, rank * this.#allWords, this.#allWords);
      // At worst every set of the rows is and-ed.
      if (2 ** rows * (this.#tids.length - words) < LOOK_UP * rows * size) {
        this.bits = this.#all;
        this.words = this.#allWords;
        return this.#tids;
      }
    }
    if (this.#own.length < rows * words) this.#own = new Int32Array(2 * rows * words);
    this.bits = this.#own;
    this.words = words;
    if (this.#all) this.#lookUpBits(this.#all, ranks, size);
    else this.#walkBaskets(rank, ranks, withLessFrequent);
    return null;
  }

  #countByBits(rank: number, from: number, to: number): void {
    const all = this.#all as Int32Array;
    this.#tids.take(all, rank * this.#allWords, this.#allWords);
    for (let other = from; other < to; other++) {
      this.counts[other] = this.#tids.countCommon(all, other * this.#allWords);
    }
  }

  #countByWalking(rank: number, from: number, to: number, step: 1 | -1): void {
    const { items, places, starts } = this.#ranked;
    const { counts } = this;
    counts.fill(0, from, to);
    const end = starts[rank + 1] as number;
    for (let i = starts[rank] as number; i < end; i++) {
      for (let place = (places[i] as number) + step; ; place += step) {
        const other = items[place] as number;
        if (other === END) break;
        counts[other] = (counts[other] as number) + 1;
      }
    }
  }

  #lookUpBits(all: Int32Array, ranks: Int32Array, size: number): void {
    const { bits, words } = this;
    if (this.#places.length < size) this.#places = new Int32Array(2 * size);
    const places = this.#places;
    this.#tids.listPlaces(places);
    for (let row = 0; row < ranks.length; row++) {
      const start = (ranks[row] as number) * this.#allWords;
      for (let word = 0; word < words; word++) {
        const most = Math.min(size, 32 * word + 32);
        let made = 0;
        for (let k = 32 * word; k < most; k++) {
          const place = places[k] as number;
          made |= (((all[start + (place >>> 5)] as number) >>> (place & 31)) & 1) << (k & 31);
        }
        bits[row * words + word] = made;
      }
    }
  }

  #walkBaskets(rank: number, ranks: Int32Array, withLessFrequent: boolean): void {
    const { items, places, starts } = this.#ranked;
    const { bits, words } = this;
    const rowOf = this.#rowOf;
    bits.fill(0, 0, ranks.length * words);
    for (let row = 0; row < ranks.length; row++) rowOf[ranks[row] as number] = row + 1;
    const from = starts[rank] as number;
    const size = (starts[rank + 1] as number) - from;
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
      if (!withLessFrequent) continue;
      for (let place = start + 1; ; place++) {
        const other = items[place] as number;
        if (other === END) break;
        const row = rowOf[other] as number;
        if (row > 0) bits[row * words + word] = (bits[row * words + word] as number) | bit;
      }
    }
    for (let row = 0; row < ranks.length; row++) rowOf[ranks[row] as number] = 0;
  }
}

/** A row of bits for each rank: which of the baskets, in the order they stand, it is in. */
function bitsOfAll({ items, counts }: RankedBaskets, words: number): Int32Array<ArrayBuffer> {
  const bits = new Int32Array(counts.length * words);
  let basket = 0;
  for (let place = 1; place < items.length; place++) {
    const rank = items[place] as number;
    if (rank === END) basket++;
    else {
      const at = rank * words + (basket >>> 5);
      bits[at] = (bits[at] as number) | (1 << (basket & 31));
    }
  }
  return bits;
}
