import { requireInteger, requireNotNegative, requireShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Correction } from './correct-p-values.ts';
import type { Itemsets } from './itemsets.ts';

/** What rules can be sorted by, the best first: the largest, but the smallest p. */
export type RuleOrder =
  | 'support'
  | 'confidence'
  | 'lift'
  | 'leverage'
  | 'conviction'
  | 'pValue'
  | 'improvement';

/** What `associationRules` is asked for. */
export interface RuleOptions {
  /** Least confidence, from 0 to 1; default 0.5. */
  confidence?: number;
  /** Least lift; default 0. */
  lift?: number;
  /** Most items of the consequent; default 1, as in R's arules. */
  maxConsequent?: number;
  /** Only rules with one of these items (labels) in the antecedent, or the consequent. */
  antecedentAny?: readonly string[];
  consequentAny?: readonly string[];
  /** Only rules with none of these items on either side. */
  without?: readonly string[];
  /**
   * Only rules whose confidence exceeds that of every more general rule by more than this; 0 drops the rules that are
   * redundant. Default: all rules.
   */
  improvement?: number;
  /** Default 'benjamini-hochberg'. */
  correction?: Correction;
  /** Largest corrected p; default 1. */
  alpha?: number;
  /** Default 'lift'. */
  sortBy?: RuleOrder;
  /** Most rules, the first in order; default all. */
  limit?: number;
  /** Stop with an error rather than make more rules than this before those are chosen; default 5 million. */
  maxRules?: number;
}

/** The options with their defaults, and items as marks by code. */
export interface CheckedRuleOptions {
  confidence: number;
  lift: number;
  maxConsequent: number;
  antecedentAny: Uint8Array | null;
  consequentAny: Uint8Array | null;
  without: Uint8Array | null;
  improvement: number | null;
  correction: Correction;
  alpha: number;
  sortBy: RuleOrder;
  limit: number;
  maxRules: number;
}

const ORDERS = ['support', 'confidence', 'lift', 'leverage', 'conviction', 'pValue', 'improvement'];
const CORRECTIONS = ['benjamini-hochberg', 'holm', 'none'];

/** @throws AnalyticsError if an option is out of range or names an item that no basket has */
export function checkRuleOptions(options: RuleOptions, itemsets: Itemsets): CheckedRuleOptions {
  const { confidence = 0.5, lift = 0, maxConsequent = 1, improvement = null, alpha = 1 } = options;
  const { correction = 'benjamini-hochberg', sortBy = 'lift', maxRules = 5_000_000 } = options;
  const { limit = Number.POSITIVE_INFINITY } = options;
  requireShare('options.confidence', confidence);
  requireNotNegative('options.lift', lift);
  if (maxConsequent !== Number.POSITIVE_INFINITY) requireInteger('options.maxConsequent', maxConsequent, 1);
  if (improvement !== null) requireNotNegative('options.improvement', improvement);
  requireShare('options.alpha', alpha);
  if (limit !== Number.POSITIVE_INFINITY) requireInteger('options.limit', limit, 0);
  requireInteger('options.maxRules', maxRules, 1);
  if (!ORDERS.includes(sortBy)) {
    throw new AnalyticsError('options.sortBy', `must be one of ${ORDERS.join(', ')}, not ${sortBy}`);
  }
  if (!CORRECTIONS.includes(correction)) {
    throw new AnalyticsError(
      'options.correction',
      `must be one of ${CORRECTIONS.join(', ')}, not ${correction}`,
    );
  }
  const marks = (name: 'antecedentAny' | 'consequentAny' | 'without') =>
    marked(`options.${name}`, options[name], itemsets.labels);
  return {
    confidence,
    lift,
    maxConsequent,
    antecedentAny: marks('antecedentAny'),
    consequentAny: marks('consequentAny'),
    without: marks('without'),
    improvement,
    correction,
    alpha,
    sortBy,
    limit,
    maxRules,
  };
}

function marked(
  argument: string,
  wanted: readonly string[] | undefined,
  labels: readonly string[],
): Uint8Array | null {
  if (wanted === undefined) return null;
  const marks = new Uint8Array(labels.length);
  const left = new Set(wanted);
  for (const [code, label] of labels.entries()) {
    if (left.delete(label)) marks[code] = 1;
  }
  for (const label of left)
    throw new AnalyticsError(argument, `names ${JSON.stringify(label)}, which no basket has`);
  return marks;
}
