/** Up to here a table of all pairs is quicker than a map, and no larger than 16 MB. */
const TABLE_LIMIT = 2_000;

/** Numbers for pairs of small whole numbers (activities, resources) in order of first appearance. */
export class PairNumbers {
  readonly #size: number;
  readonly #table: Int32Array | null;
  readonly #map: Map<number, number> | null;
  readonly #pairs: number[] = [];

  constructor(size: number) {
    this.#size = size;
    this.#table = size <= TABLE_LIMIT ? new Int32Array(size * size) : null;
    this.#map = size <= TABLE_LIMIT ? null : new Map();
  }

  get count(): number {
    return this.#pairs.length;
  }

  /** The number of the pair, new or known. */
  numberOf(first: number, second: number): number {
    const key = first * this.#size + second;
    if (this.#table !== null) {
      const known = this.#table[key] as number;
      if (known > 0) return known - 1;
      this.#pairs.push(key);
      this.#table[key] = this.#pairs.length;
      return this.#pairs.length - 1;
    }
    const map = this.#map as Map<number, number>;
    let number = map.get(key);
    if (number === undefined) {
      number = this.#pairs.length;
      this.#pairs.push(key);
      map.set(key, number);
    }
    return number;
  }

  first(number: number): number {
    return Math.floor((this.#pairs[number] as number) / this.#size);
  }

  second(number: number): number {
    return (this.#pairs[number] as number) % this.#size;
  }
}
