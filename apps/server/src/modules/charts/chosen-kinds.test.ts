import type { ChartRule, ChosenChartKind } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import { isWorse } from './alert.rules.ts';
import { bucketsOf, randomFrom } from './chart.factory.ts';
import { type ChartPlan, computeChart } from './chart.rules.ts';
import type { MeasuredBucket, MeasuredMetric } from './chart-data.rules.ts';

const level: MeasuredMetric = { kind: 'level', unit: 'count' };
const plan = (over: Partial<ChartPlan>): ChartPlan => ({
  limits: { by: 'all' },
  phases: [],
  rules: ['beyond-limits', 'run', 'two-of-three'],
  excluded: new Set(),
  ...over,
});

/** Nearly normal noise about 100 with a spread of 5 (the sum of twelve uniform numbers), and what is added to it. */
function levels(days: number, added: (day: number) => number, seed = 3): MeasuredBucket[] {
  const random = randomFrom(seed);
  return bucketsOf(
    Array.from({ length: days }, (_, day) => {
      const noise = Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
      return { count: 1, value: 100 + 5 * noise + added(day) };
    }),
  );
}

/** A shift of one standard deviation from day 40 on, judged by the days before. */
const begin = 40;
const shiftOf = (seed: number) => levels(120, (day) => (day < begin ? 0 : 5), seed);
const shifted = shiftOf(3);
const baseline = { by: 'baseline' as const, from: shifted[0]!.date, to: shifted[begin - 1]!.date };

/** Days until the shift is seen, on average of thirty; one that is not seen counts with all its days. */
function delay(chosenKind: ChosenChartKind | null): number {
  const delays = Array.from({ length: 30 }, (_, seed) => {
    const chart = computeChart(
      level,
      shiftOf(seed),
      plan({ limits: baseline, rules: ['beyond-limits'], chosenKind }),
    );
    const later = chart.points.slice(begin).findIndex(({ signals }) => signals.length > 0);
    return later === -1 ? 80 : later;
  });
  return delays.reduce((a, b) => a + b, 0) / delays.length;
}

describe('a chosen kind', () => {
  test('sees a small lasting shift sooner than single values do', () => {
    const single = delay(null);
    expect(delay('ewma')).toBeLessThan(single / 2);
    expect(delay('cusum')).toBeLessThan(single / 2);
  });

  test('has its reason, and only the rule that means something on it', () => {
    for (const chosenKind of ['ewma', 'cusum'] as const)
      expect(computeChart(level, shifted, plan({ chosenKind }))).toMatchObject({
        kind: chosenKind,
        reason: `chosen-${chosenKind}`,
        appliedRules: ['beyond-limits'],
      });
  });

  test('a CUSUM tells when the shift began, once, and shows both sums about the centre', () => {
    const chart = computeChart(level, shifted, plan({ chosenKind: 'cusum', limits: baseline }));
    const signals = chart.points.flatMap(({ signals: found }) => found);
    expect(signals.every(({ side }) => side === 'above')).toBe(true);
    expect(signals.filter(({ fresh }) => fresh)).toHaveLength(1);
    const found = shifted.findIndex(({ start }) => start === signals[0]!.from);
    expect(Math.abs(found - begin)).toBeLessThanOrEqual(6);
    const centre = chart.phases[0]!.parameters!.centre;
    for (const { drawn } of chart.points) {
      expect(drawn!.location.value).toBeGreaterThanOrEqual(centre);
      expect(drawn!.below).toBeLessThanOrEqual(centre);
    }
  });

  test('a point that is left out of the limits does not go on being added up', () => {
    const typhoon = levels(60, (day) => (day === 50 ? 400 : 0));
    const limits = { by: 'baseline' as const, from: typhoon[0]!.date, to: typhoon[39]!.date };
    for (const chosenKind of ['ewma', 'cusum'] as const) {
      const after = (excluded: ReadonlySet<string>) =>
        computeChart(level, typhoon, plan({ chosenKind, limits, excluded }))
          .points.slice(51)
          .flatMap(({ signals }) => signals);
      expect(after(new Set()).length).toBeGreaterThan(0);
      expect(after(new Set([typhoon[50]!.date]))).toEqual([]);
    }
  });

  test('frozen limits hold for the choice that they were frozen for', () => {
    const frozen = { by: 'frozen' as const, kind: 'ewma' as const, centre: 100, spread: 5 };
    const kindOf = (over: Partial<ChartPlan>) => {
      const { kind, reason } = computeChart(level, shifted, plan({ limits: frozen, ...over }));
      return [kind, reason];
    };
    expect(kindOf({ chosenKind: 'ewma' })).toEqual(['ewma', 'frozen']);
    expect(kindOf({ chosenKind: 'cusum' })).toEqual(['cusum', 'chosen-cusum']);
    expect(kindOf({ chosenKind: null })).toEqual(['i-mr', 'single-measurements']);
    expect(kindOf({ limits: { ...frozen, kind: 'i-mr' }, chosenKind: null })).toEqual(['i-mr', 'frozen']);
  });

  test('noise alone signals seldom', () => {
    const quiet = levels(400, () => 0);
    for (const chosenKind of ['ewma', 'cusum'] as const) {
      const fresh = computeChart(level, quiet, plan({ chosenKind }))
        .points.flatMap(({ signals }) => signals)
        .filter((signal) => signal.fresh);
      // One false alarm in about 500 points each.
      expect(fresh.length).toBeLessThanOrEqual(4);
    }
  });
});

describe('the spread', () => {
  const rules: ChartRule[] = ['spread-beyond-limits'];
  const times: MeasuredMetric = { kind: 'distribution', unit: 'seconds' };
  const uneven = bucketsOf(
    Array.from({ length: 30 }, (_, day) => ({
      count: 20,
      value: 600 + (day % 5),
      sum: 12_000 + 20 * (day % 5),
      standardDeviation: day === 25 ? 200 : 60 + (day % 3),
    })),
  );

  test('signals where it lies beyond limits of its own, by a rule of its own', () => {
    const chart = computeChart(times, uneven, plan({ rules }));
    expect(chart).toMatchObject({ kind: 'xbar-s', appliedRules: rules });
    const found = chart.points.flatMap(({ signals }, day) =>
      signals.map(({ rule, side }) => [day, rule, side]),
    );
    expect(found).toEqual([[25, 'spread-beyond-limits', 'above']]);
    expect(computeChart(times, uneven, plan({ rules: ['run'] })).points[25]!.signals).toEqual([]);
  });

  test('that grows is bad news, whichever way the metric should go', () => {
    expect(isWorse('spread-beyond-limits', 'above', 'up')).toBe(true);
    expect(isWorse('spread-beyond-limits', 'below', 'up')).toBe(false);
    expect(isWorse('run', 'above', 'up')).toBe(false);
    expect(isWorse('run', 'above', 'down')).toBe(true);
    expect(isWorse('trend', null, 'down')).toBeNull();
  });
});
