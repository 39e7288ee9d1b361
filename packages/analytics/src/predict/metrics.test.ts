import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../testing.ts';
import { auc, aucDifference } from './auc.ts';
import { calibrationCurve } from './calibration-curve.ts';
import { liftTable } from './lift-table.ts';
import { averagePrecision, precisionRecallCurve } from './precision-recall.ts';
import { shareOf } from './predict.ts';
import { brierScore, logLoss } from './probability-scores.ts';

const scores = [0.1, 0.4, 0.35, 0.8];
const outcome = [0, 0, 1, 1];

/** Scores with many ties and both outcomes. */
const tied = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 6 }), one: fc.boolean() }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((cases) => cases.some(({ one }) => one) && cases.some(({ one }) => !one))
  .map((cases) => ({
    scores: cases.map(({ score }) => score),
    outcome: cases.map(({ one }) => (one ? 1 : 0)),
  }));

/** Share of pairs in the right order, ties half: the definition. */
function pairs(values: readonly number[], truth: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const [i, a] of values.entries()) {
    for (const [j, b] of values.entries()) {
      if (truth[i] !== 1 || truth[j] !== 0) continue;
      sum += a > b ? 1 : a === b ? 0.5 : 0;
      count++;
    }
  }
  return sum / count;
}

describe('auc', () => {
  it('counts pairs, ties half', () => {
    expect(auc(scores, outcome).estimate).toBe(0.75);
    fc.assert(
      fc.property(tied, (cases) => {
        expect(auc(cases.scores, cases.outcome).estimate).toBeCloseTo(pairs(cases.scores, cases.outcome), 12);
      }),
    );
  });

  it('has the standard error of DeLong by its definition', () => {
    fc.assert(
      fc.property(tied, ({ scores: values, outcome: truth }) => {
        const part = (side: number): number[] => values.filter((_, i) => truth[i] === side);
        const order = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
        const mean = (list: number[]): number => list.reduce((sum, value) => sum + value / list.length, 0);
        const spread = (list: number[]): number =>
          list.length < 2
            ? 0
            : list.reduce((sum, v) => sum + (v - mean(list)) ** 2, 0) / (list.length - 1) / list.length;
        const ones = part(1).map((a) => mean(part(0).map((b) => order(a, b))));
        const zeros = part(0).map((b) => mean(part(1).map((a) => order(a, b))));
        expect(auc(values, truth).standardError).toBeCloseTo(Math.sqrt(spread(ones) + spread(zeros)), 12);
      }),
    );
  });

  it('covers the truth as often as promised', () => {
    const random = seeded(1);
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const truth = Array.from({ length: 120 }, (_, i) => (i < 40 ? 1 : 0));
      // Exponential scores with rates 1 and 3: the true AUC is 3/4.
      const values = truth.map((one) => -Math.log(1 - random()) / (one === 1 ? 1 : 3));
      const { lower, upper } = auc(values, truth);
      if (lower <= 0.75 && upper >= 0.75) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.91);
    expect(covered / 400).toBeLessThan(0.98);
  });

  it('compares two models on the same cases', () => {
    const random = seeded(2);
    const truth = Array.from({ length: 500 }, () => (random() < 0.3 ? 1 : 0));
    const good = truth.map((one) => one + 1.5 * random());
    const poor = good.map((value) => value + 2 * random());
    const { estimate, pValue, lower } = aucDifference(good, poor, truth);
    expect(estimate).toBeCloseTo(auc(good, truth).estimate - auc(poor, truth).estimate, 12);
    expect(pValue).toBeLessThan(0.001);
    expect(lower).toBeGreaterThan(0);
    expect(
      aucDifference(
        good,
        good.map((value) => 2 * value),
        truth,
      ).pValue,
    ).toBe(1);
    // Seen apart the two would vary more: the cases are the same.
    const apart = Math.hypot(auc(good, truth).standardError, auc(poor, truth).standardError);
    expect(aucDifference(good, poor, truth).standardError).toBeLessThan(apart);
  });

  it('refuses one outcome, and scores that are no numbers', () => {
    expect(() => auc([1, 2], [1, 1])).toThrow('both outcomes');
    expect(() => auc([1, Number.NaN], [1, 0])).toThrow('scores[1]');
    expect(() => auc([], [])).toThrow('scores');
    expect(() => auc([1, 2], [1])).toThrow('outcome');
    expect(auc([1, 1, 1], [1, 0, 1]).estimate).toBe(0.5);
    expect(auc([1, 2], [0, 1])).toMatchObject({ estimate: 1, lower: 1, upper: 1 });
  });
});

