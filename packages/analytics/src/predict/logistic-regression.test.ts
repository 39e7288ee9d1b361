import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals, seeded } from '../testing.ts';
import type { Features } from './features.ts';
import { logisticRegression } from './logistic-regression.ts';
import { predict, shareOf } from './predict.ts';

/** Spector and Mazzeo (1980): grade point average, test of economics, new teaching method, improved grade. */
const SPECTOR = [
  [2.66, 20, 0, 0],
  [2.89, 22, 0, 0],
  [3.28, 24, 0, 0],
  [2.92, 12, 0, 0],
  [4, 21, 0, 1],
  [2.86, 17, 0, 0],
  [2.76, 17, 0, 0],
  [2.87, 21, 0, 0],
  [3.03, 25, 0, 0],
  [3.92, 29, 0, 1],
  [2.63, 20, 0, 0],
  [3.32, 23, 0, 0],
  [3.57, 23, 0, 0],
  [3.26, 25, 0, 1],
  [3.53, 26, 0, 0],
  [2.74, 19, 0, 0],
  [2.75, 25, 0, 0],
  [2.83, 19, 0, 0],
  [3.12, 23, 1, 0],
  [3.16, 25, 1, 1],
  [2.06, 22, 1, 0],
  [3.62, 28, 1, 1],
  [2.89, 14, 1, 0],
  [3.51, 26, 1, 0],
  [3.54, 24, 1, 1],
  [2.83, 27, 1, 1],
  [3.39, 17, 1, 1],
  [2.67, 24, 1, 0],
  [3.65, 21, 1, 1],
  [4, 23, 1, 1],
  [3.1, 21, 1, 0],
  [2.39, 19, 1, 1],
] as const;
const spector: Features = table({
  GPA: SPECTOR.map(([gpa]) => gpa),
  TUCE: SPECTOR.map(([, tuce]) => tuce),
  PSI: SPECTOR.map(([, , psi]) => psi),
});
const grade = SPECTOR.map(([, , , improved]) => improved);

function table(columns: Record<string, readonly number[]>): Features {
  return {
    rows: Object.values(columns)[0]?.length ?? 0,
    names: Object.keys(columns),
    columns: Object.values(columns),
  };
}

/** The penalised loss, straight from its definition. */
function costOf(
  features: Features,
  outcome: readonly number[],
  b: readonly number[],
  l1: number,
  l2: number,
) {
  let cost = 0;
  for (const [i, truth] of outcome.entries()) {
    let eta = b[0] as number;
    for (const [j, column] of features.columns.entries()) eta += (b[j + 1] as number) * (column[i] as number);
    cost -= Math.log(truth === 1 ? shareOf(eta) : shareOf(-eta));
  }
  for (const value of b.slice(1)) cost += l1 * Math.abs(value) + (l2 / 2) * value * value;
  return cost;
}

