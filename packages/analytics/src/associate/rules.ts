import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { type Itemsets, itemsetAt } from './itemsets.ts';
import { type RuleMeasures, ruleMeasures } from './rule-measures.ts';

/**
 * Rules in compact form: rule i says that baskets with set `antecedents[i]` of `itemsets` often have set
 * `consequents[i]`, too; together they are set `wholes[i]`.
 */
export interface Rules {
  itemsets: Itemsets;
  antecedents: Int32Array;
  consequents: Int32Array;
  wholes: Int32Array;
  /** Natural logarithms of the p of Fisher's exact test, one-sided. */
  logPValues: Float64Array;
  /** p values corrected for the number of hypotheses. */
  adjustedPValues: Float64Array;
  /** Confidence less the highest of all more general rules to the same consequent, that without antecedent included. */
  improvements: Float64Array;
  /** How many rules could have been formed of the sets, and so were looked at: what the correction corrects for. */
  hypotheses: number;
}

/** One rule in words. */
export interface Rule extends RuleMeasures {
  antecedent: string[];
  consequent: string[];
  /** Baskets with both. */
  count: number;
  pValue: number;
  logPValue: number;
  adjustedPValue: number;
  improvement: number;
}

/** How many rules there are. */
export function ruleCountOf(rules: Rules): number {
  return rules.wholes.length;
}

/** Rule number `place`, in words. O(items of the rule). @throws AnalyticsError if there is none of that number */
export function ruleAt(rules: Rules, place: number): Rule {
  requireInteger('place', place, 0);
  if (place >= rules.wholes.length) {
    throw new AnalyticsError('place', `must be below ${rules.wholes.length}, not ${place}`);
  }
  const { itemsets } = rules;
  const antecedent = itemsetAt(itemsets, rules.antecedents[place] as number);
  const consequent = itemsetAt(itemsets, rules.consequents[place] as number);
  const count = itemsets.counts[rules.wholes[place] as number] as number;
  const logPValue = rules.logPValues[place] as number;
  return {
    antecedent: antecedent.items,
    consequent: consequent.items,
    count,
    ...ruleMeasures({
      both: count,
      antecedent: antecedent.count,
      consequent: consequent.count,
      baskets: itemsets.basketCount,
    }),
    pValue: Math.exp(logPValue),
    logPValue,
    adjustedPValue: rules.adjustedPValues[place] as number,
    improvement: rules.improvements[place] as number,
  };
}

/**
 * The rules in words one after the other, in their order.
 *
 * @example for (const { antecedent, consequent, lift } of listRules(rules)) console.log(antecedent, consequent, lift);
 */
export function* listRules(rules: Rules): Generator<Rule, void, undefined> {
  for (let place = 0; place < rules.wholes.length; place++) yield ruleAt(rules, place);
}
