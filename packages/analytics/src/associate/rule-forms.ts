import { AnalyticsError } from '../errors.ts';
import { IntList } from './int-list.ts';
import type { CheckedRuleOptions } from './rule-options.ts';
import { EMPTY_SET, type SubsetTable } from './subset-table.ts';

/** Splits sets into antecedents and consequents, and keeps those that are confident enough and pass the filters. */
export class RuleForms {
  readonly wholes = new IntList();
  readonly antecedents = new IntList();
  readonly consequents = new IntList();
  /** Rules within the filters of items that the sets split so far could form. */
  hypotheses = 0;

  readonly #table: SubsetTable;
  readonly #options: CheckedRuleOptions;
  /** Codes on the right of the split at hand. */
  readonly #right: Int32Array;
  #set = 0;

  constructor(table: SubsetTable, options: CheckedRuleOptions) {
    this.#table = table;
    this.#options = options;
    this.#right = new Int32Array(table.longest);
  }

  /** All rules of one set. */
  split(set: number): void {
    const { offsets } = this.#table.itemsets;
    const length = (offsets[set + 1] as number) - (offsets[set] as number);
    if (length < 2) return;
    const forms = this.#formsOf(set, length);
    if (forms === 0) return;
    this.hypotheses += forms;
    this.#set = set;
    this.#grow(set, 0, 0);
  }

  /** Moves one more item, from the set's item number `from` on, to the right, where `size` are already. */
  #grow(left: number, size: number, from: number): void {
    const { items, offsets, counts } = this.#table.itemsets;
    const start = offsets[this.#set] as number;
    const length = (offsets[this.#set + 1] as number) - start;
    const least = this.#options.confidence;
    for (let i = from; i < length; i++) {
      const rest = this.#table.without[(offsets[left] as number) + i - size] as number;
      if (rest === EMPTY_SET) return;
      if ((counts[this.#set] as number) / (counts[rest] as number) < least) continue;
      this.#right[size] = items[start + i] as number;
      this.#keep(rest, size + 1);
      if (size + 1 < this.#options.maxConsequent) this.#grow(rest, size + 1, i + 1);
    }
  }

  #keep(antecedent: number, size: number): void {
    const { antecedentAny, consequentAny, lift, maxRules } = this.#options;
    const { items, offsets, counts, basketCount } = this.#table.itemsets;
    if (consequentAny && !anyMarked(this.#right, 0, size, consequentAny)) return;
    const from = offsets[antecedent] as number;
    const to = offsets[antecedent + 1] as number;
    if (antecedentAny && !anyMarked(items, from, to, antecedentAny)) return;
    const consequent = this.#table.find(this.#right, size);
    const confidence = (counts[this.#set] as number) / (counts[antecedent] as number);
    if (lift > 0 && confidence * basketCount < lift * (counts[consequent] as number)) return;
    if (this.wholes.length >= maxRules) {
      throw new AnalyticsError(
        'options.maxRules',
        `(${maxRules}) would be exceeded: raise the confidence or the support, or allow fewer consequents`,
      );
    }
    this.wholes.push(this.#set);
    this.antecedents.push(antecedent);
    this.consequents.push(consequent);
  }

  /**
   * How many splits of a set pass the filters of items. Of all choices of h items for the right, less those without a
   * wanted consequent, less those that leave no wanted antecedent, plus those that were taken off twice.
   */
  #formsOf(set: number, length: number): number {
    const { antecedentAny, consequentAny, without, maxConsequent } = this.#options;
    const { items, offsets } = this.#table.itemsets;
    let lefts = 0;
    let rights = 0;
    let either = 0;
    for (let i = offsets[set] as number; i < (offsets[set + 1] as number); i++) {
      const item = items[i] as number;
      if (without?.[item]) return 0;
      const isLeft = antecedentAny?.[item] ?? 0;
      const isRight = consequentAny?.[item] ?? 0;
      lefts += isLeft;
      rights += isRight;
      either += isLeft | isRight;
    }
    let forms = 0;
    for (let h = 1; h <= Math.min(maxConsequent, length - 1); h++) {
      forms += choose(length, h);
      if (consequentAny) forms -= choose(length - rights, h);
      if (antecedentAny) forms -= choose(length - lefts, h - lefts);
      if (consequentAny && antecedentAny && either === lefts + rights)
        forms += choose(length - either, h - lefts);
    }
    return forms;
  }
}

function anyMarked(items: Int32Array, from: number, to: number, marks: Uint8Array): boolean {
  for (let i = from; i < to; i++) if (marks[items[i] as number] === 1) return true;
  return false;
}

/** Ways to choose k of n things; 0 where there are none. */
function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