describe('logistic regression', () => {
  it('is that of statsmodels on its textbook data, standard errors included', () => {
    const { model, estimates, logLikelihood, nullLogLikelihood, violation } = logisticRegression(
      spector,
      grade,
    );
    expect(model.intercept).toBeCloseTo(-13.02134686, 7);
    expect(model.coefficients[0]).toBeCloseTo(2.82611259, 7);
    expect(model.coefficients[1]).toBeCloseTo(0.09515766, 7);
    expect(model.coefficients[2]).toBeCloseTo(2.37868766, 7);
    expect(logLikelihood).toBeCloseTo(-12.8896334653, 5);
    expect(nullLogLikelihood).toBeCloseTo(-20.5917296966, 6);
    expect(estimates?.map(({ standardError }) => standardError)).toEqual([
      expect.closeTo(4.93132, 5),
      expect.closeTo(1.26294, 5),
      expect.closeTo(0.141554, 5),
      expect.closeTo(1.06456, 4),
    ]);
    expect(estimates?.[1]?.pValue).toBeCloseTo(0.025, 3);
    expect(estimates?.[1]?.oddsRatio).toBeCloseTo(Math.exp(2.82611259), 5);
    expect(estimates?.[3]?.lower).toBeCloseTo(0.29218, 4);
    expect(violation).toBeLessThan(1e-12);
  });

  it('with an absolute penalty is that of statsmodels to the accuracy that it asks of its search', () => {
    const { model, estimates } = logisticRegression(spector, grade, { l1: 3 });
    expect(model.coefficients[0]).toBe(0);
    expect(model.coefficients[2]).toBe(0);
    expect(model.coefficients[1]).toBeCloseTo(0.15493781, 5);
    expect(model.intercept).toBeCloseTo(-4.10271595, 4);
    expect(estimates).toBeNull();
  });

  it.each([
    [0, 0],
    [0, 2],
    [0.7, 0],
    [0.5, 1.5],
  ])('with penalties %d and %d lies where no small step lowers the loss', (l1, l2) => {
    const { model } = logisticRegression(spector, grade, { l1, l2 });
    const best = [model.intercept, ...model.coefficients];
    const least = costOf(spector, grade, best, l1, l2);
    for (let j = 0; j < best.length; j++) {
      for (const step of [-1e-3, -1e-5, 1e-5, 1e-3]) {
        expect(costOf(spector, grade, best.with(j, (best[j] as number) + step), l1, l2)).toBeGreaterThan(
          least - 1e-13,
        );
      }
    }
  });

  it('recovers the coefficients that made the data', () => {
    const random = seeded(11);
    const normal = normals(random);
    const x = Array.from({ length: 20_000 }, normal);
    const z = Array.from({ length: 20_000 }, () => 1000 + 300 * normal());
    const y = x.map((value, i) =>
      random() < shareOf(-0.5 + value - 0.004 * ((z[i] as number) - 1000)) ? 1 : 0,
    );
    const { estimates } = logisticRegression(table({ x, z }), y);
    for (const [k, truth] of [3.5, 1, -0.004].entries()) {
      const { coefficient = 0, standardError = 0 } = estimates?.[k] ?? {};
      expect(Math.abs(coefficient - truth)).toBeLessThan(4 * standardError);
    }
  });

  it('does not depend on units, but for the coefficients', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (unit) => {
        const scaled = {
          ...spector,
          columns: spector.columns.map((column) => Array.from(column, (v) => v * unit)),
        };
        const fit = logisticRegression(scaled, grade);
        expect(fit.model.coefficients[0]).toBeCloseTo(2.82611259 / unit, -Math.log10(1e-6 / unit) | 0);
        const chances = predict(fit.model, scaled);
        const before = predict(logisticRegression(spector, grade).model, spector);
        for (const [i, chance] of chances.entries()) expect(chance).toBeCloseTo(before[i] as number, 9);
      }),
      { numRuns: 20 },
    );
  });

  it('neither overflows nor underflows in extreme units', () => {
    const usual = logisticRegression(spector, grade).estimates?.[1];
    for (const unit of [1e-250, 1e250]) {
      const columns = spector.columns.map((column) => Array.from(column, (value) => value * unit));
      const own = logisticRegression({ ...spector, columns }, grade).estimates?.[1];
      expect(own?.z).toBeCloseTo(usual?.z as number, 9);
      expect((own?.standardError as number) * unit).toBeCloseTo(usual?.standardError as number, 9);
    }
    // A penalty that no effect is worth leaves the share of ones.
    const tiny = spector.columns.map((column) => Array.from(column, (value) => value * 1e-250));
    const { model } = logisticRegression({ ...spector, columns: tiny }, grade, { l2: 1 });
    for (const chance of predict(model, { ...spector, columns: tiny }))
      expect(chance).toBeCloseTo(11 / 32, 12);
  });

  it('of very many cases, begun on a sample, is that of each case in turn', () => {
    const random = seeded(12);
    const rows = 90_000;
    const x = Float64Array.from({ length: rows }, random);
    const outcome = Uint8Array.from(x, (value) => (random() < shareOf(2 * value - 1) ? 1 : 0));
    const { model, violation } = logisticRegression({ rows, names: ['x'], columns: [x] }, outcome);
    expect(violation).toBeLessThan(1e-12);
    const excess = predict(model, { rows, names: ['x'], columns: [x] }).map(
      (chance, i) => chance - (outcome[i] as number),
    );
    expect(excess.reduce((a, b) => a + b)).toBeCloseTo(0, 6);
    expect(excess.reduce((sum, value, i) => sum + value * (x[i] as number), 0)).toBeCloseTo(0, 6);
    // The sample of every fourth case sees only zeros of this column, and may not decide.
    const rare = Float64Array.from(x, (_, i) => (i % 4 === 1 ? 1 : 0));
    const both = logisticRegression({ rows, names: ['x', 'rare'], columns: [x, rare] }, outcome);
    expect(both.violation).toBeLessThan(1e-12);
  });

  it('stays with the share of ones where there is nothing to learn from', () => {
    const { model } = logisticRegression({ rows: 4, names: [], columns: [] }, [1, 0, 0, 0]);
    expect(predict(model, { rows: 1, names: [], columns: [] })[0]).toBeCloseTo(0.25, 12);
    const constant = logisticRegression(table({ x: [5, 5, 5, 5] }), [1, 0, 0, 0], { l2: 1 });
    expect(constant.model.coefficients).toEqual([0]);
    const crushed = logisticRegression(spector, grade, { l1: 1e6 });
    expect(crushed.model.coefficients).toEqual([0, 0, 0]);
    expect(shareOf(crushed.model.intercept)).toBeCloseTo(11 / 32, 12);
  });

  it('says which columns to leave out', () => {
    const x = [1, 2, 3, 4, 1, 5];
    const y = [2, 3, 1, 2, 3, 3];
    const twice = table({ x, y, z: x.map((value, i) => value + (y[i] as number)), w: [1, 0, 0, 1, 1, 0] });
    expect(() => logisticRegression(twice, [0, 1, 0, 1, 1, 0])).toThrow('(z) is determined by x, y');
    expect(() => logisticRegression(table({ x, c: x.map(() => 7) }), [0, 1, 0, 1, 1, 0])).toThrow(
      '(c) is constant',
    );
    expect(logisticRegression(twice, [0, 1, 0, 1, 1, 0], { l2: 1 }).violation).toBeLessThan(1e-12);
    expect(() => logisticRegression(table({ x: [1, 2], y: [2, 1] }), [0, 1])).toThrow('as many as the cases');
  });

  it.each([
    ['completely', [1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1]],
    ['but for one value', [1, 2, 3, 3, 4, 5], [0, 0, 0, 1, 1, 1]],
    ['by a rare group', [0, 0, 0, 0, 0, 1], [0, 1, 0, 1, 0, 1]],
  ])('says so where outcomes are separated %s', (_, x, outcome) => {
    expect(() => logisticRegression(table({ x }), outcome)).toThrow(/told apart without fail by x .*set l2/);
    expect(
      Math.abs(logisticRegression(table({ x }), outcome, { l2: 1 }).model.coefficients[0] as number),
    ).toBeLessThan(5);
  });

  it('refuses what it cannot use', () => {
    const x = table({ x: [1, 2, 3] });
    expect(() => logisticRegression(x, [0, 1, 2])).toThrow('outcome[2] must be 0 or 1, not 2');
    expect(() => logisticRegression(x, [1, 1, 1])).toThrow('outcome must have both outcomes');
    expect(() => logisticRegression(x, [1, 0])).toThrow('outcome must have one outcome a case (3)');
    expect(() => logisticRegression(table({ x: [1, Number.NaN, 3] }), [0, 1, 0])).toThrow('columns[0][1]');
    expect(() => logisticRegression(table({ x: [1, Number.POSITIVE_INFINITY, 3] }), [0, 1, 0])).toThrow(
      'finite',
    );
    expect(() => logisticRegression({ rows: 0, names: [], columns: [] }, [])).toThrow('is empty');
    expect(() => logisticRegression(x, [0, 1, 0], { l1: -1 })).toThrow('options.l1');
    expect(() => logisticRegression({ ...x, categorical: [true] }, [0, 1, 0])).toThrow('one-hot');
    expect(() =>
      logisticRegression(
        {
          ...x,
          names: ['x', 'x'],
          columns: [
            [1, 2, 3],
            [1, 2, 4],
          ],
        },
        [0, 1, 0],
      ),
    ).toThrow('"x" stands twice');
    const { model } = logisticRegression(table({ x: [1, 2, 3, 2, 3, 1] }), [0, 1, 1, 0, 0, 1]);
    expect(() => predict(model, table({ y: [1] }))).toThrow('must be those that the model learnt from');
  });
});
