/** Bits set in a word. Source: Warren, Hacker's Delight (2012), figure 5-2. */
export function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A set of baskets as the words of its bits that are not 0: `words[i]` is word number `at[i]`. */
export class TidWords {
  readonly at: Int32Array;
  readonly words: Int32Array;
  length = 0;

  constructor(capacity: number) {
    this.at = new Int32Array(capacity);
    this.words = new Int32Array(capacity);
  }

  /** Becomes the row of bits that begins at `row`. */
  take(bits: Int32Array, row: number, wordCount: number): void {
    let length = 0;
    for (let i = 0; i < wordCount; i++) {
      const word = bits[row + i] as number;
      if (word === 0) continue;
      this.at[length] = i;
      this.words[length++] = word;
    }
    this.length = length;
  }

  /** Becomes what `other` has in common with a row of bits. */
  intersect(other: TidWords, bits: Int32Array, row: number): void {
    const { at, words, length } = other;
    let kept = 0;
    for (let i = 0; i < length; i++) {
      const place = at[i] as number;
      const word = (words[i] as number) & (bits[row + place] as number);
      if (word === 0) continue;
      this.at[kept] = place;
      this.words[kept++] = word;
    }
    this.length = kept;
  }

  /** Writes the numbers of its baskets to `places`, ascending. */
  listPlaces(places: Int32Array): void {
    let count = 0;
    for (let i = 0; i < this.length; i++) {
      const base = 32 * (this.at[i] as number);
      for (let word = this.words[i] as number; word !== 0; word &= word - 1) {
        places[count++] = base + 31 - Math.clz32(word & -word);
      }
    }
  }

  /** How many of its baskets are not in a row of bits; once above `limit`, any number above. */
  countMissing(bits: Int32Array, row: number, limit: number): number {
    const { at, words, length } = this;
    let missing = 0;
    for (let i = 0; i < length && missing <= limit; i++) {
      missing += bitCount((words[i] as number) & ~(bits[row + (at[i] as number)] as number));
    }
    return missing;
  }

  /** How many baskets it has in common with a row of bits. */
  countCommon(bits: Int32Array, row: number): number {
    const { at, words, length } = this;
    let count = 0;
    for (let i = 0; i < length; i++) {
      count += bitCount((words[i] as number) & (bits[row + (at[i] as number)] as number));
    }
    return count;
  }

  /** Whether all its baskets are in a row of bits. */
  isWithin(bits: Int32Array, row: number): boolean {
    const { at, words, length } = this;
    for (let i = 0; i < length; i++) {
      if (((words[i] as number) & ~(bits[row + (at[i] as number)] as number)) !== 0) return false;
    }
    return true;
  }
}
