import { type Numbers, requireInteger, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Alternative, Random } from './types.ts';

/** What `permutationTest` needs beside the samples. */
export interface PermutationOptions {
  /** Source of the shuffles; not drawn from when all splits are enumerated. */
  random: Random;
  alternative?: Alternative;
  /** Shuffles if there are too many splits to enumerate; default 9999. */
  shuffles?: number;
  /** Enumerate every split if there are at most this many; default 20,000. */
  exactLimit?: number;
  /** What to compare; larger means "first is more". Default: difference of means, first less second. */
  statistic?: (first: Float64Array, second: Float64Array) => number;
}

/** What a permutation test says. */
export interface PermutationResult {
  statistic: number;
  pValue: number;
  /** Splits looked at, the observed one included. */
  splits: number;
  exact: boolean;
}

/**
 * Would groups formed by chance differ as much as these two? No assumption but that, without an effect, each
 * value could as well have fallen into the other group. Sizes may differ.
 *
 * Every split if there are few, else shuffles with p = (as extreme + 1) / (shuffles + 1), which never claims
 * more than was tried (Phipson and Smyth, 2010). Two-sided compares distances from 0. O(splits × n).
 *
 * @throws AnalyticsError if a sample is empty, a value or the statistic is not finite, or an option is out of range
 * @example permutationTest(before, after, { random }).pValue;
 */
export function permutationTest(
  first: Numbers,
  second: Numbers,
  options: PermutationOptions,
): PermutationResult {
  const {
    random,
    alternative = 'two-sided',
    shuffles = 9999,
    exactLimit = 20_000,
    statistic = meanDifference,
  } = options;
  requireNumbers('first', first);
  requireNumbers('second', second);
  requireInteger('options.shuffles', shuffles, 1);
  requireInteger('options.exactLimit', exactLimit, 0);
  const pooled = Float64Array.from({ length: first.length + second.length }, (_, i) =>
    i < first.length ? (first[i] as number) : (second[i - first.length] as number),
  );
  const size = first.length;
  const measure = (arranged: Float64Array): number => {
    const result = statistic(arranged.subarray(0, size), arranged.subarray(size));
    if (!Number.isFinite(result))
      throw new AnalyticsError('options.statistic', `must return a finite number, not ${result}`);
    return result;
  };
  const observed = measure(pooled.slice());
  const isExtreme = extremeness(observed, alternative);

  if (binomialAtMost(pooled.length, size, exactLimit)) {
    let splits = 0;
    let extreme = 0;
    forEachSplit(pooled, size, (arranged) => {
      splits++;
      if (isExtreme(measure(arranged))) extreme++;
    });
    return { statistic: observed, pValue: extreme / splits, splits, exact: true };
  }
  const arranged = pooled.slice();
  let extreme = 1;
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    shufflePart(arranged, size, random);
    if (isExtreme(measure(arranged))) extreme++;
  }
  return { statistic: observed, pValue: extreme / (shuffles + 1), splits: shuffles + 1, exact: false };
}

function meanDifference(first: Float64Array, second: Float64Array): number {
  let sum1 = 0;
  let sum2 = 0;
  for (const value of first) sum1 += value;
  for (const value of second) sum2 += value;
  return sum1 / first.length - sum2 / second.length;
}

/** Whether a split's statistic is at least as extreme as the observed one; equal but for rounding counts. */
function extremeness(observed: number, alternative: Alternative): (value: number) => boolean {
  const slack = 1e-12 * Math.abs(observed);
  if (alternative === 'greater') return (value) => value >= observed - slack;
  if (alternative === 'less') return (value) => value <= observed + slack;
  return (value) => Math.abs(value) >= Math.abs(observed) - slack;
}

function binomialAtMost(n: number, k: number, limit: number): boolean {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    count = (count * (n - i + 1)) / i;
    if (count > limit) return false;
  }
  return count <= limit;
}

/** Visits each choice of `size` of the values, put first; the array is reused. */
function forEachSplit(values: Float64Array, size: number, visit: (arranged: Float64Array) => void): void {
  const chosen = Array.from({ length: size }, (_, i) => i);
  const arranged = new Float64Array(values.length);
  for (;;) {
    let next = 0;
    let rest = size;
    for (let i = 0; i < values.length; i++) {
      if (chosen[next] === i) arranged[next++] = values[i] as number;
      else arranged[rest++] = values[i] as number;
    }
    visit(arranged);
    let at = size - 1;
    while (at >= 0 && chosen[at] === values.length - size + at) at--;
    if (at < 0) return;
    chosen[at] = (chosen[at] as number) + 1;
    for (let i = at + 1; i < size; i++) chosen[i] = (chosen[i - 1] as number) + 1;
  }
}

/** Draws the first `size` places at random from the whole: as good as a full shuffle. */
function shufflePart(values: Float64Array, size: number, random: Random): void {
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(random() * (values.length - i));
    const kept = values[i] as number;
    values[i] = values[j] as number;
    values[j] = kept;
  }
}
