import { type Numbers, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalCdf } from '../special/normal.ts';
import { midRanks } from './ranks.ts';
import type { Alternative } from './types.ts';

/** What the Mann–Whitney test says about two samples. */
export interface RankDifference {
  /** U of the first sample: pairs in which its value is the larger, ties counting half. */
  statistic: number;
  pValue: number;
  /** Chance that a value of the first sample exceeds one of the second: U / (n1 n2); 0.5 is no difference. */
  superiority: number;
  method: 'exact' | 'normal';
}

/** Samples of at most this many values together are tested exactly unless told otherwise. */
const EXACT_LIMIT = 50;
const EXACT_MAXIMUM = 200;

/**
 * Does one sample tend to larger values than the other? For durations and scores, where means mislead.
 *
 * Exact up to 50 values, ties included: the distribution of the rank sum over all ways to split the pooled
 * mid-ranks, counted by the shift algorithm (Streitberg and Röhmel, 1986), two-sided p twice the smaller tail.
 * Otherwise normal with tie and continuity corrections (Mann and Whitney, 1947). O(n log n), exact O(n⁴) small.
 *
 * @throws AnalyticsError if a sample is empty or a value is not finite, or `exact` is asked of more than 200 values
 * @example mannWhitneyTest([1, 4, 5], [2, 7, 9, 11]).pValue; // 0.2286
 */
export function mannWhitneyTest(
  first: Numbers,
  second: Numbers,
  { alternative = 'two-sided', method }: { alternative?: Alternative; method?: 'exact' | 'normal' } = {},
): RankDifference {
  requireNumbers('first', first);
  requireNumbers('second', second);
  const n1 = first.length;
  const n2 = second.length;
  const { rankSum, ties } = rankSumOf(first, second);
  const statistic = rankSum - (n1 * (n1 + 1)) / 2;
  const chosen = method ?? (n1 + n2 <= EXACT_LIMIT ? 'exact' : 'normal');
  if (chosen === 'exact' && n1 + n2 > EXACT_MAXIMUM) {
    throw new AnalyticsError(
      'options.method',
      `can be exact for at most ${EXACT_MAXIMUM} values, not ${n1 + n2}`,
    );
  }
  const tails =
    chosen === 'exact'
      ? exactTails(pooledRanks(first, second), n1, rankSum)
      : normalTails(statistic, n1, n2, ties);
  const pValue =
    alternative === 'greater'
      ? tails.upper
      : alternative === 'less'
        ? tails.lower
        : Math.min(1, 2 * Math.min(tails.lower, tails.upper));
  return { statistic, pValue, superiority: statistic / (n1 * n2), method: chosen };
}

/**
 * Sum of the mid-ranks of the first sample among all values, and the sum of t³ - t over the groups of t equal values.
 * Each sample is sorted by itself and the two are merged, so that no value has to be looked up among the others.
 */
function rankSumOf(first: Numbers, second: Numbers): { rankSum: number; ties: number } {
  const a = new Float64Array(first).sort();
  const b = new Float64Array(second).sort();
  let rankSum = 0;
  let ties = 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const fromA = i;
    const fromB = j;
    const value = i < a.length && !((b[j] as number) < (a[i] as number)) ? a[i] : b[j];
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    const size = i - fromA + j - fromB;
    rankSum += (i - fromA) * ((fromA + fromB + 1 + i + j) / 2);
    ties += size ** 3 - size;
  }
  return { rankSum, ties };
}

function pooledRanks(first: Numbers, second: Numbers): Float64Array {
  const pooled = new Float64Array(first.length + second.length);
  pooled.set(first);
  pooled.set(second, first.length);
  return midRanks(pooled).ranks;
}

/** Chances of a rank sum at most and at least as large, over all splits of the ranks. */
function exactTails(ranks: Float64Array, size: number, rankSum: number): { lower: number; upper: number } {
  const doubled = ranks.map((rank) => 2 * rank); // whole numbers, ties or not
  const most = doubled.reduce((a, b) => a + b, 0);
  // ways[k * (most + 1) + s]: splits of the ranks seen so far with k of them chosen and their sum s.
  const width = most + 1;
  const ways = new Float64Array((size + 1) * width);
  ways[0] = 1;
  let reach = 0;
  for (const rank of doubled) {
    reach += rank;
    for (let k = size; k >= 1; k--) {
      const row = k * width;
      const from = row - width - rank;
      for (let s = reach; s >= rank; s--)
        ways[row + s] = (ways[row + s] as number) + (ways[from + s] as number);
    }
  }
  const observed = 2 * rankSum;
  let lower = 0;
  let upper = 0;
  let all = 0;
  for (let s = 0; s <= most; s++) {
    const count = ways[size * width + s] as number;
    all += count;
    if (s <= observed) lower += count;
    if (s >= observed) upper += count;
  }
  return { lower: lower / all, upper: upper / all };
}

function normalTails(
  statistic: number,
  n1: number,
  n2: number,
  ties: number,
): { lower: number; upper: number } {
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (!(variance > 0)) return { lower: 1, upper: 1 }; // all values equal: nothing speaks for a difference
  const sd = Math.sqrt(variance);
  const excess = statistic - (n1 * n2) / 2;
  return { lower: normalCdf((excess + 0.5) / sd), upper: normalCdf((0.5 - excess) / sd) };
}
