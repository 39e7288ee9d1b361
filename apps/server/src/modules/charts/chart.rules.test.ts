import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketsOf, drawnOf, randomFrom } from './chart.factory.ts';
import { type ChartPlan, computeChart, leastPoints } from './chart.rules.ts';
import type { MeasuredBucket, MeasuredMetric } from './chart-data.rules.ts';

const share: MeasuredMetric = { kind: 'ratio', unit: 'ratio' };
const counts: MeasuredMetric = { kind: 'count', unit: 'count' };
const times: MeasuredMetric = { kind: 'distribution', unit: 'seconds' };
const plan = (over: Partial<ChartPlan> = {}): ChartPlan => ({
  limits: { by: 'all' },
  phases: [],
  rules: ['beyond-limits', 'run'],
  excluded: new Set(),
  ...over,
});

/** Days of a share that is stable, but for what `chanceOn` says. */
function shares(days: number, seed: number, chanceOn: (day: number) => number, size = 200): MeasuredBucket[] {
  const random = randomFrom(seed);
  return bucketsOf(
    Array.from({ length: days }, (_, day) => ({ count: size, sum: drawnOf(random, size, chanceOn(day)) })),
  );
}

/** P(X < low or X > high) of a binomial, summed term by term. */
function outside(size: number, chance: number, low: number, high: number): number {
  let term = (1 - chance) ** size;
  let total = 0;
  for (let k = 0; k <= size; k++) {
    if (k < low || k > high) total += term;
    term *= ((size - k) / (k + 1)) * (chance / (1 - chance));
  }
  return total;
}

describe('the kind of chart', () => {
  const kindOf = (metric: MeasuredMetric, buckets: MeasuredBucket[]) => {
    const { kind, reason } = computeChart(metric, buckets, plan());
    return { kind, reason };
  };
  test('follows the kind of metric', () => {
    expect(
      kindOf(
        share,
        shares(30, 1, () => 0.2),
      ),
    ).toEqual({ kind: 'p', reason: 'shares' });
    const twelve = bucketsOf(
      Array.from({ length: 12 }, (_, i) => ({ count: 5 + (i % 3), sum: 5 + (i % 3) })),
    );
    expect(kindOf(counts, twelve)).toEqual({ kind: 'c', reason: 'counts-in-equal-samples' });
    const months = twelve.map((bucket, i) => ({ ...bucket, days: 28 + (i % 4) }));
    expect(kindOf(counts, months)).toEqual({ kind: 'u', reason: 'rates-in-unequal-samples' });
    expect(kindOf({ kind: 'level', unit: 'count' }, twelve).kind).toBe('i-mr');
    expect(
      kindOf(
        { kind: 'ratio', unit: 'points' },
        shares(30, 1, () => 0.2),
      ).kind,
    ).toBe('i-mr');
  });

  test('of shares and counts that vary more than chance is Laney’s', () => {
    const swinging = shares(40, 2, (day) => (day % 7 < 5 ? 0.3 : 0.6));
    expect(kindOf(share, swinging)).toEqual({ kind: 'laney-p', reason: 'more-variation-than-chance' });
    const busy = bucketsOf(Array.from({ length: 20 }, (_, i) => ({ count: 1, sum: i % 2 === 0 ? 50 : 150 })));
    expect(kindOf(counts, busy).kind).toBe('laney-u');
  });

  test('of times is X̄-S, or single values where days differ among themselves or have one time alone', () => {
    const alike = Array.from({ length: 12 }, (_, i) => ({
      count: 25,
      value: 100 + (i % 2),
      sum: 25 * (100 + (i % 2)),
      standardDeviation: 10,
    }));
    expect(kindOf(times, bucketsOf(alike))).toEqual({ kind: 'xbar-s', reason: 'subgroups' });
    const apart = alike.map((part, i) => ({ ...part, value: 100 + 20 * (i % 2) }));
    expect(kindOf(times, bucketsOf(apart))).toEqual({ kind: 'i-mr', reason: 'more-variation-than-chance' });
    const lonely = bucketsOf([...alike, { count: 1, value: 100, sum: 100, standardDeviation: null }]);
    expect(kindOf(times, lonely)).toEqual({ kind: 'i-mr', reason: 'single-measurements' });
  });

  test('of months of counts shows them per day', () => {
    const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const months = bucketsOf(days.map((length) => ({ count: 2 * length, sum: 2 * length, days: length })));
    expect(computeChart(counts, months, plan()).points[0]).toMatchObject({
      value: 2,
      drawn: { location: { centre: 2 } },
    });
  });
});

