import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { correlation, covariance } from './covariance.ts';
import { mean } from './mean.ts';
import { mergeMoments, momentsOf, sampleVariance } from './moments.ts';
import { median, quantile, quantiles } from './quantile.ts';
import { midRanks } from './ranks.ts';
import { selectRank } from './select-rank.ts';
import { sum } from './sum.ts';
import { standardDeviation, variance } from './variance.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const sample = fc.array(value, { minLength: 2, maxLength: 80 });

/** Mean and variance of whole numbers in exact arithmetic. */
function exact(values: readonly number[]): { mean: number; variance: number } {
  const n = BigInt(values.length);
  const total = values.reduce((a, b) => a + BigInt(b), 0n);
  const squares = values.reduce((a, b) => a + BigInt(b) ** 2n, 0n);
  return {
    mean: Number(total) / values.length,
    variance: Number(n * squares - total * total) / Number(n * (n - 1n)),
  };
}

describe('mean and variance', () => {
  it('equal exact arithmetic, also far from zero', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 100 }), (values) => {
        const shifted = values.map((v) => v + 1_000_000_000);
        const want = exact(shifted);
        expect(mean(shifted)).toBeCloseTo(want.mean, 6);
        expect(variance(shifted)).toBeCloseTo(want.variance, 6);
        // One pass knows the mean to half a unit in the last place of 1e9 (6e-8): twice that times the mean deviation.
        const error = Math.abs((sampleVariance(momentsOf(shifted)) ?? Number.NaN) - want.variance);
        expect(error).toBeLessThanOrEqual(1e-6 * (1 + Math.sqrt(want.variance)));
      }),
    );
  });

  it('give the published result of NIST’s NumAcc3', () => {
    const values = [1000000.2];
    for (let i = 0; i < 500; i++) values.push(1000000.1, 1000000.3);
    expect(mean(values)).toBeCloseTo(1000000.2, 9);
    expect(standardDeviation(values)).toBeCloseTo(0.1, 8);
  });

  it('of merged moments are those of the values together', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const merged = mergeMoments(momentsOf(a), momentsOf(b));
        const whole = momentsOf([...a, ...b]);
        expect(merged.count).toBe(whole.count);
        expect([merged.min, merged.max]).toEqual([whole.min, whole.max]);
        expect(Math.abs(merged.mean - whole.mean)).toBeLessThan(1e-8);
        expect(Math.abs(merged.squaredDeviations - whole.squaredDeviations)).toBeLessThanOrEqual(
          1e-9 * (1 + whole.squaredDeviations),
        );
      }),
    );
  });

  it('have stated answers for nothing and one value', () => {
    expect(() => mean([])).toThrow('values must have at least 1 element, but is empty');
    expect(() => variance([1])).toThrow('values must have at least 2 elements, but has 1');
    expect(sampleVariance(momentsOf([4]))).toBeNull();
    expect(momentsOf([])).toEqual(mergeMoments(momentsOf([]), momentsOf([])));
    expect(variance([5, 5, 5])).toBe(0);
    expect(() => mean([1, Number.NaN])).toThrow('values[1] must be a finite number, not NaN');
    expect(() => sum([Number.POSITIVE_INFINITY])).toThrow(AnalyticsError);
    expect(mean([Number.MAX_VALUE, Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
    expect(sum([])).toBe(0);
  });

  it('sum without losing small parts', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });
});

describe('quantile', () => {
  it('is R’s default (type 7) on known samples', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([15, 20, 35, 40, 50], 0.4)).toBeCloseTo(29, 12);
    expect(median([7, 1, 3, 5])).toBe(4);
  });

  it('equals the sorted sample’s and lies within it', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const answer = quantile(values, q);
        expect(quantiles(values, [q])).toEqual([answer]);
        expect(answer).toBeGreaterThanOrEqual(Math.min(...values));
        expect(answer).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  it('selects the rank that sorting would put there, among many values and ties', () => {
    const values = Float64Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 5003);
    const sorted = values.toSorted();
    for (const rank of [0, 1, 4999, 10_000, 19_998, 19_999]) {
      expect(selectRank(values.slice(), rank)).toBe(sorted[rank]);
    }
  });

  it('leaves its input alone and refuses what has no answer', () => {
    const frozen = Object.freeze([3, 1, 2]);
    expect([quantile(frozen, 1), quantiles(frozen, [0, 0.5]), mean(frozen), variance(frozen)]).toEqual([
      3,
      [1, 2],
      2,
      1,
    ]);
    expect(() => quantile([], 0.5)).toThrow(AnalyticsError);
    expect(() => quantile([1], 1.5)).toThrow('q must lie in [0, 1], not 1.5');
    expect(() => quantiles([1], [0.5, Number.NaN])).toThrow('qs[1]');
    expect(quantile([Number.MAX_VALUE, -Number.MAX_VALUE], 0.5)).toBe(0);
  });
});

describe('midRanks', () => {
  it('add up to n (n + 1) / 2 and share ties', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
        const { ranks, tieSizes } = midRanks(values);
        expect(sum(ranks)).toBe((values.length * (values.length + 1)) / 2);
        expect(sum(tieSizes)).toBe(values.length);
      }),
    );
    expect([...midRanks([10, 20, 10]).ranks]).toEqual([1.5, 3, 1.5]);
  });
});

describe('covariance and correlation', () => {
  it('of Anscombe’s first set are as published', () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    expect(covariance(x, y)).toBeCloseTo(5.501, 10);
    expect(correlation(x, y)).toBeCloseTo(0.81642051634484, 12);
  });

  it('refuses what does not pair or vary', () => {
    expect(() => covariance([1, 2], [1, 2, 3])).toThrow('y must have as many elements as x (2), not 3');
    expect(() => correlation([1, 1], [1, 2])).toThrow('x must not be constant');
    expect(() => correlation([1, 2], [3, 3])).toThrow('y must not be constant');
  });
});
