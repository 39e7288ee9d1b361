import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals, seeded } from '../testing.ts';
import { auc } from './auc.ts';
import { applyCalibration, calibrate } from './calibrate.ts';
import { crossValidate } from './cross-validate.ts';
import { drift } from './drift.ts';
import { takeRows, takeValues } from './features.ts';
import { givenFolds, stratifiedFolds, timeFolds } from './folds.ts';
import { logisticRegression } from './logistic-regression.ts';
import { predict, shareOf } from './predict.ts';

describe('calibration', () => {
  it('by pooling adjacent violators is the best rising step curve, by brute force', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 9 })
          .filter((o) => o.includes(0) && o.includes(1)),
        (outcome) => {
          const scores = outcome.map((_, i) => i);
          const fitted = applyCalibration(calibrate(scores, outcome, 'isotonic'), scores);
          const errorOf = (curve: ArrayLike<number>): number =>
            outcome.reduce((sum: number, truth, i) => sum + (truth - (curve[i] as number)) ** 2, 0);
          let best = Number.POSITIVE_INFINITY;
          // A best curve is constant on stretches, at their means.
          for (let cuts = 0; cuts < 1 << (outcome.length - 1); cuts++) {
            const curve: number[] = [];
            for (let from = 0; from < outcome.length; ) {
              let to = from + 1;
              while (to < outcome.length && ((cuts >> (to - 1)) & 1) === 0) to++;
              const mean = outcome.slice(from, to).reduce((sum: number, v) => sum + v, 0) / (to - from);
              for (; from < to; from++) curve.push(mean);
            }
            if (curve.every((value, i) => i === 0 || value >= (curve[i - 1] as number)))
              best = Math.min(best, errorOf(curve));
          }
          expect(errorOf(fitted)).toBeCloseTo(best, 10);
        },
      ),
    );
  });

  it('by pooling joins steps by straight lines and is flat beyond the ends', () => {
    const calibrator = calibrate([1, 2, 3, 4, 4, 6], [0, 1, 0, 1, 1, 1], 'isotonic');
    expect([...applyCalibration(calibrator, [-9, 1, 1.5, 2, 2.5, 3.5, 99])]).toEqual([
      0, 0, 0.25, 0.5, 0.5, 0.75, 1,
    ]);
    expect([...applyCalibration(calibrate([5, 5, 5, 5], [0, 1, 0, 0], 'isotonic'), [1, 5, 9])]).toEqual([
      0.25, 0.25, 0.25,
    ]);
  });

  it('by a logistic curve undoes a scale and a shift', () => {
    const random = seeded(4);
    const truth = Array.from({ length: 50_000 }, () => 4 * random() - 2);
    const outcome = truth.map((eta) => (random() < shareOf(eta) ? 1 : 0));
    const calibrator = calibrate(
      truth.map((eta) => 3 * eta + 5),
      outcome,
      'platt',
    );
    const chances = applyCalibration(calibrator, [-1, 5, 11]);
    for (const [i, eta] of [-2, 0, 2].entries()) expect(chances[i]).toBeCloseTo(shareOf(eta), 1.5);
  });

  it('by a logistic curve reaches the point where its smoothed targets balance', () => {
    const scores = [0.3, 2, 1.1, -0.4, 3, 0.2, 1.5];
    const outcome = [0, 1, 1, 0, 1, 1, 0];
    const calibrator = calibrate(scores, outcome, 'platt');
    const targets = outcome.map((one) => (one === 1 ? 5 / 6 : 1 / 5));
    const excess = applyCalibration(calibrator, scores).map((chance, i) => chance - (targets[i] as number));
    expect(excess.reduce((a, b) => a + b)).toBeCloseTo(0, 9);
    expect(excess.reduce((sum, value, i) => sum + value * (scores[i] as number), 0)).toBeCloseTo(0, 9);
  });

  it('survives separated and constant scores', () => {
    const [low, high] = applyCalibration(calibrate([1, 2, 3, 4], [0, 0, 1, 1], 'platt'), [1, 4]);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeLessThan(1);
    expect(applyCalibration(calibrate([7, 7, 7, 7], [0, 0, 0, 1], 'platt'), [7])[0]).toBeCloseTo(
      (2 / 3 + 3 / 5) / 4,
      6,
    );
    expect(() => calibrate([1, 2], [1, 1], 'platt')).toThrow('both outcomes');
    expect(() => calibrate([1, Number.NaN], [1, 0], 'isotonic')).toThrow('scores[1]');
  });
});

