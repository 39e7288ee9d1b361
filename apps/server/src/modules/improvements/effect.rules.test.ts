import { AnalyticsError } from '@jingyun/analytics/errors';
import { mean, variance, welchTTest } from '@jingyun/analytics/stats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketsOf, drawnOf, randomFrom } from '../charts/chart.factory.ts';
import type { ChartBucket } from '../charts/index.ts';
import { changeEffect, type Goal, pilotEffect } from './effect.rules.ts';
import { type Sample, sampleOf } from './sample.rules.ts';

const csat: Goal = { kind: 'ratio', unit: 'ratio', direction: 'up', aim: null };
const time: Goal = { kind: 'distribution', unit: 'seconds', direction: 'down', aim: null };
const complaints: Goal = { kind: 'count', unit: 'count', direction: 'down', aim: null };
const backlog: Goal = { kind: 'level', unit: 'count', direction: 'down', aim: null };

/** All the days of the buckets as one sample. */
function sample(goal: Goal, parts: Parameters<typeof bucketsOf>[0]): Sample {
  const days = bucketsOf(parts);
  return sampleOf(goal, days, { from: days[0]!.date, to: days.at(-1)!.date });
}
const shares = (good: number, all: number) => sample(csat, [{ sum: good, count: all }]);
const counts = (...daily: number[]) =>
  sample(
    complaints,
    daily.map((sum) => ({ sum, count: sum, value: sum })),
  );

/** Days of measurements, so many a day, around a mean that may differ from day to day. */
function measured(random: () => number, days: number, each: number, means: (day: number) => number) {
  const all: number[] = [];
  const parts = Array.from({ length: days }, (_, day) => {
    const values = Array.from({ length: each }, () => -means(day) * Math.log(1 - random()));
    all.push(...values);
    const sum = values.reduce((total, value) => total + value, 0);
    const mean = sum / each;
    const spread = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (each - 1));
    return { sum, count: each, value: mean, standardDeviation: spread };
  });
  return { values: all, sample: sample(time, parts) };
}

describe('before and after', () => {
  test('shares: Newcombe’s published 56 of 70 against 48 of 80', () => {
    // Newcombe, Statistics in Medicine 17 (1998) 873, table II: 0.2, 0.0524 to 0.3339.
    const effect = changeEffect(csat, shares(48, 80), shares(56, 70));
    expect(effect).toMatchObject({ result: 'better', decidedBy: 'plain', enough: null });
    expect(effect.plain).toMatchObject({ method: 'newcombe', first: 0.8, second: 0.6 });
    expect(effect.difference).toBeCloseTo(0.2, 12);
    expect(effect.interval!.lower).toBeCloseTo(0.0524, 4);
    expect(effect.interval!.upper).toBeCloseTo(0.3339, 4);
  });

  test('means: the pooled days give what Welch’s test gives on the single values', () => {
    const random = randomFrom(3);
    const before = measured(random, 28, 30, () => 3_600);
    const after = measured(random, 28, 25, () => 2_700);
    const effect = changeEffect(time, before.sample, after.sample);
    const oracle = welchTTest(after.values, before.values);
    expect(effect.plain.method).toBe('welch');
    expect(effect.interval!.lower).toBeCloseTo(oracle.lower, 6);
    expect(effect.interval!.upper).toBeCloseTo(oracle.upper, 6);
    expect(effect.result).toBe('better');
  });

  test('counts: rates per day, by Garwood’s published limits of 10 and of 4', () => {
    const effect = changeEffect(complaints, counts(2, 0, 3, 1, 0, 2, 2), counts(1, 0, 1, 0, 1, 1, 0));
    expect(effect.plain).toMatchObject({ method: 'rates', first: 4 / 7, second: 10 / 7 });
    expect(effect.interval!.lower).toBeCloseTo((-6 - Math.hypot(18.3904 - 10, 4 - 1.0899)) / 7, 4);
    expect(effect.interval!.upper).toBeCloseTo((-6 + Math.hypot(10 - 4.7954, 10.2416 - 4)) / 7, 4);
  });

  test('which way is better follows from the metric', () => {
    expect(changeEffect(csat, shares(160, 200), shares(120, 200)).result).toBe('worse');
    const [few, many] = [counts(...Array(28).fill(1)), counts(...Array(28).fill(4))];
    expect(changeEffect(complaints, many, few).result).toBe('better');
    expect(changeEffect(complaints, few, many).result).toBe('worse');
  });

  test('days on which nothing happened count, also those before the first happening', () => {
    const days = bucketsOf(Array.from({ length: 28 }, () => ({ sum: 2, count: 2, value: 2 })));
    const known = days.slice(10);
    const { numbers, dayValues } = sampleOf(complaints, known, { from: days[0]!.date, to: days[27]!.date });
    expect(numbers).toMatchObject({ days: 28, sum: 36, value: 36 / 28, measuredDays: 18 });
    expect(dayValues.filter((value) => value === 0)).toHaveLength(10);
  });

  test('levels and scores: by days', () => {
    const level = (base: number) =>
      sample(
        backlog,
        Array.from({ length: 28 }, (_, day) => ({ value: base + (day % 3), count: 1, sum: 0 })),
      );
    expect(changeEffect(backlog, level(40), level(30))).toMatchObject({
      result: 'better',
      plain: { method: 'welchOfDays' },
    });
    expect(changeEffect(backlog, level(40), level(40)).result).toBe('noDifference');
  });

  test('where days differ by more than chance, days are compared and not what fills them', () => {
    const random = randomFrom(11);
    const wanders = () => sample(csat, stormy(random, 28, 0.75, 0.2));
    const effect = changeEffect(csat, wanders(), wanders());
    expect(effect.plain.method).toBe('welchOfDays');
  });
});

