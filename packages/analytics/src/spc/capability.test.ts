import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capability } from './capability.ts';
import { defectsPerMillion, dpmoOfSigmaLevel, sigmaLevel } from './sigma-level.ts';

describe('capability', () => {
  const process = { mean: 53, sigmaWithin: 2, sigmaOverall: 2.5, count: 20 };

  it('follows its definitions', () => {
    const result = capability(process, { lower: 38, upper: 62, target: 50 });
    expect(result).toMatchObject({ cp: 2, cpk: 1.5, pp: 1.6, ppk: 1.2 });
    expect(result.cpm).toBeCloseTo(24 / (6 * Math.sqrt(6.25 + 9)), 12);
  });

  it('has the published intervals of Montgomery’s examples 8.4 and 8.5', () => {
    // Example 8.4: limits 62 and 38, s = 1.75, n = 20.
    const first = capability(
      { mean: 50, sigmaWithin: 1.75, sigmaOverall: 1.75, count: 20 },
      { lower: 38, upper: 62 },
    );
    expect(first.cp).toBeCloseTo(2.29, 2);
    expect(first.cpInterval?.lower).toBeCloseTo(2.2857 * Math.sqrt(8.90652 / 19), 4);
    expect(first.cpInterval?.upper).toBeCloseTo(2.2857 * Math.sqrt(32.8523 / 19), 4);
    // Example 8.5: Cpk 1.33 from 20 parts.
    const second = capability({ mean: 0, sigmaWithin: 1, sigmaOverall: 1, count: 20 }, { upper: 3.99 });
    expect(second.cpk).toBeCloseTo(1.33, 12);
    expect(second.cpkInterval.lower).toBeCloseTo(0.88, 1);
    expect(second.cpkInterval.upper).toBeCloseTo(1.78, 1);
  });

  it('expects the defects of the normal tails', () => {
    const centred = capability(
      { mean: 0, sigmaWithin: 1, sigmaOverall: 1, count: 50 },
      { lower: -3, upper: 3 },
    );
    expect(centred.expectedDpmo).toBeCloseTo(2699.796, 3);
    expect(
      capability({ mean: 0, sigmaWithin: 1, sigmaOverall: 1, count: 50 }, { upper: 3 }).expectedDpmo,
    ).toBeCloseTo(1349.898, 3);
  });

  it('never ranks the nearer limit above the width, and answers null without both limits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (mean, sigma) => {
          const result = capability(
            { mean, sigmaWithin: sigma, sigmaOverall: sigma, count: 30 },
            { lower: -4, upper: 6 },
          );
          expect(result.cpk).toBeLessThanOrEqual((result.cp as number) + 1e-12);
        },
      ),
    );
    expect(capability(process, { lower: 40 })).toMatchObject({
      cp: null,
      pp: null,
      cpm: null,
      cpInterval: null,
    });
  });

  it('refuses what has no answer', () => {
    expect(() => capability(process, {})).toThrow('specification must have a lower or an upper limit');
    expect(() => capability(process, { lower: 5, upper: 5 })).toThrow('specification.lower must be below');
    expect(() => capability({ ...process, sigmaWithin: 0 }, { lower: 1 })).toThrow('process.sigmaWithin');
  });
});

describe('sigma level', () => {
  it('is the customary table', () => {
    expect(dpmoOfSigmaLevel(6)).toBeCloseTo(3.4, 1);
    expect(dpmoOfSigmaLevel(3)).toBeCloseTo(66807, 0);
    expect(sigmaLevel(3.4)).toBeCloseTo(6, 2);
    expect(defectsPerMillion(21, 100, 5)).toBe(42_000);
  });

  it('inverts, and is infinite for none or nothing but defects', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 7, noNaN: true }), (level) => {
        expect(sigmaLevel(dpmoOfSigmaLevel(level))).toBeCloseTo(level, 8);
      }),
    );
    expect(sigmaLevel(0)).toBe(Number.POSITIVE_INFINITY);
    expect(sigmaLevel(1e6)).toBe(Number.NEGATIVE_INFINITY);
    expect(() => sigmaLevel(-1)).toThrow('dpmo must lie in');
    expect(() => defectsPerMillion(3, 1, 2)).toThrow(
      'defects must not exceed units × opportunities (2), but is 3',
    );
  });
});
