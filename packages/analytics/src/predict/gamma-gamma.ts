import {
  type Numbers,
  requireInteger,
  requireNotNegative,
  requirePositive,
  requireSameLength,
} from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { boundedNewton, type ValueAndGradient } from '../special/bounded-newton.ts';
import { digamma } from '../special/digamma.ts';
import { logGamma } from '../special/gamma.ts';
import { nelderMead } from '../special/nelder-mead.ts';
import { correlation } from '../stats/covariance.ts';

/**
 * What customers spend: a purchase is gamma distributed with shape `p` and a rate of the customer's own, which is gamma
 * distributed with shape `q` and rate `v` (in the unit of money).
 */
export interface GammaGammaModel {
  p: number;
  q: number;
  v: number;
}

export interface GammaGammaFit {
  model: GammaGammaModel;
  logLikelihood: number;
  /** Of frequency with mean value. The model supposes none: beyond 0.3 or so, look at groups apart. */
  correlation: number;
  /** Parameters that the data push to the end of what is looked at: they do not determine them. */
  atBound: (keyof GammaGammaModel)[];
}

const BOUND = Math.log(1e5);
/** Customers from whom a first guess is made; the whole likelihood is climbed from there. */
const SAMPLE = 1000;

/**
 * Learns from what customers have spent what a purchase of each is worth: those with few purchases are drawn to the mean
 * of all. The gamma-gamma model (Fader, Hardie and Lee, Journal of Marketing Research 42, 2005; Fader and Hardie,
 * "The Gamma-Gamma Model of Monetary Value", 2013) by maximum likelihood. O(customers) an evaluation, some hundreds.
 *
 * @param frequency purchases that the mean is of, at least 1 each: leave out customers without a repeat purchase
 * @param meanValue mean value of a purchase, above 0
 * @throws AnalyticsError if there are fewer than two customers, a frequency is not whole or below 1, or a value not
 * above 0
 * @example expectedValue(gammaGamma(frequency, meanValue).model, { frequency: 3, meanValue: 120 });
 */
export function gammaGamma(frequency: Numbers, meanValue: Numbers): GammaGammaFit {
  requireSameLength('frequency', frequency, 'meanValue', meanValue);
  const customers = frequency.length;
  if (customers < 2)
    throw new AnalyticsError('frequency', `must be of at least 2 customers, not ${customers}`);
  let scale = 0;
  for (let i = 0; i < customers; i++) {
    requireInteger(`frequency[${i}]`, frequency[i] as number, 1);
    requirePositive(`meanValue[${i}]`, meanValue[i] as number);
    scale += (meanValue[i] as number) / customers;
  }
  const counts = Float64Array.from(frequency);
  // In units of the mean, so that the bounds mean the same in every currency.
  const values = Float64Array.from(meanValue, (value) => value / scale);
  const cost = (point: readonly number[]): ValueAndGradient => minusLogLikelihood(counts, values, point);
  const thin = (numbers: Float64Array): Float64Array => {
    const step = Math.ceil(customers / SAMPLE);
    return numbers.filter((_, i) => i % step === 0);
  };
  const [someCounts, someValues] = [thin(counts), thin(values)];
  const guess = nelderMead((point) => minusLogLikelihood(someCounts, someValues, point).value, [1, 1, 1], {
    evaluations: 200,
  });
  const fit = boundedNewton(cost, guess.point, { lower: -BOUND, upper: BOUND });
  const [p, q, v] = fit.point.map(Math.exp) as [number, number, number];
  const names = ['p', 'q', 'v'] as const;
  return {
    model: { p, q, v: v * scale },
    logLikelihood: -customers * (fit.value + Math.log(scale)),
    correlation: varies(counts) && varies(values) ? correlation(counts, values) : 0,
    atBound: names.filter((_, i) => Math.abs(fit.point[i] as number) > BOUND - 1e-6),
  };
}

/**
 * What a purchase of this customer is worth on average, between the customer's own mean and that of all:
 * p (v + x m) / (p x + q - 1). Without a purchase it is the mean of all, which is Infinity where q is at most 1. O(1).
 *
 * @throws AnalyticsError if a parameter is not above 0, the frequency is not whole or a value is negative
 */
export function expectedValue(
  { p, q, v }: GammaGammaModel,
  { frequency, meanValue }: { frequency: number; meanValue: number },
): number {
  requirePositive('model.p', p);
  requirePositive('model.q', q);
  requirePositive('model.v', v);
  requireInteger('frequency', frequency, 0);
  requireNotNegative('meanValue', meanValue);
  const below = p * frequency + q - 1;
  return below > 0
    ? (p * (v + frequency * (frequency === 0 ? 0 : meanValue))) / below
    : Number.POSITIVE_INFINITY;
}

function varies(values: Float64Array): boolean {
  return values.some((value) => value !== values[0]);
}

/** Mean over customers, by logarithms of p, q and v, with the derivatives by these. */
function minusLogLikelihood(
  counts: Float64Array,
  values: Float64Array,
  point: readonly number[],
): ValueAndGradient {
  const [p, q, v] = point.map(Math.exp) as [number, number, number];
  const logV = point[2] as number;
  const terms = countTerms(counts, p, q);
  let value = 0;
  let [byP, byQ, byV] = [0, 0, 0];
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i] as number;
    const m = values[i] as number;
    const { ratio, psiBoth, psiOwn, psiQ } = terms.get(x) as CountTerms;
    const shape = p * x;
    const whole = v + x * m;
    const logWhole = Math.log(whole);
    const logTotal = Math.log(x * m);
    value -= ratio + q * logV + shape * logTotal - Math.log(m) - (shape + q) * logWhole;
    byP -= x * (psiBoth - psiOwn + logTotal - logWhole);
    byQ -= psiBoth - psiQ + logV - logWhole;
    byV -= q / v - (shape + q) / whole;
  }
  const share = 1 / counts.length;
  return { value: value * share, gradient: [byP * p * share, byQ * q * share, byV * v * share] };
}

interface CountTerms {
  ratio: number;
  psiBoth: number;
  psiOwn: number;
  psiQ: number;
}

/** What depends on the number of purchases only: computed once for each that occurs. */
function countTerms(counts: Float64Array, p: number, q: number): Map<number, CountTerms> {
  const terms = new Map<number, CountTerms>();
  const gammaQ = logGamma(q);
  const psiQ = digamma(q);
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i] as number;
    if (terms.has(x)) continue;
    const shape = p * x;
    terms.set(x, {
      ratio: logGamma(shape + q) - logGamma(shape) - gammaQ,
      psiBoth: digamma(shape + q),
      psiOwn: digamma(shape),
      psiQ,
    });
  }
  return terms;
}
