import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { seeded } from '../testing.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { chiSquareFit, chiSquareTest } from './chi-square-test.ts';
import { fisherExactTest } from './fisher-exact-test.ts';
import { mannWhitneyTest } from './mann-whitney-test.ts';
import { permutationTest } from './permutation-test.ts';
import { twoProportionTest } from './two-proportion-test.ts';
import { welchTTest } from './welch-t-test.ts';

const score = fc.integer({ min: 0, max: 20 });
const small = fc.array(score, { minLength: 2, maxLength: 7 });

/** Every way to choose `size` of `values`, as sums of the chosen: the long way round, for small samples. */
function splitSums(values: readonly number[], size: number): number[] {
  if (size === 0) return [0];
  return values.flatMap((value, i) => splitSums(values.slice(i + 1), size - 1).map((rest) => value + rest));
}

describe('welchTTest', () => {
  // Welch's example as given by R's t.test and SciPy.
  const a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
  const b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.9];

  it('gives the published statistic, freedom, p and interval', () => {
    const result = welchTTest(a, b);
    expect(result.statistic).toBeCloseTo(-2.879714362876703, 11);
    expect(result.degreesOfFreedom).toBeCloseTo(27.904304538301975, 10);
    expect(result.pValue).toBeCloseTo(0.00756139750239832, 13);
    expect(result.lower).toBeCloseTo(-4.906107774632728, 10);
    expect(result.upper).toBeCloseTo(-0.8272255587006057, 10);
    expect(welchTTest(a, b, { alternative: 'less' }).pValue).toBeCloseTo(0.00378069875119916, 13);
    expect(welchTTest(a, b, { alternative: 'greater' }).pValue).toBeCloseTo(1 - 0.00378069875119916, 13);
  });

  it('answers for constant samples', () => {
    expect(welchTTest([1, 1], [1, 1])).toMatchObject({ statistic: 0, pValue: 1, lower: 0, upper: 0 });
    expect(welchTTest([2, 2], [1, 1])).toMatchObject({ statistic: Number.POSITIVE_INFINITY, pValue: 0 });
    expect(welchTTest([2, 2], [1, 1], { alternative: 'less' }).pValue).toBe(1);
    expect(() => welchTTest([1], [1, 2])).toThrow('first must have at least 2 elements, but has 1');
  });

  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const metres = welchTTest(x, y).pValue;
        const millimetres = welchTTest(
          x.map((v) => v * 1024),
          y.map((v) => v * 1024),
        ).pValue;
        expect(millimetres).toBeCloseTo(metres, 10);
      }),
    );
  });
});

