import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { binomialTerm } from '../special/discrete.ts';
import { normals, seeded } from '../testing.ts';
import { bootstrapInterval } from './bootstrap-interval.ts';
import { clopperPearsonInterval } from './clopper-pearson-interval.ts';
import { mean } from './mean.ts';
import { meanInterval } from './mean-interval.ts';
import { newcombeDifference } from './newcombe-difference.ts';
import { median } from './quantile.ts';
import { wilsonInterval } from './wilson-interval.ts';

const proportion = fc
  .integer({ min: 1, max: 2000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe('interval of a share', () => {
  it('by Wilson is Newcombe’s published 81 of 263', () => {
    const { lower, upper } = wilsonInterval(81, 263);
    expect([lower, upper]).toEqual([
      expect.closeTo(0.2552885198782742, 12),
      expect.closeTo(0.36620957698280004, 12),
    ]);
  });

  it.each([
    [0, 10, 0.95, 0, 0.30849710781876083],
    [3, 20, 0.95, 0.0320709371854637, 0.37892682654531396],
    [7, 7, 0.99, 0.4691172785435415, 1],
  ])('by Clopper and Pearson of %s in %s at %s', (successes, trials, confidence, lower, upper) => {
    const interval = clopperPearsonInterval(successes, trials, confidence);
    expect([interval.lower, interval.upper]).toEqual([expect.closeTo(lower, 12), expect.closeTo(upper, 12)]);
  });

  it('by Clopper and Pearson leaves half of alpha in each binomial tail', () => {
    const { lower, upper } = clopperPearsonInterval(13, 50, 0.9);
    let above = 0;
    let below = 0;
    for (let k = 13; k <= 50; k++) above += binomialTerm(k, 50 - k, lower, 1 - lower);
    for (let k = 0; k <= 13; k++) below += binomialTerm(k, 50 - k, upper, 1 - upper);
    expect([above, below]).toEqual([expect.closeTo(0.05, 12), expect.closeTo(0.05, 12)]);
  });

  it('contains the share, lies in [0, 1], mirrors, and widens with confidence', () => {
    fc.assert(
      fc.property(
        proportion,
        fc.constantFrom(wilsonInterval, clopperPearsonInterval),
        ([successes, trials], interval) => {
          const { lower, upper } = interval(successes, trials);
          const mirrored = interval(trials - successes, trials);
          const wider = interval(successes, trials, 0.99);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(successes / trials);
          expect(upper).toBeGreaterThanOrEqual(successes / trials);
          expect(mirrored.lower).toBeCloseTo(1 - upper, 10);
          expect(wider.lower).toBeLessThanOrEqual(lower);
          expect(wider.upper).toBeGreaterThanOrEqual(upper);
        },
      ),
    );
  });

  it.each([
    [-1, 10, 'successes must be an integer from 0, not -1'],
    [11, 10, 'successes must not exceed trials (10), but is 11'],
    [0, 0, 'trials must be an integer from 1, not 0'],
    [1.5, 10, 'successes must be an integer from 0, not 1.5'],
    [Number.NaN, 10, 'successes must be an integer from 0, not NaN'],
  ])('refuses %s of %s', (successes, trials, message) => {
    expect(() => wilsonInterval(successes, trials)).toThrow(message);
    expect(() => clopperPearsonInterval(successes, trials)).toThrow(message);
    expect(() => wilsonInterval(1, 2, 1)).toThrow('confidence must lie between 0 and 1');
  });
});

describe('newcombeDifference', () => {
  it('is the published 56/70 less 48/80', () => {
    const { difference, lower, upper } = newcombeDifference(56, 70, 48, 80);
    expect([difference, lower, upper]).toEqual([
      expect.closeTo(0.2, 12),
      expect.closeTo(0.05243147240236498, 12),
      expect.closeTo(0.33387265403690614, 12),
    ]);
  });

  it('is antisymmetric and stays within [-1, 1]', () => {
    fc.assert(
      fc.property(proportion, proportion, ([s1, n1], [s2, n2]) => {
        const there = newcombeDifference(s1, n1, s2, n2);
        const back = newcombeDifference(s2, n2, s1, n1);
        expect(there.lower).toBeCloseTo(-back.upper, 12);
        expect(there.lower).toBeGreaterThanOrEqual(-1);
        expect(there.upper).toBeLessThanOrEqual(1);
        expect(there.lower).toBeLessThanOrEqual(there.difference);
      }),
    );
  });
});

describe('meanInterval', () => {
  it('is Student’s', () => {
    const { mean: centre, lower, upper } = meanInterval([1, 2, 3, 4, 5]);
    expect([centre, lower, upper]).toEqual([
      3,
      expect.closeTo(1.0367568385224428, 12),
      expect.closeTo(4.963243161477557, 12),
    ]);
  });
});

describe('bootstrapInterval', () => {
  const skewed = Object.freeze([1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20, 35]);

  it('agrees with SciPy’s BCa interval of a skewed mean (200,000 resamples: 4.583, 16.75)', () => {
    const { estimate, lower, upper } = bootstrapInterval(skewed, mean, {
      random: seeded(7),
      resamples: 20_000,
    });
    expect(estimate).toBeCloseTo(mean(skewed), 12);
    expect(Math.abs(lower - 4.583)).toBeLessThan(0.15);
    expect(Math.abs(upper - 16.75)).toBeLessThan(0.6);
  });

  it('repeats with the same source of randomness', () => {
    const run = () => bootstrapInterval(skewed, median, { random: seeded(3), resamples: 500 });
    expect(run()).toEqual(run());
  });

  it('covers the true median about as often as it promises', () => {
    const random = seeded(11);
    const normal = normals(random);
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const sample = Array.from({ length: 40 }, () => Math.exp(normal()));
      const { lower, upper } = bootstrapInterval(sample, median, { random, resamples: 300, confidence: 0.9 });
      if (lower <= 1 && upper >= 1) covered++;
    }
    expect(covered / 200).toBeGreaterThan(0.83);
    expect(covered / 200).toBeLessThan(0.97);
  });

  it('has a stated answer for constant samples and one-sided statistics', () => {
    expect(bootstrapInterval([2, 2, 2], mean, { random: seeded(1) })).toEqual({
      estimate: 2,
      lower: 2,
      upper: 2,
    });
    const { upper } = bootstrapInterval(skewed, (sample) => Math.max(...sample), { random: seeded(1) });
    expect(upper).toBe(35);
  });

  it('refuses a statistic that is not finite, and too few values', () => {
    expect(() => bootstrapInterval([1, 2], () => Number.NaN, { random: seeded(1) })).toThrow(AnalyticsError);
    expect(() => bootstrapInterval([1], mean, { random: seeded(1) })).toThrow(
      'values must have at least 2 elements',
    );
    expect(() => bootstrapInterval([1, 2], mean, { random: seeded(1), resamples: 10 })).toThrow(
      'options.resamples',
    );
  });
});
