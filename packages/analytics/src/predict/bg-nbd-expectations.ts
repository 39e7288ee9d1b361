/** What the BG/NBD model expects of a customer. */
import { requireNotNegative } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { type BgNbdModel, type PurchaseSummary, requireModel, requireSummary } from './bg-nbd.ts';

const MOST_TERMS = 10_000_000;

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
 * Of a customer who is alive at `age` after `x` repeat purchases. Two ways, each where it keeps its digits.
 */
function purchasesFrom(model: BgNbdModel, x: number, age: number, time: number): number {
  const { r, a, b } = model;
  // What a customer who never stops would buy: all that the formula can come to.
  const most = ((r + x) * time) / (model.alpha + age);
  const direct = a >= Math.max(2, r + x + 1) || a + b - 1 - r < -5;
  if (!direct) return between(0, transformed(model, x, age, time), most);
  if (Math.abs(a - 1) > NEAR_POLE) return between(0, bySeries(model, x, age, time), most);
  const beside = (by: number): number => bySeries({ ...model, a: 1 + by }, x, age, time);
  return between(0, (beside(NEAR_POLE) + beside(-NEAR_POLE)) / 2, most);
}

/** Where a is nearer to 1 than this, the series' two halves cancel; the mean of both sides is right to its square. */
const NEAR_POLE = 1e-5;

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** The formula as it stands: a series of positive terms, kept within range by taking out powers of e. */
function bySeries({ r, alpha, a, b }: BgNbdModel, x: number, age: number, time: number): number {
  const z = time / (alpha + age + time);
  const logRest = -Math.log1p(time / (alpha + age));
  const c = a + b + x - 1;
  const [p, q] = [r + x, b + x];
  if (c > 0.5) {
    const { sum, logScale } = sumOfTerms(1, (n) => ((p + n) * (q + n) * z) / ((c + n) * (n + 1)));
    return (c / (a - 1)) * -Math.expm1(p * logRest + logScale + Math.log(sum));
  }
  // Without a repeat purchase c may be 0 or less: from the second term on, c is taken out of the series.
  const { sum, logScale } = sumOfTerms(1, (n) => ((p + 1 + n) * (q + 1 + n) * z) / ((c + 1 + n) * (n + 2)));
  const later = Math.exp(p * logRest + logScale + Math.log(sum)) * p * q * z;
  return (-c * Math.expm1(p * logRest) - later) / (a - 1);
}

/**
 * By Euler's transformation (DLMF 15.8.1) the formula's second half is (1 - z)^(a-1) 2F1(a - 1, a + b - 1 - r;
 * a + b + x - 1; z), whose terms after the first hold the factor a - 1 that the formula divides by: it cancels, and what
 * is left has no pole at a = 1.
 */
function transformed({ r, alpha, a, b }: BgNbdModel, x: number, age: number, time: number): number {
  const z = time / (alpha + age + time);
  const logRest = -Math.log1p(time / (alpha + age));
  const c = a + b + x - 1;
  const first = a === 1 ? -logRest : -Math.expm1((a - 1) * logRest) / (a - 1);
  // c Σ (a)_{n-1} (a + b - 1 - r)_n z^n / ((c)_n n!), from n = 1 on, with c cancelled from (c)_n.
  const { sum, logScale } = sumOfTerms(
    (a + b - 1 - r) * z,
    (n) => ((a + n) * (a + b - r + n) * z) / ((c + n + 1) * (n + 2)),
  );
  return c * first - Math.exp((a - 1) * logRest + logScale) * sum;
}

/** A power series by its first term and the ratio of term n + 1 to term n: `sum` × exp(`logScale`). */
function sumOfTerms(first: number, ratio: (n: number) => number): { sum: number; logScale: number } {
  let term = first;
  let sum = first;
  let logScale = 0;
  for (let n = 0; n < MOST_TERMS; n++) {
    const step = ratio(n);
    term *= step;
    sum += term;
    // Only where terms fall do the small ones end it.
    if (Math.abs(term) <= 1e-17 * Math.abs(sum) && Math.abs(step) < 1) return { sum, logScale };
    if (Math.abs(sum) > 1e200) {
      term *= 1e-200;
      sum *= 1e-200;
      logScale += 200 * Math.LN10;
    }
  }
  throw new AnalyticsError('time', 'is too long, against alpha, for the sum to be computed');
}