describe('folds', () => {
  it('have the same mix of outcomes, and each case once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 6, max: 60 }),
        fc.integer(),
        (count, ones, seed) => {
          const labels = Array.from({ length: 2 * ones + 13 }, (_, i) => (i < ones ? 1 : 0));
          const splits = stratifiedFolds(labels, count, seeded(seed));
          const seen = splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
          expect(seen).toEqual(labels.map((_, i) => i));
          for (const { train, test } of splits) {
            const own = test.reduce((sum, place) => sum + (labels[place] as number), 0);
            expect(Math.abs(own - ones / count)).toBeLessThan(1);
            expect(Math.abs(test.length - labels.length / count)).toBeLessThan(1);
            expect(new Set([...train, ...test]).size).toBe(labels.length);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('may be given', () => {
    const [first, second] = givenFolds([7, 3, 7, 3]);
    expect([...(first?.test ?? [])]).toEqual([1, 3]);
    expect([...(second?.train ?? [])]).toEqual([1, 3]);
    expect(() => givenFolds([1, 1])).toThrow('two parts');
  });

  it('by time learn from the past only, and never part one moment', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 60, maxLength: 200 }),
        fc.integer({ min: 0, max: 5 }),
        (moments, gap) => {
          const times = moments.map((moment) => moment >> 1);
          let last = Number.NEGATIVE_INFINITY;
          for (const { train, test } of timeFolds(times, 3, { gap })) {
            const starts = Math.min(...test.values().map((place) => times[place] as number));
            const ends = Math.max(...train.values().map((place) => times[place] as number));
            expect(ends).toBeLessThan(starts);
            expect(ends).toBeLessThanOrEqual(starts - gap);
            expect(starts).toBeGreaterThan(last);
            last = Math.max(...test.values().map((place) => times[place] as number));
          }
        },
      ),
    );
  });

  it('by time reach back as far as told', () => {
    const times = Array.from({ length: 40 }, (_, i) => i);
    const splits = timeFolds(times, 3, { window: 5, gap: 2 });
    expect(splits.map(({ train, test }) => [train[0], train.at(-1), test[0], test.at(-1)])).toEqual([
      [3, 8, 10, 19],
      [13, 18, 20, 29],
      [23, 28, 30, 39],
    ]);
    expect(() => timeFolds([1, 1, 1, 2], 3)).toThrow('do not divide');
    expect(() => timeFolds([1, 2], 1, { gap: 5 })).toThrow('no case to learn from');
    expect(() => stratifiedFolds([1, 0, 0, 0], 2, seeded(1))).toThrow('1 cases of label 1');
  });
});

it('crossValidate tests every case by a model that has not seen it', () => {
  const random = seeded(5);
  const normal = normals(random);
  const x = Float64Array.from({ length: 600 }, normal);
  const outcome = Array.from(x, (value) => (random() < shareOf(2 * value) ? 1 : 0));
  const features = { rows: 600, names: ['x'], columns: [x] };
  const splits = stratifiedFolds(outcome, 4, random);
  const result = crossValidate(splits, outcome, (train, test) => {
    expect(train.some((place) => test.includes(place))).toBe(false);
    return predict(
      logisticRegression(takeRows(features, train), takeValues(outcome, train)).model,
      takeRows(features, test),
    );
  });
  expect(result.auc.values.length).toBe(4);
  const first = splits[0]?.test as Int32Array;
  expect(result.auc.values[0]).toBe(
    auc(takeValues(result.chances, first), takeValues(outcome, first)).estimate,
  );
  expect(result.auc.mean).toBeGreaterThan(0.8);
  const [split] = splits as [(typeof splits)[0]];
  expect(() => crossValidate([split, split], outcome, (_, test) => test.map(() => 0))).toThrow(
    'another split',
  );
  expect(() => crossValidate(splits, outcome, () => [0.5])).toThrow('one chance a case');
  expect(() => crossValidate([], outcome, () => [])).toThrow('splits');
});

