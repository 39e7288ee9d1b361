import {
  momentsOf,
  newcombeDifference,
  rateDifference,
  sampleVariance,
  welchFromSummary,
} from '@jingyun/analytics/stats';
import type { CheckDifference, CheckMethod } from '@jingyun/contracts';
import { chooseKind, type MeasuredMetric } from '../charts/index.ts';
import type { Sample } from './sample.rules.ts';

/**
 * The method that fits a metric's kind and both samples. Shares, counts and measurements are compared one by one only
 * where days differ by no more than chance: what happens to all work of a day, such as a storm, makes its tickets alike,
 * and a thousand of them are then less than a thousand witnesses. Otherwise days are what is compared.
 */
export function methodFor(metric: MeasuredMetric, samples: readonly Sample[]): CheckMethod {
  const usual = usualMethod(metric, samples);
  const wanders = samples.some(
    ({ buckets }) =>
      buckets.length > 1 && chooseKind(metric, buckets).reason === 'more-variation-than-chance',
  );
  return wanders ? 'welchOfDays' : usual;
}

function usualMethod({ kind, unit }: MeasuredMetric, samples: readonly Sample[]): CheckMethod {
  const sums = samples.flatMap(({ buckets }) => buckets);
  const whole = sums.every(({ sum }) => Number.isSafeInteger(sum) && sum >= 0);
  if (kind === 'distribution') return 'welch';
  if (kind === 'count' && whole) return 'rates';
  const isShare =
    kind === 'ratio' && unit === 'ratio' && whole && sums.every(({ sum, count }) => sum <= count);
  return isShare ? 'newcombe' : 'welchOfDays';
}

/** First less second with its 95 % interval; null where there is too little for one. */
export function differenceOf(method: CheckMethod, first: Sample, second: Sample): CheckDifference {
  const [one, two] = [comparedValue(method, first), comparedValue(method, second)];
  const nothing = { method, first: one, second: two, difference: null, interval: null };
  if (one === null || two === null) return nothing;
  const found = intervalOf(method, first, second);
  const difference = one - two;
  if (found === null) return { ...nothing, difference };
  return { ...nothing, difference, interval: { lower: found.lower, upper: found.upper } };
}

/** What a method compares: of days their mean, else the sample's own value. */
function comparedValue(method: CheckMethod, { numbers, dayValues }: Sample): number | null {
  if (method !== 'welchOfDays') return numbers.value;
  return dayValues.length === 0 ? null : momentsOf(dayValues).mean;
}

function intervalOf(
  method: CheckMethod,
  first: Sample,
  second: Sample,
): { lower: number; upper: number } | null {
  const [a, b] = [first.numbers, second.numbers];
  switch (method) {
    case 'newcombe':
      return newcombeDifference(a.sum, a.count, b.sum, b.count);
    case 'rates':
      return rateDifference(a.sum, a.days, b.sum, b.days);
    case 'welch':
    case 'welchOfDays': {
      const [one, two] = [summaryOf(method, first), summaryOf(method, second)];
      return one === null || two === null ? null : welchFromSummary(one, two);
    }
  }
}

/** Mean, variance and size of what is compared; null below two values. */
export function summaryOf(
  method: 'welch' | 'welchOfDays',
  { numbers, dayValues }: Sample,
): { mean: number; variance: number; count: number } | null {
  if (method === 'welch') {
    const { value, standardDeviation, count } = numbers;
    return value === null || standardDeviation === null
      ? null
      : { mean: value, variance: standardDeviation ** 2, count };
  }
  const moments = momentsOf(dayValues);
  const variance = sampleVariance(moments);
  return variance === null ? null : { mean: moments.mean, variance, count: moments.count };
}
