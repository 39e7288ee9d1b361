import { AnalyticsError } from '../errors.ts';
import { correctPValues } from './correct-p-values.ts';
import { logFisherTail } from './fisher-tail.ts';
import { GeneralConfidence } from './general-confidence.ts';
import { type Itemsets, itemsetCountOf } from './itemsets.ts';
import { RuleForms } from './rule-forms.ts';
import { ruleMeasures } from './rule-measures.ts';
import {
  type CheckedRuleOptions,
  checkRuleOptions,
  type RuleOptions,
  type RuleOrder,
} from './rule-options.ts';
import type { Rules } from './rules.ts';
import { SubsetTable } from './subset-table.ts';

/**
 * Rules "baskets with these items often have those, too" from frequent itemsets, each with its measures, an exact test
 * and a correction for having looked at many; redundant ones can be left out.
 *
 * Every set of two and more items is split in all ways with up to `maxConsequent` items on the right; a longer
 * consequent is tried only where the shorter reached the confidence, which it cannot exceed. Rules without antecedent
 * are not made. Source: Agrawal and Srikant, "Fast algorithms for mining association rules", VLDB (1994); redundancy:
 * Bayardo, Agrawal, Gunopulos (1999). O(items of all sets), then for each rule the exact test (O(deviation)).
 *
 * The hypotheses of the correction are all rules that could be formed of the sets within the filters of items, not
 * only those confident enough: choosing by confidence first and counting afterwards would flatter the survivors.
 *
 * @returns none for no itemsets
 * @throws AnalyticsError unless the itemsets are frequent ones with all their subsets, if an option is out of range or
 *   names an item that no basket has, or if there are more than `maxRules`
 * @example associationRules(frequentItemsets(baskets, { support: 0.01 }), { confidence: 0.5, improvement: 0 });
 */
export function associationRules(itemsets: Itemsets, options: RuleOptions = {}): Rules {
  if (itemsets.kind !== 'frequent') {
    throw new AnalyticsError(
      'itemsets',
      `must be frequent ones: ${itemsets.kind} ones lack counts of subsets`,
    );
  }
  const checked = checkRuleOptions(options, itemsets);
  const table = new SubsetTable(itemsets);
  const forms = new RuleForms(table, checked);
  const sets = itemsetCountOf(itemsets);
  for (let set = 0; set < sets; set++) forms.split(set);

  const wholes = forms.wholes.toArray();
  const antecedents = forms.antecedents.toArray();
  const consequents = forms.consequents.toArray();
  const countOf = (sets: Int32Array, rule: number) => itemsets.counts[sets[rule] as number] as number;
  const logPValues = Float64Array.from(wholes, (_whole, rule) =>
    logFisherTail(
      countOf(wholes, rule),
      countOf(antecedents, rule),
      countOf(consequents, rule),
      itemsets.basketCount,
    ),
  );
  const general = new GeneralConfidence(table);
  const improvements = Float64Array.from(wholes, (whole, rule) => {
    const antecedent = antecedents[rule] as number;
    const confidence = countOf(wholes, rule) / countOf(antecedents, rule);
    return confidence - general.best(whole, antecedent, consequents[rule] as number);
  });
  const rules: Rules = {
    itemsets,
    antecedents,
    consequents,
    wholes,
    logPValues,
    adjustedPValues: correctPValues(logPValues, forms.hypotheses, checked.correction),
    improvements,
    hypotheses: forms.hypotheses,
  };
  return chosen(rules, checked);
}

/** The rules that pass, in the order wanted. */
function chosen(rules: Rules, { improvement, alpha, sortBy, limit }: CheckedRuleOptions): Rules {
  const { wholes, antecedents, consequents, logPValues, adjustedPValues, improvements } = rules;
  const keys = sortKeys(rules, sortBy);
  const places = Uint32Array.from(wholes.keys())
    .filter(
      (rule) =>
        (adjustedPValues[rule] as number) <= alpha &&
        (improvement === null || (improvements[rule] as number) > improvement),
    )
    .sort((a, b) => descending(keys[a] as number, keys[b] as number) || a - b)
    .subarray(0, Math.min(limit, wholes.length));
  const pick = (from: Int32Array) => Int32Array.from(places, (rule) => from[rule] as number);
  const pickReal = (from: Float64Array) => Float64Array.from(places, (rule) => from[rule] as number);
  return {
    ...rules,
    wholes: pick(wholes),
    antecedents: pick(antecedents),
    consequents: pick(consequents),
    logPValues: pickReal(logPValues),
    adjustedPValues: pickReal(adjustedPValues),
    improvements: pickReal(improvements),
  };
}

/** Infinities, which conviction has, are equal to each other. */
function descending(a: number, b: number): number {
  return a === b ? 0 : b > a ? 1 : -1;
}

/** What to sort by, the largest first. */
function sortKeys(rules: Rules, sortBy: RuleOrder): Float64Array {
  const { itemsets, wholes, antecedents, consequents } = rules;
  if (sortBy === 'pValue') return rules.logPValues.map((log) => -log);
  if (sortBy === 'improvement') return rules.improvements;
  return Float64Array.from(wholes, (whole, rule) => {
    const measures = ruleMeasures({
      both: itemsets.counts[whole] as number,
      antecedent: itemsets.counts[antecedents[rule] as number] as number,
      consequent: itemsets.counts[consequents[rule] as number] as number,
      baskets: itemsets.basketCount,
    });
    return measures[sortBy];
  });
}
