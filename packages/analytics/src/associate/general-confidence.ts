import { EMPTY_SET, type SubsetTable } from './subset-table.ts';

/**
 * The highest confidence that any rule with the same consequent and fewer conditions has, that without conditions
 * (the consequent's share of all baskets) included. Each pair of whole and consequent is worked out once, from those
 * with one condition less: O(items of the whole) a pair.
 */
export class GeneralConfidence {
  readonly #table: SubsetTable;
  /** Best confidence of a rule and all more general ones, by place of the whole and of the consequent. */
  readonly #known = new Map<number, number>();

  constructor(table: SubsetTable) {
    this.#table = table;
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
    const key = whole * this.#table.itemsets.counts.length + consequent;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const best = Math.max(own, this.best(whole, antecedent, consequent));
    this.#known.set(key, best);
    return best;
  }
}