/** Shares of 200 a day whose chance is drawn anew each day: a storm is felt by all tickets of its day. */
function stormy(
  random: () => number,
  days: number,
  chance: number,
  swing: number,
): Partial<ChartBucket & { value: number }>[] {
  return Array.from({ length: days }, () => {
    const today = Math.min(1, Math.max(0, chance + swing * (random() - 0.5)));
    const sum = drawnOf(random, 200, today);
    return { sum, count: 200, value: sum / 200 };
  });
}

describe('what a result may be trusted with', () => {
  test('nothing changed: better or worse is said about five times in a hundred, storms or none', () => {
    for (const swing of [0, 0.3]) {
      const random = randomFrom(29);
      let wrong = 0;
      for (let i = 0; i < 400; i++) {
        const [before, after] = [stormy(random, 28, 0.7, swing), stormy(random, 28, 0.7, swing)];
        const { result } = changeEffect(csat, sample(csat, before), sample(csat, after));
        if (result === 'better' || result === 'worse') wrong++;
      }
      // 20 expected; six standard errors of a binomial of 400 with 0.05 are 26.
      expect(wrong).toBeLessThan(46);
      expect(wrong).toBeGreaterThan(3);
    }
  });

  test('a change that matters, with enough, is found in four of five cases or more', () => {
    const random = randomFrom(5);
    let found = 0;
    for (let i = 0; i < 100; i++) {
      const before = shares(drawnOf(random, 400, 0.7), 400);
      const after = shares(drawnOf(random, 400, 0.8), 400);
      if (changeEffect(csat, before, after).result === 'better') found++;
    }
    expect(found).toBeGreaterThanOrEqual(80);
  });

  test('too few says how many are needed: as many as R’s power.prop.test does', () => {
    // power.prop.test(p1 = 0.8, p2 = 0.85, power = 0.8, strict = TRUE): n = 905.3, so 906.
    const effect = changeEffect({ ...csat, aim: 0.85 }, shares(80, 100), shares(82, 100));
    expect(effect).toMatchObject({
      result: 'tooFew',
      enough: { unit: 'measurements', have: 100, needed: 906 },
    });
    expect(effect.enough!.toSee).toBeCloseTo(0.05, 12);
    const enough = changeEffect({ ...csat, aim: 0.85 }, shares(800, 1_000), shares(805, 1_000));
    expect(enough.result).toBe('noDifference');
  });

  test('a handful says nothing, however large the difference looks', () => {
    expect(changeEffect(csat, shares(0, 9), shares(9, 9)).result).toBe('tooFew');
    expect(changeEffect(csat, shares(0, 10), shares(10, 10)).result).toBe('better');
    expect(changeEffect(complaints, counts(9, 9, 9), counts(0, 0, 0)).result).toBe('tooFew');
  });

  test('nothing measured is too few, and not a difference', () => {
    const nothing = sample(csat, [
      { sum: 0, count: 0, value: null } as unknown as Partial<ChartBucket & { value: number }>,
    ]);
    expect(changeEffect(csat, nothing, shares(90, 100))).toMatchObject({
      result: 'tooFew',
      difference: null,
      interval: null,
    });
  });

  test('no change of no days at all is refused by nobody and breaks nothing', () => {
    const quiet = counts(...Array(28).fill(0));
    expect(changeEffect(complaints, quiet, quiet)).toMatchObject({ difference: 0, result: 'noDifference' });
  });

  test('result and interval always agree, and turning round before and after turns the result round', () => {
    const draw = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(draw, draw, fc.option(fc.double({ min: 0, max: 1, noNaN: true })), (a, b, aim) => {
        const goal = { ...csat, aim };
        const [first, second] = [a, b].map(([x, y]) => shares(Math.min(x, y), Math.max(x, y, 1))) as [
          Sample,
          Sample,
        ];
        const there = changeEffect(goal, first, second);
        const back = changeEffect(goal, second, first);
        const { interval, difference, result } = there;
        if (result === 'better' || result === 'worse') {
          expect(interval!.lower > 0 || interval!.upper < 0).toBe(true);
          expect(result === 'better').toBe(difference! > 0);
          expect(back.result).toBe(result === 'better' ? 'worse' : 'better');
        }
        if (result === 'noDifference') {
          expect(interval!.lower <= 0 && interval!.upper >= 0).toBe(true);
          expect(there.enough!.have).toBeGreaterThanOrEqual(there.enough!.needed);
        }
        if (result !== 'tooFew') expect(Number.isFinite(difference)).toBe(true);
        expect(JSON.parse(JSON.stringify(there))).toEqual(there);
      }),
    );
  });

  test('means and counts of any size give a result and no error', () => {
    const daily = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(daily, daily, fc.option(fc.integer({ min: -10, max: 1_000_000 })), (a, b, aim) => {
        const act = () => changeEffect({ ...complaints, aim }, counts(...a), counts(...b));
        expect(act).not.toThrow(AnalyticsError);
        const effect = act();
        expect(JSON.parse(JSON.stringify(effect))).toEqual(effect);
      }),
      { numRuns: 60 },
    );
  });
});