describe('limits', () => {
  test('come from no fewer than ten points, and without limits there is no signal', () => {
    const of = (days: number) =>
      computeChart(
        share,
        shares(days, 3, () => 0.2),
        plan(),
      );
    expect(of(leastPoints - 1).phases[0]!.parameters).toBeNull();
    expect(
      of(leastPoints - 1).points.every(({ drawn, signals }) => drawn === null && signals.length === 0),
    ).toBe(true);
    expect(of(leastPoints).phases[0]!.parameters).not.toBeNull();
  });

  test('from a baseline do not move with what comes after', () => {
    const buckets = shares(60, 4, (day) => (day < 30 ? 0.1 : 0.4));
    const limits = { by: 'baseline' as const, from: buckets[0]!.date, to: buckets[29]!.date };
    const whole = computeChart(share, buckets, plan({ limits }));
    const early = computeChart(share, buckets.slice(0, 30), plan({ limits }));
    expect(whole.phases[0]!.parameters).toEqual(early.phases[0]!.parameters);
    expect(whole.kind).toBe('p');
  });

  test('that are frozen hold for the newest phase alone', () => {
    const buckets = shares(40, 5, () => 0.2);
    const frozen = { by: 'frozen' as const, kind: 'p' as const, centre: 0.5, spread: 1 };
    const phases = [{ from: buckets[20]!.date, name: 'v2' }];
    const chart = computeChart(share, buckets, plan({ limits: frozen, phases }));
    expect(chart.phases.map(({ name }) => name)).toEqual([null, 'v2']);
    expect(chart.phases[0]!.parameters!.centre).toBeCloseTo(0.2, 1);
    expect(chart.phases[1]!.parameters).toEqual({ centre: 0.5, spread: 1 });
    expect(chart.reason).toBe('frozen');
  });

  test('leave excluded points out, which are shown all the same', () => {
    const buckets = shares(30, 6, (day) => (day === 10 ? 1 : 0.1));
    const excluded = new Set([buckets[10]!.date]);
    const chart = computeChart(share, buckets, plan({ excluded }));
    expect(chart.kind).toBe('p');
    expect(chart.phases[0]!.parameters!.centre).toBeLessThan(0.12);
    expect(chart.points[10]!.signals.map(({ rule }) => rule)).toEqual(['beyond-limits']);
  });

  test('of what cannot be negative end at 0; a score may lie below', () => {
    const wild = bucketsOf(
      Array.from({ length: 12 }, (_, i) => ({ count: 3, sum: 30 * (i % 2), value: 10 * (i % 2) })),
    );
    const lower = (metric: MeasuredMetric) =>
      computeChart(metric, wild, plan()).points[0]!.drawn!.location.lower;
    expect(lower({ kind: 'level', unit: 'count' })).toBe(0);
    expect(lower({ kind: 'ratio', unit: 'points' })).toBeLessThan(0);
  });

  test('can fail to exist, and then nothing breaks: every second point excluded leaves no neighbours', () => {
    const buckets = bucketsOf(Array.from({ length: 30 }, (_, i) => ({ count: 3, sum: i, value: i })));
    const excluded = new Set(buckets.filter((_, i) => i % 2 === 0).map(({ date }) => date));
    const chart = computeChart({ kind: 'level', unit: 'count' }, buckets, plan({ excluded }));
    expect(chart.phases[0]!.parameters).toBeNull();
  });
});

describe('phases', () => {
  const buckets = shares(60, 7, (day) => (day < 30 ? 0.1 : 0.4));
  test('have limits of their own, so that a change on purpose is no signal', () => {
    const split = plan({
      phases: [{ from: buckets[30]!.date, name: 'v2' }],
      rules: ['beyond-limits', 'run'],
    });
    const chart = computeChart(share, buckets, split);
    expect(chart.phases.map(({ points }) => points)).toEqual([30, 30]);
    expect(chart.phases[1]!.parameters!.centre).toBeCloseTo(0.4, 1);
    expect(chart.points.flatMap(({ signals }) => signals)).toEqual([]);
  });
  test('outside of the data are none', () => {
    const phases = ['2024-01-01', '2030-01-01'].map((from) => ({ from, name: from }));
    const chart = computeChart(share, buckets, plan({ phases }));
    expect(chart.phases.map(({ name }) => name)).toEqual(['2024-01-01']);
  });
});

