import { type Numbers, requireNotNegative, requirePositive, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { boundedNewton, type ValueAndGradient } from '../special/bounded-newton.ts';
import { digamma } from '../special/digamma.ts';
import { logGamma } from '../special/gamma.ts';
import { nelderMead } from '../special/nelder-mead.ts';

/**
 * How customers buy and stop: each buys at random at a rate of their own, gamma distributed with shape `r` and rate
 * `alpha` (in the unit of time), and after each purchase stops for good with a chance of their own, beta (a, b).
 */
export interface BgNbdModel {
  r: number;
  alpha: number;
  a: number;
  b: number;
}

/** What is known of a customer. */
export interface PurchaseSummary {
  /** Repeat purchases: all but the first. */
  frequency: number;
  /** Time from the first purchase to the last; 0 without a repeat. */
  recency: number;
  /** Time from the first purchase to the end of observation. */
  age: number;
}

export interface BgNbdFit {
  model: BgNbdModel;
  logLikelihood: number;
  /** Parameters that the data push to the end of what is looked at (1e-5 to 1e5): they do not determine them. */
  atBound: (keyof BgNbdModel)[];
}

const BOUND = Math.log(1e5);
/** Customers from whom a first guess is made; the whole likelihood is climbed from there. */
const SAMPLE = 1000;

/**
 * Learns from past purchases how often customers buy and how soon they stop, where nobody says goodbye: the BG/NBD
 * model (Fader, Hardie and Lee, "Counting Your Customers" the Easy Way, Marketing Science 24, 2005) by maximum
 * likelihood; Nelder and Mead on a sample, then Newton's method on all. O(customers) an evaluation, about a hundred.
 *
 * @param frequency repeat purchases of each customer
 * @param recency time from first to last purchase
 * @param age time from first purchase to the end of observation
 * @throws AnalyticsError unless 0 ≤ recency ≤ age, age is above 0, frequency is whole and recency 0 where it is 0; or if
 * nobody bought again
 * @example
 * const { model } = bgNbd(frequency, recency, age); // weeks
 * expectedPurchases(model, 52); // of a new customer in a year
 */
export function bgNbd(frequency: Numbers, recency: Numbers, age: Numbers): BgNbdFit {
  requireSameLength('frequency', frequency, 'recency', recency);
  requireSameLength('frequency', frequency, 'age', age);
  let repeats = 0;
  let longest = 0;
  for (let i = 0; i < frequency.length; i++) {
    requireSummary(
      { frequency: frequency[i] as number, recency: recency[i] as number, age: age[i] as number },
      `[${i}]`,
    );
    repeats += frequency[i] as number;
    longest = Math.max(longest, age[i] as number);
  }
  if (repeats === 0)
    throw new AnalyticsError('frequency', 'must be above 0 for some customer: nobody bought again');
  // In units of the longest age, so that the bounds mean the same for days and years.
  const scale = (values: Numbers): Float64Array => Float64Array.from(values, (value) => value / longest);
  const data = { frequency: Float64Array.from(frequency), recency: scale(recency), age: scale(age) };
  const sample = thinned(data, SAMPLE);
  const guess = nelderMead(
    (point) => minusLogLikelihood(sample, point).value / sample.age.length,
    [0, 0, 0, 0],
  );
  const fit = boundedNewton(
    (point) => {
      const { value, gradient } = minusLogLikelihood(data, point);
      return { value: value / data.age.length, gradient: gradient.map((slope) => slope / data.age.length) };
    },
    guess.point,
    { lower: -BOUND, upper: BOUND },
  );
  const [r, alpha, a, b] = fit.point.map(Math.exp) as [number, number, number, number];
  const names = ['r', 'alpha', 'a', 'b'] as const;
  return {
    model: { r, alpha: alpha * longest, a, b },
    logLikelihood: -fit.value * frequency.length - repeats * Math.log(longest),
    atBound: names.filter((_, i) => Math.abs(fit.point[i] as number) > BOUND - 1e-6),
  };
}

/**
 * Log-likelihood of one customer's purchases: L = A1 A2 (A3 + A4) of the authors' note on computing it. O(1).
 *
 * @throws AnalyticsError as `bgNbd`, or if a parameter is not above 0
 */
export function bgNbdLogLikelihood(model: BgNbdModel, customer: PurchaseSummary): number {
  requireModel(model);
  requireSummary(customer, '');
  const { r, alpha, a, b } = model;
  const data = {
    frequency: Float64Array.of(customer.frequency),
    recency: Float64Array.of(customer.recency),
    age: Float64Array.of(customer.age),
  };
  return -minusLogLikelihood(data, [r, alpha, a, b].map(Math.log)).value;
}

export function requireModel({ r, alpha, a, b }: BgNbdModel): void {
  requirePositive('model.r', r);
  requirePositive('model.alpha', alpha);
  requirePositive('model.a', a);
  requirePositive('model.b', b);
}

/** @param place what follows the argument's name in an error, such as the customer's index */
export function requireSummary({ frequency, recency, age }: PurchaseSummary, place: string): void {
  if (!(Number.isSafeInteger(frequency) && frequency >= 0)) {
    throw new AnalyticsError(`frequency${place}`, `must be a whole number from 0, not ${frequency}`);
  }
  requireNotNegative(`recency${place}`, recency);
  requirePositive(`age${place}`, age);
  if (recency > age)
    throw new AnalyticsError(`recency${place}`, `must not exceed the age (${age}), but is ${recency}`);
  if (frequency === 0 && recency > 0) {
    throw new AnalyticsError(`recency${place}`, `must be 0 without a repeat purchase, not ${recency}`);
  }
}

interface Purchases {
  frequency: Float64Array;
  recency: Float64Array;
  age: Float64Array;
}

/** Every so-manieth customer. */
function thinned(data: Purchases, most: number): Purchases {
  const step = Math.ceil(data.age.length / most);
  const thin = (values: Float64Array): Float64Array => values.filter((_, i) => i % step === 0);
  const sample = { frequency: thin(data.frequency), recency: thin(data.recency), age: thin(data.age) };
  return sample.frequency.some((count) => count > 0) ? sample : data;
}

/** By logarithms of r, alpha, a and b, with the derivatives by these. */
function minusLogLikelihood(
  { frequency, recency, age }: Purchases,
  point: readonly number[],
): ValueAndGradient {
  const [r, alpha, a, b] = point.map(Math.exp) as [number, number, number, number];
  const logAlpha = point[1] as number;
  const gammas = gammaTerms(frequency, r, a, b);
  let value = 0;
  let [byR, byAlpha, byA, byB] = [0, 0, 0, 0];
  for (let i = 0; i < age.length; i++) {
    const x = frequency[i] as number;
    const terms = gammas.get(x) as GammaTerms;
    const end = alpha + (age[i] as number);
    const logEnd = Math.log(end);
    const alive = -(r + x) * logEnd;
    let bracket = alive;
    let stopped = 0;
    const last = alpha + (recency[i] as number);
    const logLast = x > 0 ? Math.log(last) : 0;
    if (x > 0) {
      const gone = (point[2] as number) - Math.log(b + x - 1) - (r + x) * logLast;
      const most = Math.max(alive, gone);
      bracket = most + Math.log(Math.exp(alive - most) + Math.exp(gone - most));
      stopped = Math.exp(gone - bracket);
    }
    const stays = 1 - stopped;
    value -= terms.value + r * logAlpha + bracket;
    byR -= terms.byR + logAlpha - stays * logEnd - stopped * logLast;
    byAlpha -= r / alpha - (r + x) * (stays / end + (x > 0 ? stopped / last : 0));
    byA -= terms.byA + stopped / a;
    byB -= terms.byB - (x > 0 ? stopped / (b + x - 1) : 0);
  }
  return { value, gradient: [byR * r, byAlpha * alpha, byA * a, byB * b] };
}

interface GammaTerms {
  value: number;
  byR: number;
  byA: number;
  byB: number;
}

/** What depends on the number of purchases only: computed once for each that occurs. */
function gammaTerms(frequency: Float64Array, r: number, a: number, b: number): Map<number, GammaTerms> {
  const terms = new Map<number, GammaTerms>();
  const fixed = logGamma(a + b) - logGamma(b) - logGamma(r);
  const [psiR, psiB, psiAB] = [digamma(r), digamma(b), digamma(a + b)];
  for (let i = 0; i < frequency.length; i++) {
    const x = frequency[i] as number;
    if (terms.has(x)) continue;
    const psiEnd = digamma(a + b + x);
    terms.set(x, {
      value: fixed + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x),
      byR: digamma(r + x) - psiR,
      byA: psiAB - psiEnd,
      byB: psiAB - psiEnd + digamma(b + x) - psiB,
    });
  }
  return terms;
}