describe('pilot and comparison', () => {
  const daysOf = (random: () => number, chance: number, days = 28) =>
    sample(csat, stormy(random, days, chance, 0.05));

  test('what moved both is no effect of the pilot', () => {
    const random = randomFrom(2);
    const effect = pilotEffect(
      csat,
      { before: daysOf(random, 0.6), after: daysOf(random, 0.8) },
      { before: daysOf(random, 0.5), after: daysOf(random, 0.7) },
    );
    expect(effect.decidedBy).toBe('differenceInDifferences');
    expect(effect.plain.interval!.lower).toBeGreaterThan(0);
    expect(effect.result).toBe('noDifference');
  });

  test('a pilot that catches up with a better team has an effect', () => {
    const random = randomFrom(4);
    const effect = pilotEffect(
      csat,
      { before: daysOf(random, 0.6), after: daysOf(random, 0.75) },
      { before: daysOf(random, 0.75), after: daysOf(random, 0.75) },
    );
    expect(effect.result).toBe('better');
    expect(effect.difference).toBeCloseTo(0.15, 1);
    expect(effect.interval!.lower).toBeLessThan(0.15);
    expect(effect.interval!.upper).toBeGreaterThan(0.15);
  });

  test('too few days says how many: a difference of two differences varies twice as much', () => {
    const random = randomFrom(8);
    const group = () => ({ before: daysOf(random, 0.6), after: daysOf(random, 0.6) });
    const [pilot, comparison] = [group(), group()];
    const aim = pilot.before.numbers.value! + 0.02;
    const { enough, result } = pilotEffect({ ...csat, aim }, pilot, comparison);
    const samples = [pilot.before, pilot.after, comparison.before, comparison.after];
    const squares = samples.map(({ dayValues }) => variance(dayValues));
    // By the usual formula with z of 1.96 and 0.8416; t needs one or two more.
    const byFormula = (2 * (1.96 + 0.8416) ** 2 * 2 * mean(squares)) / 0.02 ** 2;
    expect(result).toBe('tooFew');
    expect(enough).toMatchObject({ unit: 'days', have: 28 });
    expect(enough!.needed).toBeGreaterThanOrEqual(byFormula);
    expect(enough!.needed).toBeLessThan(byFormula + 3);
  });

  test('without days enough before, the time after alone decides', () => {
    const random = randomFrom(6);
    const effect = pilotEffect(
      csat,
      { before: daysOf(random, 0.6, 3), after: daysOf(random, 0.8) },
      { before: daysOf(random, 0.6, 3), after: daysOf(random, 0.6) },
    );
    expect(effect).toMatchObject({
      decidedBy: 'plain',
      differenceInDifferences: null,
      result: 'better',
    });
  });
});
