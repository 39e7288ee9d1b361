/** What the BG/NBD model expects of a customer. */
import { requireNotNegative } from '../checks.ts';
import { type BgNbdModel, type PurchaseSummary, requireModel, requireSummary } from './bg-nbd.ts';

const MOST_TERMS = 1_000_000;

/**
 * Purchases that a new customer is expected to make within `time` after the first one. O(terms of a power series, few
 * unless time is many times alpha).
 *
 *     (a + b - 1) / (a - 1) × [1 - (alpha / (alpha + t))^r 2F1(r, b; a + b - 1; t / (alpha + t))]
 *
 * Source: Fader, Hardie and Lee (2005), equation 9; computed so that it neither overflows nor fails at a = 1.
 *
 * @param time in the unit that the model was fitted in
 * @throws AnalyticsError if a parameter is not above 0 or the time is negative or not finite
 */
export function expectedPurchases(model: BgNbdModel, time: number): number {
  requireModel(model);
  requireNotNegative('time', time);
  return purchasesFrom(model, 0, 0, time);
}

/**
 * The chance that a customer has not stopped buying. Without a repeat purchase it is 1: in this model only a purchase
 * can be the last. Source: Fader, Hardie and Lee, "Computing P(alive) Using the BG/NBD Model" (2008). O(1).
 *
 * @throws AnalyticsError if a parameter is not above 0 or the customer's figures contradict each other
 * @example probabilityAlive(model, { frequency: 12, recency: 10, age: 40 }); // bought often, then not for long: gone
 */
export function probabilityAlive(model: BgNbdModel, customer: PurchaseSummary): number {
  requireModel(model);
  requireSummary(customer, '');
  const { r, alpha, a, b } = model;
  const { frequency: x, recency, age } = customer;
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * Math.log((alpha + age) / (alpha + recency))));
}

/**
 * Purchases that a customer, by what is known of them, is expected to make within the next `time`. Source: Fader,
 * Hardie and Lee (2005), equation 10. O(terms of a power series).
 *
 * @throws AnalyticsError as `expectedPurchases` and `probabilityAlive`
 * @example conditionalPurchases({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, { frequency: 2, recency: 30.43, age: 38.86 }, 39); // 1.226
 */
export function conditionalPurchases(model: BgNbdModel, customer: PurchaseSummary, time: number): number {
  requireNotNegative('time', time);
  return probabilityAlive(model, customer) * purchasesFrom(model, customer.frequency, customer.age, time);
}

/**
 * Of a customer who is alive at `age` after `x` repeat purchases. The series of the formula converges where a is large.
 * Elsewhere Euler's transformation (DLMF 15.8.1) makes its second half (1 - z)^(a-1) 2F1(a - 1, a + b - 1 - r;
 * a + b + x - 1; z), whose terms after the first hold the factor a - 1 that the formula divides by: it cancels, and what
 * is left converges and has no pole at a = 1.
 */
function purchasesFrom({ r, alpha, a, b }: BgNbdModel, x: number, age: number, time: number): number {
  const z = time / (alpha + age + time);
  const logRest = -Math.log1p(time / (alpha + age));
  const c = a + b + x - 1;
  if (a >= Math.max(2, r + x + 1)) {
    const series = sumOfTerms(1, (n) => ((r + x + n) * (b + x + n) * z) / ((c + n) * (n + 1)));
    return Math.max(0, (c / (a - 1)) * (1 - Math.exp((r + x) * logRest) * series));
  }
  const first = a === 1 ? -logRest : -Math.expm1((a - 1) * logRest) / (a - 1);
  // c Σ (a)_{n-1} (a + b - 1 - r)_n z^n / ((c)_n n!), from n = 1 on, with c cancelled from (c)_n.
  const rest = sumOfTerms(
    (a + b - 1 - r) * z,
    (n) => ((a + n) * (a + b - r + n) * z) / ((c + n + 1) * (n + 2)),
  );
  return Math.max(0, c * first - Math.exp((a - 1) * logRest) * rest);
}

/** A power series by its first term and the ratio of term n + 1 to term n. */
function sumOfTerms(first: number, ratio: (n: number) => number): number {
  let term = first;
  let sum = first;
  for (let n = 0; n < MOST_TERMS; n++) {
    term *= ratio(n);
    sum += term;
    if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
  }
  return sum;
}