describe('signals', () => {
  test('stable shares go beyond their limits as often as chance says, and no more', () => {
    const [size, chance, days] = [200, 0.1, 20_000];
    const frozen = { by: 'frozen' as const, kind: 'p' as const, centre: chance, spread: 1 };
    const chart = computeChart(
      share,
      shares(days, 8, () => chance, size),
      plan({ limits: frozen, rules: ['beyond-limits'] }),
    );
    const { lower, upper } = chart.points[0]!.drawn!.location;
    const expected = days * outside(size, chance, Math.ceil(lower * size), Math.floor(upper * size));
    const found = chart.points.filter(({ signals }) => signals.length > 0).length;
    expect(expected).toBeGreaterThan(30);
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  test('small samples of rare events neither go beyond their limits nor run, as they would by a bell shape', () => {
    const few = shares(400, 12, () => 0.96, 2);
    const frozen = { by: 'frozen' as const, kind: 'p' as const, centre: 0.96, spread: 1 };
    const chart = computeChart(share, few, plan({ limits: frozen }));
    const beyond = chart.points.filter(({ drawn }) => drawn!.location.value < drawn!.location.lower);
    expect(beyond.length).toBeGreaterThan(10);
    const signals = chart.points.flatMap(({ signals }) => signals);
    expect(signals.every(({ rule, side }) => rule === 'beyond-limits' && side === 'below')).toBe(true);
    expect(signals.length).toBeLessThanOrEqual(400 * 0.0025 + 4);
    const seldom = bucketsOf(
      Array.from({ length: 60 }, (_, i) => ({ count: 1, sum: i % 25 === 24 ? 1 : 0 })),
    );
    expect(computeChart(counts, seldom, plan()).points.flatMap(({ signals }) => signals)).toEqual([]);
  });

  test('a planted shift is found within ten days, whatever the noise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const buckets = shares(60, seed, (day) => (day < 40 ? 0.1 : 0.25));
        const limits = { by: 'baseline' as const, from: buckets[0]!.date, to: buckets[39]!.date };
        const chart = computeChart(share, buckets, plan({ limits }));
        expect(chart.points.slice(40, 50).some(({ signals }) => signals.length > 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('of a pattern that goes on are fresh once', () => {
    const buckets = shares(60, 9, (day) => (day < 40 ? 0.1 : 0.6));
    const limits = { by: 'baseline' as const, from: buckets[0]!.date, to: buckets[39]!.date };
    const later = computeChart(share, buckets, plan({ limits })).points.slice(40);
    const beyond = later.flatMap(({ signals }) => signals.filter(({ rule }) => rule === 'beyond-limits'));
    expect(beyond).toHaveLength(20);
    expect(beyond.filter(({ fresh }) => fresh)).toHaveLength(1);
    const runs = later.flatMap(({ signals }) => signals.filter(({ rule }) => rule === 'run'));
    expect(runs.filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(runs.length).toBeGreaterThanOrEqual(12);
  });

  test('by zones are left out of shares and counts, and kept on measurements', () => {
    const rules = ['two-of-three', 'beyond-limits'] as const;
    expect(
      computeChart(
        share,
        shares(30, 10, () => 0.2),
        plan({ rules }),
      ).appliedRules,
    ).toEqual(['beyond-limits']);
    const level = bucketsOf(Array.from({ length: 12 }, (_, i) => ({ count: 3, sum: i % 3, value: i % 3 })));
    expect(computeChart({ kind: 'level', unit: 'count' }, level, plan({ rules })).appliedRules).toEqual(
      rules,
    );
  });

  test('gaps are shown and do not break patterns', () => {
    const buckets = shares(30, 11, (day) => (day < 15 ? 0.1 : 0.7)).map((bucket, i) =>
      i === 20 ? { ...bucket, value: null, count: 0, sum: 0 } : bucket,
    );
    const limits = { by: 'baseline' as const, from: buckets[0]!.date, to: buckets[14]!.date };
    const chart = computeChart(share, buckets, plan({ limits, rules: ['run'] }));
    expect(chart.points).toHaveLength(30);
    expect(chart.points[20]).toMatchObject({ drawn: null, value: null, signals: [] });
    expect(chart.points[24]!.signals).toHaveLength(1);
  });

  test('nothing measured is an empty chart', () => {
    expect(computeChart(share, [], plan())).toMatchObject({ kind: null, points: [], phases: [] });
  });
});
