import { EMPTY_SET, type SubsetTable } from './subset-table.ts';

const UNKNOWN = -1;
/** A Map holds 16.7 million entries at most; what is forgotten is worked out again. */
const MOST_KEPT = 10_000_000;

/**
 * The highest confidence that any rule with the same consequent and fewer conditions has, that without conditions
 * (the consequent's share of all baskets) included. Each pair of whole and consequent is worked out once, from those
 * with one condition less: O(items of the whole) a pair.
 */
export class GeneralConfidence {
  readonly #table: SubsetTable;
  /** Best confidence of a rule and all more general ones; of one consequent, at its place in the whole's items. */
  readonly #ofOne: Float64Array;
  /** The same of several consequents, by place of the whole and of the consequent. */
  readonly #ofSeveral = new Map<number, number>();

  constructor(table: SubsetTable) {
    this.#table = table;
    this.#ofOne = new Float64Array(table.itemsets.items.length).fill(UNKNOWN);
  }

  /** Of all rules more general than "antecedent then consequent". */
  best(whole: number, antecedent: number, consequent: number): number {
    const { items, offsets } = this.#table.itemsets;
    let best = 0;
    for (let i = offsets[antecedent] as number; i < (offsets[antecedent + 1] as number); i++) {
      const less = this.#table.remove(whole, items[i] as number);
      const known = this.#bestWithOwn(less, this.#table.without[i] as number, consequent);
      if (known > best) best = known;
    }
    return best;
  }

  #bestWithOwn(whole: number, antecedent: number, consequent: number): number {
    const own = this.#table.countOf(whole) / this.#table.countOf(antecedent);
    if (antecedent === EMPTY_SET) return own;
    const { items, offsets, counts } = this.#table.itemsets;
    const start = offsets[consequent] as number;
    if ((offsets[consequent + 1] as number) - start === 1) {
      let at = offsets[whole] as number;
      while (items[at] !== items[start]) at++;
      if (this.#ofOne[at] === UNKNOWN)
        this.#ofOne[at] = Math.max(own, this.best(whole, antecedent, consequent));
      return this.#ofOne[at] as number;
    }
    const key = whole * counts.length + consequent;
    let known = this.#ofSeveral.get(key);
    if (known === undefined) {
      known = Math.max(own, this.best(whole, antecedent, consequent));
      if (this.#ofSeveral.size >= MOST_KEPT) this.#ofSeveral.clear();
      this.#ofSeveral.set(key, known);
    }
    return known;
  }
}