describe('mannWhitneyTest', () => {
  it('is exact without ties, as tabled', () => {
    const result = mannWhitneyTest([1, 4, 5], [2, 7, 9, 11]);
    expect(result).toMatchObject({ statistic: 2, method: 'exact', superiority: 2 / 12 });
    expect(result.pValue).toBeCloseTo(0.22857142857142856, 14);
  });

  it('is exact with ties, against all splits of the mid-ranks', () => {
    const x = [1, 2, 2, 3, 3, 3, 5, 8];
    const y = [2, 3, 4, 4, 5, 5, 6, 7, 9, 9];
    expect(mannWhitneyTest(x, y).pValue).toBeCloseTo(0.05516705516705517, 13);
    expect(mannWhitneyTest(x, y, { alternative: 'less' }).pValue).toBeCloseTo(0.027583527583527584, 13);
  });

  it('has the tie-corrected normal p of SciPy and R', () => {
    const x = [1, 2, 2, 3, 3, 3, 5, 8];
    const y = [2, 3, 4, 4, 5, 5, 6, 7, 9, 9];
    const normal = mannWhitneyTest(x, y, { method: 'normal' });
    expect(normal.statistic).toBe(18.5);
    expect(normal.pValue).toBeCloseTo(0.059368004297443204, 13);
    expect(mannWhitneyTest(x, y, { method: 'normal', alternative: 'less' }).pValue).toBeCloseTo(
      0.029684002148721602,
      13,
    );
  });

  it('equals brute force on any small samples, of unequal sizes too', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const pooled = [...x, ...y];
        const rank = (v: number) =>
          pooled.filter((w) => w < v).length + (pooled.filter((w) => w === v).length + 1) / 2;
        const observed = x.reduce((total, v) => total + rank(v), 0);
        const sums = splitSums(pooled.map(rank), x.length);
        const upper = sums.filter((s) => s >= observed - 1e-9).length / sums.length;
        expect(mannWhitneyTest(x, y, { alternative: 'greater' }).pValue).toBeCloseTo(upper, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('finds nothing where all values are equal', () => {
    expect(mannWhitneyTest([3, 3], [3, 3, 3])).toMatchObject({ pValue: 1, superiority: 0.5 });
    expect(mannWhitneyTest([3, 3], [3, 3, 3], { method: 'normal' }).pValue).toBe(1);
    const many = new Float64Array(201);
    expect(() => mannWhitneyTest(many, [1], { method: 'exact' })).toThrow(
      'options.method can be exact for at most 200',
    );
  });
});

describe('twoProportionTest and chiSquareTest', () => {
  it('give the z of statsmodels, whose square is the chi-square', () => {
    const z = twoProportionTest(120, 1000, 150, 1000);
    expect(z.statistic).toBeCloseTo(-1.963049807622355, 12);
    expect(z.pValue).toBeCloseTo(0.04964038686536878, 12);
    const table = chiSquareTest([
      [120, 880],
      [150, 850],
    ]);
    expect(table.statistic).toBeCloseTo(z.statistic ** 2, 10);
    expect(table.pValue).toBeCloseTo(z.pValue, 12);
    expect(twoProportionTest(120, 1000, 150, 1000, { alternative: 'less' }).pValue).toBeCloseTo(
      z.pValue / 2,
      12,
    );
  });

  it('give Agresti’s table of party by gender as R does', () => {
    const result = chiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    expect(result.statistic).toBeCloseTo(30.070149095754672, 10);
    expect(result.degreesOfFreedom).toBe(2);
    expect(Math.abs(result.pValue / 2.9535891832117595e-7 - 1)).toBeLessThan(1e-11);
    expect(result.cramersV).toBeCloseTo(Math.sqrt(30.070149095754672 / 2757), 12);
  });

  it('correct for continuity as R does, and only where that is defined', () => {
    const corrected = chiSquareTest(
      [
        [10, 20],
        [30, 5],
      ],
      { continuity: true },
    );
    expect(corrected.statistic).toBeCloseTo(16.57848214285714, 10);
    expect(() =>
      chiSquareTest(
        [
          [1, 2, 3],
          [3, 2, 1],
        ],
        { continuity: true },
      ),
    ).toThrow('options.continuity');
  });

  it('test the fit to shares', () => {
    expect(chiSquareFit([16, 18, 16, 14, 12, 12], [1, 1, 1, 1, 1, 1])).toMatchObject({
      statistic: expect.closeTo(2, 12),
    });
    expect(chiSquareFit([10, 20, 30], [15, 15, 30]).pValue).toBeCloseTo(0.1888756028375618, 12);
    expect(() => chiSquareFit([0, 0], [1, 1])).toThrow('counts must not all be zero');
    expect(() => chiSquareFit([1, 2], [1, 0])).toThrow('shares[1]');
  });

  it('refuse tables that say nothing', () => {
    expect(() => chiSquareTest([[1, 2]])).toThrow('counts must have at least 2 rows');
    expect(() =>
      chiSquareTest([
        [1, 2],
        [0, 0],
      ]),
    ).toThrow('counts[1] must not be a row of zeros');
    expect(() =>
      chiSquareTest([
        [1, 0],
        [2, 0],
      ]),
    ).toThrow('column 1');
    expect(() =>
      chiSquareTest([
        [1, -1],
        [2, 3],
      ]),
    ).toThrow('counts[0][1]');
    expect(twoProportionTest(0, 5, 0, 9)).toMatchObject({ statistic: 0, pValue: 1 });
  });
});

describe('fisherExactTest', () => {
  it.each([
    [3, 1, 1, 3, 0.48571428571428565, 0.24285714285714283, 0.9857142857142858],
    [8, 2, 1, 5, 0.034965034965034975, 0.024475524475524483, 0.9991258741258742],
    [100, 200, 150, 180, 0.001973363265725189, 0.9992994715835515, 0.0012212557399211151],
    [0, 5, 7, 3, 0.025641025641025637, 1, 0.018648018648018645],
    [1000, 20000, 900, 30000, 1.3234330658953412e-27, 7.58197148991649e-28, 1],
  ])('of %s %s / %s %s', (a, b, c, d, both, greater, less) => {
    const near = (got: number, want: number) => expect(Math.abs(got / want - 1)).toBeLessThan(1e-10);
    near(fisherExactTest(a, b, c, d).pValue, both);
    near(fisherExactTest(a, b, c, d, { alternative: 'greater' }).pValue, greater);
    near(fisherExactTest(a, b, c, d, { alternative: 'less' }).pValue, less);
  });

  it('does not care which way the table is turned', () => {
    const cell = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const { pValue } = fisherExactTest(a, b, c, d);
        expect(fisherExactTest(a, c, b, d).pValue).toBeCloseTo(pValue, 10);
        expect(fisherExactTest(d, c, b, a).pValue).toBeCloseTo(pValue, 10);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('answers 1 for an empty table and names the odds ratio', () => {
    expect(fisherExactTest(0, 0, 0, 0)).toEqual({ pValue: 1, oddsRatio: Number.NaN });
    expect(fisherExactTest(4, 0, 2, 3).oddsRatio).toBe(Number.POSITIVE_INFINITY);
    expect(() => fisherExactTest(1, 2, 3, -4)).toThrow('d must be an integer from 0, not -4');
  });
});

describe('permutationTest', () => {
  const random = () => {
    throw new Error('an exact test must not draw');
  };

  it('enumerates unequal groups as SciPy does', () => {
    const result = permutationTest([1, 2, 3.5, 4], [2.5, 6, 7, 8, 9, 10], { random });
    expect(result).toMatchObject({ exact: true, splits: 210 });
    expect(result.pValue).toBeCloseTo(0.02857142857142857, 12);
    expect(permutationTest([5, 9], [1, 2, 3, 4, 8, 6, 7], { random }).pValue).toBeCloseTo(1 / 3, 12);
    const less = permutationTest([1, 2, 3.5, 4], [2.5, 6, 7, 8, 9, 10], { random, alternative: 'less' });
    expect(less.pValue).toBeCloseTo(0.014285714285714285, 12);
  });

  it('equals brute force for any small groups', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const pooled = [...x, ...y];
        const whole = pooled.reduce((a, b) => a + b, 0);
        const spread = (s: number) => Math.abs(s / x.length - (whole - s) / y.length);
        const observed = spread(x.reduce((a, b) => a + b, 0));
        const sums = splitSums(pooled, x.length);
        const want = sums.filter((s) => spread(s) >= observed - 1e-9).length / sums.length;
        expect(permutationTest(x, y, { random }).pValue).toBeCloseTo(want, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('by shuffling comes close to the exact p, and never to 0', () => {
    const x = [1, 2, 3.5, 4, 6, 7, 3, 2];
    const y = [2.5, 6, 7, 8, 9, 10];
    const exact = permutationTest(x, y, { random }).pValue;
    const shuffled = permutationTest(x, y, { random: seeded(5), exactLimit: 0, shuffles: 20_000 });
    expect(shuffled.exact).toBe(false);
    expect(Math.abs(shuffled.pValue - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / 20_000));
    const far = permutationTest([0, 0, 0, 0, 0, 0], [9, 9, 9, 9, 9, 9, 9], {
      random: seeded(5),
      exactLimit: 0,
      shuffles: 99,
    });
    expect(far.pValue).toBeGreaterThanOrEqual(0.01);
  });

  it('takes any statistic and leaves the samples alone', () => {
    const first = Object.freeze([3, 1, 2]);
    const result = permutationTest(first, [9, 8], {
      random,
      statistic: (a, b) => Math.max(...a) - Math.max(...b),
    });
    expect(result.statistic).toBe(-6);
    expect(() => permutationTest([1], [2], { random, statistic: () => Number.NaN })).toThrow(AnalyticsError);
    expect(() => permutationTest([], [2], { random })).toThrow('first must have at least 1 element');
  });
});

describe('benjaminiHochberg', () => {
  it('adjusts as R’s p.adjust', () => {
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.9]);
    for (const [i, want] of [0.025, 0.05, 0.05, 0.025, 0.9].entries())
      expect(adjusted[i]).toBeCloseTo(want, 12);
    expect(benjaminiHochberg([])).toEqual([]);
    expect(() => benjaminiHochberg([0.5, 1.5])).toThrow('pValues[1] must lie in [0, 1], not 1.5');
  });

  it('never lowers a p, keeps their order, and follows them when they are reordered', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (ps) => {
        const adjusted = benjaminiHochberg(ps);
        for (const [i, p] of ps.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          for (const [j, other] of ps.entries())
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] as number);
        }
        expect(benjaminiHochberg(ps.toReversed()).toReversed()).toEqual(adjusted);
      }),
    );
  });
});
