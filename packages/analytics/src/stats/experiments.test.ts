import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals, seeded } from '../testing.ts';
import { type AlwaysValidResult, alwaysValidTest, proportionLook } from './always-valid-test.ts';
import { cuped } from './cuped.ts';
import { differenceInDifferences } from './difference-in-differences.ts';
import { powerForMeans, sampleSizeForMeans } from './sample-size-means.ts';
import { powerForProportions, sampleSizeForProportions } from './sample-size-proportions.ts';
import { welchTTest } from './welch-t-test.ts';

describe('sample size and power', () => {
  it.each([
    [1, 20, 0.05, 0.8689530277239897],
    [0.3, 5, 0.05, 0.07045960293662656],
    [0.2, 3, 0.01, 0.01104634910082624],
  ])('of a t-test: difference %s, %s in a group, alpha %s', (difference, perGroup, alpha, power) => {
    expect(powerForMeans(difference, 1, perGroup, { alpha })).toBeCloseTo(power, 9);
  });

  it('of two shares, by the formula of R’s power.prop.test(strict)', () => {
    expect(powerForProportions(0.5, 0.75, 50)).toBeCloseTo(0.740167193453611, 12);
    expect(powerForProportions(0.5, 0.75, 58)).toBeCloseTo(0.8022645790597568, 12);
  });

  it('invert one another', () => {
    expect(sampleSizeForMeans(0.5, 1)).toBe(64);
    expect(sampleSizeForProportions(0.8, 0.85)).toBe(906);
    fc.assert(
      fc.property(
        fc.double({ min: 0.15, max: 3, noNaN: true }),
        fc.double({ min: 0.2, max: 0.95, noNaN: true }),
        (effect, power) => {
          const size = sampleSizeForMeans(effect, 1, { power });
          expect(powerForMeans(effect, 1, size)).toBeGreaterThanOrEqual(power);
          if (size > 2) expect(powerForMeans(effect, 1, size - 1)).toBeLessThan(power);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('have no answer for no difference', () => {
    expect(() => sampleSizeForMeans(0, 1)).toThrow('difference must not be 0');
    expect(() => sampleSizeForMeans(1e-9, 1e9)).toThrow('difference is too small');
    expect(() => sampleSizeForProportions(0.5, 0.5)).toThrow('share2 must differ');
    expect(() => sampleSizeForProportions(0.5, 1)).toThrow('share2 must lie between 0 and 1');
    expect(() => sampleSizeForMeans(1, 1, { power: 0.05 })).toThrow('options.power must exceed alpha');
    expect(powerForMeans(0, 1, 30)).toBeCloseTo(0.05, 10);
  });
});

describe('cuped', () => {
  it('removes exactly what the earlier value explains', () => {
    const first = { before: [1, 2, 3, 4, 6], outcome: [12, 14, 16, 18, 22] }; // 10 + 2 before
    const second = { before: [5, 3, 2, 9], outcome: [17, 13, 11, 25] }; // 7 + 2 before
    const result = cuped(first, second);
    expect(result.theta).toBeCloseTo(2, 12);
    expect(result.difference).toBeCloseTo(3, 12);
    expect(result.varianceReduction).toBeCloseTo(1, 12);
  });

  it('is Welch’s test when the earlier value says nothing', () => {
    const a = [1, 4, 2, 8];
    const b = [3, 9, 7];
    const plain = welchTTest(a, b);
    expect(cuped({ outcome: a, before: [5, 5, 5, 5] }, { outcome: b, before: [5, 5, 5] })).toMatchObject({
      theta: 0,
      difference: plain.difference,
      pValue: expect.closeTo(plain.pValue, 12),
      varianceReduction: 0,
    });
  });

  it('narrows the interval by about 1 - r² and stays on target', () => {
    const normal = normals(seeded(21));
    const arm = (effect: number) => {
      const before = Array.from({ length: 4000 }, () => normal());
      return { before, outcome: before.map((b) => effect + 0.8 * b + 0.6 * normal()) };
    };
    const result = cuped(arm(0.1), arm(0));
    expect(result.varianceReduction).toBeCloseTo(0.64, 1);
    expect(Math.abs(result.difference - 0.1)).toBeLessThan(4 * result.standardError);
  });

  it('refuses arms that do not pair', () => {
    const arm = { outcome: [1, 2], before: [1, 2] };
    expect(() => cuped(arm, { outcome: [1, 2], before: [1] })).toThrow(
      'second.before must have at least 2 elements',
    );
    expect(() => cuped({ outcome: [1, 2, 3], before: [1, 2] }, arm)).toThrow(
      'first.before must have as many',
    );
  });
});

describe('differenceInDifferences', () => {
  it('is the interaction of the four cell means', () => {
    const result = differenceInDifferences({
      treatedBefore: [20, 22, 24],
      treatedAfter: [30, 31, 32],
      controlBefore: [10, 12, 14],
      controlAfter: [13, 14, 15],
    });
    expect(result.effect).toBeCloseTo(7, 12);
    expect(result.standardError).toBeCloseTo(Math.sqrt(4 / 3 + 1 / 3 + 4 / 3 + 1 / 3), 12);
    expect(result.degreesOfFreedom).toBeCloseTo((10 / 3) ** 2 / ((2 * (16 / 9)) / 2 + (2 * (1 / 9)) / 2), 10);
    expect(result.lower).toBeLessThan(7);
    expect(result.pValue).toBeLessThan(0.05);
  });

  it('does not move when the control group drifts as the treated one does', () => {
    const base = {
      treatedBefore: [5, 6, 9],
      treatedAfter: [8, 7, 9],
      controlBefore: [1, 2, 3],
      controlAfter: [2, 4, 3],
    };
    const drifted = {
      ...base,
      treatedAfter: base.treatedAfter.map((v) => v + 50),
      controlAfter: base.controlAfter.map((v) => v + 50),
    };
    expect(differenceInDifferences(drifted).effect).toBeCloseTo(differenceInDifferences(base).effect, 10);
    const still = [4, 4];
    expect(
      differenceInDifferences({
        treatedBefore: still,
        treatedAfter: still,
        controlBefore: still,
        controlAfter: still,
      }).pValue,
    ).toBe(1);
    expect(() => differenceInDifferences({ ...base, controlAfter: [1] })).toThrow('samples.controlAfter');
  });
});

describe('alwaysValidTest', () => {
  it('computes the mixture likelihood ratio', () => {
    const look = alwaysValidTest({ difference: 2, variance: 1 }, { tau: 1 });
    expect(look.likelihoodRatio).toBeCloseTo(Math.SQRT1_2 * Math.E, 12);
    expect(look.pValue).toBeCloseTo(1 / (Math.SQRT1_2 * Math.E), 12);
  });

  it('decides exactly when its interval leaves 0 out, and never takes evidence back', () => {
    const look = fc.record({
      difference: fc.double({ min: -3, max: 3, noNaN: true }),
      variance: fc.double({ min: 0.001, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(look, { minLength: 1, maxLength: 10 }),
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        (looks, tau) => {
          let previous: AlwaysValidResult | undefined;
          for (const next of looks) {
            const result = alwaysValidTest(next, { tau, previous });
            if (previous) expect(result.pValue).toBeLessThanOrEqual(previous.pValue);
            expect(result.decided).toBe(result.lower > 0 || result.upper < 0);
            previous = result;
          }
        },
      ),
    );
  });

  it('looked at after every pair, raises at most the promised false alarms, where a plain p raises many', () => {
    const random = seeded(99);
    let falseAlarms = 0;
    let plainAlarms = 0;
    for (let trial = 0; trial < 400; trial++) {
      let previous: AlwaysValidResult | undefined;
      let plain = false;
      const successes = [0, 0];
      for (let n = 1; n <= 400; n++) {
        for (const arm of [0, 1]) if (random() < 0.3) successes[arm] = (successes[arm] as number) + 1;
        if (n < 20) continue;
        const look = proportionLook(successes[0] as number, n, successes[1] as number, n);
        previous = alwaysValidTest(look, { tau: 0.1, previous });
        if (Math.abs(look.difference) / Math.sqrt(look.variance) > 1.96) plain = true;
      }
      if (previous?.decided) falseAlarms++;
      if (plain) plainAlarms++;
    }
    expect(falseAlarms / 400).toBeLessThanOrEqual(0.06);
    expect(plainAlarms / 400).toBeGreaterThan(0.15);
  });

  it('finds a real difference and can stop', () => {
    expect(alwaysValidTest(proportionLook(700, 1000, 600, 1000), { tau: 0.05 }).decided).toBe(true);
    expect(alwaysValidTest(proportionLook(0, 1, 0, 1), { tau: 0.05 })).toMatchObject({
      pValue: 1,
      decided: false,
    });
    expect(() => alwaysValidTest({ difference: 0, variance: 0 }, { tau: 1 })).toThrow('look.variance');
  });
});