describe('precision and recall', () => {
  it('is that of the textbook', () => {
    const curve = precisionRecallCurve(scores, outcome);
    expect([...curve.thresholds]).toEqual([0.8, 0.4, 0.35, 0.1]);
    expect([...curve.precision]).toEqual([1, 0.5, 2 / 3, 0.5]);
    expect([...curve.recall]).toEqual([0.5, 0.5, 1, 1]);
  });

  it('averages to 0.8333, with an interval around it that repeats', () => {
    const once = averagePrecision(scores, outcome, { random: seeded(1) });
    expect(once.estimate).toBeCloseTo(5 / 6, 12);
    expect(averagePrecision(scores, outcome, { random: seeded(1) })).toEqual(once);
    expect(once.lower).toBeLessThanOrEqual(once.estimate);
    expect(once.upper).toBeGreaterThanOrEqual(once.estimate);
  });

  it('does not depend on the order of cases, and is the share of ones without any order', () => {
    fc.assert(
      fc.property(tied, ({ scores: values, outcome: truth }) => {
        const of = (a: number[], b: number[]) =>
          averagePrecision(a, b, { random: seeded(1), resamples: 1 }).estimate;
        expect(of(values.toReversed(), truth.toReversed())).toBeCloseTo(of(values, truth), 12);
        const share = truth.filter((one) => one === 1).length / truth.length;
        expect(
          of(
            values.map(() => 1),
            truth,
          ),
        ).toBeCloseTo(share, 12);
      }),
    );
  });
});

describe('chances', () => {
  it('are scored by distance and by surprise', () => {
    expect(brierScore([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0]).estimate).toBeCloseTo(0.0375, 12);
    expect(logLoss([0.1, 0.9, 0.8, 0.35], [0, 1, 1, 0]).estimate).toBeCloseTo(0.21616187468057912, 12);
    expect(logLoss([0, 1], [1, 1]).estimate).toBeCloseTo(-Math.log(1e-15) / 2, 6);
    expect(brierScore([0, 1], [0, 1])).toMatchObject({ estimate: 0, lower: 0, upper: 0 });
    const { estimate, lower, upper } = brierScore([0.2, 0.7, 0.4], [0, 1, 1]);
    expect(lower <= estimate && estimate <= upper).toBe(true);
  });

  it('are refused outside [0, 1]', () => {
    expect(() => brierScore([0.5, 1.1], [0, 1])).toThrow('chances[1] must lie in [0, 1]');
    expect(() => logLoss([0.5, Number.NaN], [0, 1])).toThrow('chances[1]');
    expect(() => calibrationCurve([0.5, -0.1], [0, 1])).toThrow('chances[1]');
    expect(() => brierScore([0.5], [1])).toThrow('at least 2');
  });

  it('that hold lie on the calibration curve', () => {
    const random = seeded(3);
    const chances = Array.from({ length: 20_000 }, () => random());
    const truth = chances.map((chance) => (random() < chance ? 1 : 0));
    const { bins, expectedError } = calibrationCurve(chances, truth, { confidence: 0.999 });
    expect(bins.length).toBe(10);
    for (const { predicted, observed, cases } of bins) {
      expect(cases).toBe(2000);
      expect(observed.lower <= predicted && predicted <= observed.upper).toBe(true);
    }
    expect(expectedError).toBeLessThan(0.02);
    const bold = calibrationCurve(
      chances.map((chance) => shareOf(3 * Math.log(chance / (1 - chance)))),
      truth,
    );
    expect(bold.expectedError).toBeGreaterThan(0.1);
  });

  it('that are equal stay together', () => {
    const { bins } = calibrationCurve([0.2, 0.2, 0.2, 0.2, 0.9], [0, 1, 0, 0, 1], { bins: 5 });
    expect(bins.map(({ cases, observed }) => [cases, observed.share])).toEqual([
      [4, 0.25],
      [1, 1],
    ]);
  });
});

describe('lift', () => {
  it('is by how much the top outdoes the whole', () => {
    const values = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    const rows = liftTable(values, [1, 1, 1, 0, 1, 0, 0, 0, 0, 0], { groups: 5 });
    expect(rows.map(({ lift }) => lift.lift)).toEqual([2.5, 1.25, 1.25, 0, 0]);
    expect(rows.map(({ gain }) => gain.share)).toEqual([0.5, 0.75, 1, 1, 1]);
    expect(rows.map(({ reach }) => reach)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(rows[0]).toMatchObject({ cases: 2, ones: 2, highestScore: 10, lowestScore: 9 });
    expect(rows[0]?.share.lower).toBeCloseTo(0.3424, 4);
  });

  it('adds up to all cases whatever the ties, in any order', () => {
    fc.assert(
      fc.property(tied, ({ scores: values, outcome: truth }) => {
        const rows = liftTable(values, truth);
        expect(rows.reduce((sum, { cases }) => sum + cases, 0)).toBe(values.length);
        expect(rows.at(-1)?.gain.share).toBe(1);
        expect(liftTable(values.toReversed(), truth.toReversed())).toEqual(rows);
      }),
    );
  });
});
