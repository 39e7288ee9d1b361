import type { StringPool } from './string-pool.ts';

/** Turns places in the pool into places in a dictionary of their own, column after column, without clearing between. */
export class DictionaryPlaces {
  readonly #pool: StringPool;
  readonly #place: Int32Array;
  readonly #stamp: Int32Array;
  #round = 0;

  constructor(pool: StringPool) {
    this.#pool = pool;
    this.#place = new Int32Array(pool.strings.length);
    this.#stamp = new Int32Array(pool.strings.length);
  }

  /** Changes `values` in place; texts in order of first appearance come back. */
  compact(values: Int32Array): string[] {
    const dictionary: string[] = [];
    const round = ++this.#round;
    for (let i = 0; i < values.length; i++) {
      const id = values[i] as number;
      if (id < 0) continue;
      if (this.#stamp[id] !== round) {
        this.#stamp[id] = round;
        this.#place[id] = dictionary.length;
        dictionary.push(this.#pool.textOf(id));
      }
      values[i] = this.#place[id] as number;
    }
    return dictionary;
  }
}
