import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { logFisherTail } from './fisher-tail.ts';

/** In how many baskets a rule's parts are. */
export interface RuleCounts {
  /** Baskets with both sides, with the antecedent (if), with the consequent (then), and all. */
  both: number;
  antecedent: number;
  consequent: number;
  baskets: number;
}

/** How good a rule is. */
export interface RuleMeasures {
  /** Share of all baskets that have both sides. */
  support: number;
  /** Share of the baskets with the antecedent that have the consequent, too. */
  confidence: number;
  /** Share of all baskets that have the antecedent. */
  coverage: number;
  /** How many times more often both meet than if they had nothing to do with each other. */
  lift: number;
  /** Support less what it would be by chance; times baskets, the number of baskets gained. */
  leverage: number;
  /** How many times more often the rule would fail by chance than it does; Infinity if it never fails. */
  conviction: number;
}

/**
 * The measures of "who has these has those" from four counts. lift = n both / (a c), leverage = both / n − a c / n²,
 * conviction = a (n − c) / (n (a − both)), which is 1 where the consequent is in every basket. Sources: Agrawal and
 * Srikant (1994); Brin, Motwani, Ullman, Tsur (1997); Piatetsky-Shapiro (1991). O(1).
 *
 * @throws AnalyticsError unless the counts are whole numbers that fit together, antecedent and consequent from 1
 * @example ruleMeasures({ both: 30, antecedent: 40, consequent: 50, baskets: 100 }).lift; // 1.5
 */
export function ruleMeasures(counts: RuleCounts): RuleMeasures {
  requireCounts(counts);
  const { both, antecedent, consequent, baskets } = counts;
  const failures = antecedent - both;
  return {
    support: both / baskets,
    confidence: both / antecedent,
    coverage: antecedent / baskets,
    lift: (both * baskets) / (antecedent * consequent),
    leverage: both / baskets - (antecedent / baskets) * (consequent / baskets),
    conviction: consequent === baskets ? 1 : (antecedent / baskets) * ((baskets - consequent) / failures),
  };
}

/**
 * How likely the two sides would meet at least this often if they had nothing to do with each other (Fisher's exact
 * test, one-sided), and the natural logarithm of that, which is right where the chance is too small for a number.
 * O(standard deviation of `both` under chance).
 *
 * @throws AnalyticsError as `ruleMeasures`
 * @example ruleSignificance({ both: 3, antecedent: 4, consequent: 4, baskets: 8 }).pValue; // 0.2429 = 17 / 70
 */
export function ruleSignificance(counts: RuleCounts): { pValue: number; logPValue: number } {
  requireCounts(counts);
  const logPValue = logFisherTail(counts.both, counts.antecedent, counts.consequent, counts.baskets);
  return { pValue: Math.exp(logPValue), logPValue };
}

function requireCounts({ both, antecedent, consequent, baskets }: RuleCounts): void {
  requireInteger('counts.baskets', baskets, 1);
  requireInteger('counts.antecedent', antecedent, 1);
  requireInteger('counts.consequent', consequent, 1);
  requireInteger('counts.both', both, 0);
  const larger = Math.max(antecedent, consequent);
  if (larger > baskets)
    throw new AnalyticsError('counts.baskets', `must be at least ${larger}, not ${baskets}`);
  const lowest = antecedent + consequent - baskets;
  const highest = Math.min(antecedent, consequent);
  if (both < lowest || both > highest) {
    throw new AnalyticsError(
      'counts.both',
      `must lie from ${Math.max(0, lowest)} to ${highest} for these counts, not ${both}`,
    );
  }
}