describe('drift', () => {
  const table = (columns: number[][], categorical?: boolean[]) => ({
    rows: columns[0]?.length ?? 0,
    names: columns.map((_, j) => `c${j}`),
    columns,
    ...(categorical ? { categorical } : {}),
  });

  it('is the index by hand', () => {
    const before = [...Array(50).fill(0), ...Array(30).fill(1), ...Array(20).fill(2)];
    const now = [...Array(40).fill(0), ...Array(30).fill(1), ...Array(30).fill(2)];
    const [found] = drift(table([before], [true]), table([now], [true]));
    expect(found?.psi).toBeCloseTo(-0.1 * Math.log(0.8) + 0.1 * Math.log(1.5), 12);
    expect(found?.level).toBe('stable');
    expect(found?.bins).toEqual([
      { upTo: 0, reference: 0.5, current: 0.4 },
      { upTo: 1, reference: 0.3, current: 0.3 },
      { upTo: 2, reference: 0.2, current: 0.3 },
    ]);
    expect(drift(table([before]), table([now]))[0]?.psi).toBeCloseTo(found?.psi as number, 12);
  });

  it('is 0 without change, large for a shift, and seen in what is missing', () => {
    const normal = normals(seeded(6));
    const before = Array.from({ length: 5000 }, normal);
    const [same] = drift(table([before]), table([before]));
    expect(same).toMatchObject({ psi: 0, level: 'stable', pValue: 1 });
    const [shifted] = drift(table([before]), table([before.map((value) => value + 1)]));
    expect(shifted?.level).toBe('large');
    const [gaps] = drift(
      table([before]),
      table([before.map((value, i) => (i % 4 === 0 ? Number.NaN : value))]),
    );
    expect(gaps?.level).toBe('large');
    expect(gaps?.bins.at(-1)).toEqual({ upTo: 'missing', reference: 0, current: 0.25 });
  });

  it('does not cry wolf: chance exceeds the p-value of 5 % about as often', () => {
    const random = seeded(7);
    let alarms = 0;
    for (let trial = 0; trial < 300; trial++) {
      const sample = (n: number) => table([Array.from({ length: n }, random)]);
      if ((drift(sample(2000), sample(500))[0]?.pValue as number) < 0.05) alarms++;
    }
    expect(alarms / 300).toBeGreaterThan(0.015);
    expect(alarms / 300).toBeLessThan(0.09);
  });

  it('has an answer for constant, empty and unknown', () => {
    expect(drift(table([[3, 3, 3]]), table([[3, 3]]))[0]).toMatchObject({ psi: 0, pValue: 1 });
    expect(drift(table([[Number.NaN, Number.NaN]]), table([[Number.NaN]]))[0]?.psi).toBe(0);
    expect(Number.isFinite(drift(table([[3, 3, 3]]), table([[9, 9]]))[0]?.psi)).toBe(true);
    expect(Number.isFinite(drift(table([[0, 1]], [true]), table([[2, 3]], [true]))[0]?.psi)).toBe(true);
    expect(() => drift(table([[1]]), table([[]]))).toThrow('current.rows');
    expect(() => drift(table([[1]]), table([[Number.NEGATIVE_INFINITY]]))).toThrow('finite');
  });
});
