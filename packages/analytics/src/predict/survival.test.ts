import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../testing.ts';
import { changePoints } from './change-points.ts';
import { hazardByDay } from './hazard-by-day.ts';
import { kaplanMeier, survivalAt } from './kaplan-meier.ts';
import { logRankTest } from './log-rank-test.ts';

/** Weeks in remission of leukaemia (Freireich and others, Blood 21, 1963): under 6-MP, and under a placebo. */
const treated = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35];
const relapsed = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];
const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
const weeks = [...treated, ...placebo];
const ended = [...relapsed, ...placebo.map(() => 1)];
const group = [...treated.map(() => 1), ...placebo.map(() => 0)];

const durations = fc
  .array(
    fc.record({
      time: fc.integer({ min: 0, max: 12 }),
      event: fc.boolean(),
      group: fc.integer({ min: 0, max: 2 }),
    }),
    {
      minLength: 2,
      maxLength: 40,
    },
  )
  .map((cases) => ({
    times: cases.map(({ time }) => time),
    events: cases.map(({ event }) => (event ? 1 : 0)),
    groups: cases.map((own) => own.group),
  }));

describe('Kaplan–Meier', () => {
  it('is the published curve, with its errors and its band', () => {
    const curve = kaplanMeier(treated, relapsed);
    const published: [number, number, number, number, number][] = [
      [6, 0.8571, 0.0764, 0.6197, 0.9516],
      [7, 0.8067, 0.0869, 0.5631, 0.9228],
      [10, 0.7529, 0.0963, 0.5032, 0.8894],
      [13, 0.6902, 0.1068, 0.4316, 0.8491],
      [16, 0.6275, 0.1141, 0.3675, 0.8049],
      [22, 0.5378, 0.1282, 0.2678, 0.7468],
      [23, 0.4482, 0.1346, 0.1881, 0.6801],
    ];
    for (const [time, survival, error, lower, upper] of published) {
      const step = curve.times.indexOf(time);
      expect(curve.survival[step]).toBeCloseTo(survival, 4);
      expect(curve.standardError[step]).toBeCloseTo(error, 4);
      expect(curve.lower[step]).toBeCloseTo(lower, 4);
      expect(curve.upper[step]).toBeCloseTo(upper, 4);
    }
    expect([...curve.atRisk.slice(0, 4)]).toEqual([21, 17, 16, 15]);
    expect([...curve.censored.slice(0, 4)]).toEqual([1, 0, 1, 1]);
    expect(curve.median).toEqual({ time: 23, lower: 13, upper: Number.POSITIVE_INFINITY });
    expect(
      kaplanMeier(
        placebo,
        placebo.map(() => 1),
      ).median.time,
    ).toBe(8);
  });

  it('without censoring is the share that is left', () => {
    fc.assert(
      fc.property(durations, ({ times }) => {
        const curve = kaplanMeier(
          times,
          times.map(() => 1),
        );
        for (const [k, time] of curve.times.entries()) {
          const left = times.filter((own) => own > time).length / times.length;
          expect(curve.survival[k]).toBeCloseTo(left, 12);
          expect(
            (curve.lower[k] as number) <= left + 1e-12 && left - 1e-12 <= (curve.upper[k] as number),
          ).toBe(true);
        }
      }),
    );
  });

  it('is read between its steps, and before and after them', () => {
    const curve = kaplanMeier([2, 4, 4, 6], [1, 1, 0, 1]);
    expect(survivalAt(curve, 1.9)).toEqual({ survival: 1, lower: 1, upper: 1 });
    expect(survivalAt(curve, 3).survival).toBe(0.75);
    expect(survivalAt(curve, 4).survival).toBe(0.5);
    expect(survivalAt(curve, 99)).toMatchObject({ survival: 0, lower: 0 });
    expect(curve.standardError.at(-1)).toBeNaN();
  });

  it('has an answer for one case and for none that left, and refuses what is no duration', () => {
    expect(kaplanMeier([5], [1]).survival).toEqual(Float64Array.of(0));
    expect(kaplanMeier([0, 3], [0, 0])).toMatchObject({
      survival: Float64Array.of(1, 1),
      median: { time: Number.POSITIVE_INFINITY },
    });
    expect(() => kaplanMeier([], [])).toThrow('durations');
    expect(() => kaplanMeier([1, -1], [1, 1])).toThrow('durations[1]');
    expect(() => kaplanMeier([1, Number.NaN], [1, 1])).toThrow('durations[1]');
    expect(() => kaplanMeier([1, 2], [1, 2])).toThrow('happened[1]');
    expect(() => kaplanMeier([1, 2], [1])).toThrow('happened');
  });
});

describe('log-rank test', () => {
  it('is the published one', () => {
    const { statistic, degreesOfFreedom, pValue, groups } = logRankTest(weeks, ended, group);
    expect(statistic).toBeCloseTo(16.793, 3);
    expect(degreesOfFreedom).toBe(1);
    expect(pValue).toBeCloseTo(4.17e-5, 6);
    expect(groups[1]).toMatchObject({ group: 1, cases: 21, observed: 9 });
    expect(groups[1]?.expected).toBeCloseTo(19.25, 2);
    expect(groups[0]?.expected).toBeCloseTo(10.75, 2);
  });

  it('of two groups is the sum of hypergeometric tables', () => {
    fc.assert(
      fc.property(durations, ({ times, events, groups }) => {
        const side = groups.map((own) => Math.min(own, 1));
        fc.pre(side.includes(0) && side.includes(1));
        let [excess, spread] = [0, 0];
        for (const time of new Set(times)) {
          const risk = (own: number): number => times.filter((t, i) => t >= time && side[i] === own).length;
          const died = times.filter((t, i) => t === time && events[i] === 1).length;
          const own = times.filter((t, i) => t === time && events[i] === 1 && side[i] === 1).length;
          const [one, all] = [risk(1), risk(0) + risk(1)];
          excess += own - (died * one) / all;
          if (all > 1) spread += (died * (one / all) * (1 - one / all) * (all - died)) / (all - 1);
        }
        const { statistic, pValue } = logRankTest(times, events, side);
        expect(statistic).toBeCloseTo(spread > 1e-12 ? excess ** 2 / spread : 0, 8);
        expect(pValue >= 0 && pValue <= 1).toBe(true);
      }),
    );
  });

  it('does not depend on how groups are numbered', () => {
    fc.assert(
      fc.property(durations, ({ times, events, groups }) => {
        fc.pre(new Set(groups).size > 1);
        const once = logRankTest(times, events, groups);
        const renamed = logRankTest(
          times,
          events,
          groups.map((own) => 7 - 3 * own),
        );
        expect(renamed.degreesOfFreedom).toBe(once.degreesOfFreedom);
        expect(renamed.statistic).toBeCloseTo(once.statistic, 7);
      }),
    );
  });

  it('with strata is not misled by what differs between them', () => {
    const random = seeded(1);
    const cases = Array.from({ length: 800 }, () => {
      const stratum = random() < 0.5 ? 0 : 1;
      const own = random() < (stratum === 0 ? 0.8 : 0.2) ? 1 : 0;
      return { stratum, own, time: -Math.log(1 - random()) * (stratum === 0 ? 1 : 5) };
    });
    const times = cases.map(({ time }) => time);
    const happened = cases.map(() => 1);
    const own = cases.map((one) => one.own);
    expect(logRankTest(times, happened, own).pValue).toBeLessThan(1e-6);
    expect(
      logRankTest(times, happened, own, { strata: cases.map(({ stratum }) => stratum) }).pValue,
    ).toBeGreaterThan(0.01);
    const one = logRankTest(weeks, ended, group, { strata: weeks.map(() => 1) });
    expect(one.statistic).toBeCloseTo(logRankTest(weeks, ended, group).statistic, 12);
  });

  it('says nothing where nothing happened, and refuses one group', () => {
    expect(logRankTest([1, 2, 3], [0, 0, 0], [0, 1, 1])).toMatchObject({ statistic: 0, pValue: 1 });
    const many = Array.from({ length: 201 }, (_, i) => i);
    expect(() =>
      logRankTest(
        many,
        many.map(() => 1),
        many,
      ),
    ).toThrow('at most 200');
    expect(() => logRankTest([1, 2], [1, 1], [3, 3])).toThrow('at least two');
    expect(() => logRankTest([1, 2], [1, 1], [3, Number.NaN])).toThrow('groups[1]');
  });
});

describe('hazard by day', () => {
  it('counts events against the days that were spent', () => {
    const days = hazardByDay([0.5, 1, 1, 2.25, 3, 3], [1, 1, 0, 1, 0, 1]);
    expect(days.map(({ day, events, exposure }) => [day, events, exposure])).toEqual([
      [1, 2, 5.5],
      [2, 0, 3],
      [3, 2, 2.25],
    ]);
    expect(days[1]?.hazard).toMatchObject({
      rate: 0,
      lower: 0,
      upper: expect.closeTo(3.688879454113936 / 3, 9),
    });
    // Garwood's interval of a count of 2 is 0.2422 to 7.2247.
    expect(days[0]?.hazard.lower).toBeCloseTo(0.24220927 / 5.5, 7);
    expect(days[0]?.hazard.upper).toBeCloseTo(7.22468767 / 5.5, 7);
  });

  it('loses no event and no day', () => {
    fc.assert(
      fc.property(durations, ({ times, events }) => {
        const days = hazardByDay(times, events);
        expect(days.reduce((sum, day) => sum + day.events, 0)).toBe(
          events.reduce<number>((a, b) => a + b, 0),
        );
        expect(days.reduce((sum, day) => sum + day.exposure, 0)).toBeCloseTo(
          times.reduce((a, b) => a + b, 0),
          9,
        );
      }),
    );
  });

  it('looks as far as it is told, and no further than ten years', () => {
    expect(hazardByDay([1, 1e9], [1, 1]).length).toBe(3660);
    expect(hazardByDay([0.1], [1], { days: 3 })[2]).toMatchObject({
      exposure: 0,
      hazard: { rate: Number.NaN, upper: Number.POSITIVE_INFINITY },
    });
    expect(hazardByDay([0], [1])[0]).toMatchObject({ events: 1, exposure: 0 });
    expect(() => hazardByDay([1], [1], { days: 0 })).toThrow('options.days');
  });
});

describe('change points', () => {
  it('are those of the best of all divisions', () => {
    const place = fc.record({
      events: fc.integer({ min: 0, max: 20 }),
      exposure: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 3 }),
        (series, penalty, least) => {
          fc.pre(series.length >= least);
          const costOf = (from: number, to: number): number => {
            const own = series.slice(from, to);
            const events = own.reduce((sum, one) => sum + one.events, 0);
            const exposure = own.reduce((sum, one) => sum + one.exposure, 0);
            return events === 0 ? 0 : -2 * (events * Math.log(events / exposure) - events);
          };
          const total = (cuts: number[]): number =>
            cuts
              .slice(1)
              .reduce((sum, to, k) => sum + costOf(cuts[k] as number, to) + (k > 0 ? penalty : 0), 0);
          let best = Number.POSITIVE_INFINITY;
          for (let set = 0; set < 1 << (series.length - 1); set++) {
            const cuts = [
              0,
              ...series.keys().filter((i) => i > 0 && ((set >> (i - 1)) & 1) === 1),
              series.length,
            ];
            if (cuts.slice(1).every((to, k) => to - (cuts[k] as number) >= least))
              best = Math.min(best, total(cuts));
          }
          const found = changePoints(
            series.map((one) => one.events),
            series.map((one) => one.exposure),
            { penalty, least },
          );
          expect(total([0, ...found.map(({ to }) => to)])).toBeCloseTo(best, 8);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('find the days of risk after the start', () => {
    const random = seeded(2);
    const [times, happened]: [number[], number[]] = [[], []];
    for (let i = 0; i < 4000; i++) {
      let day = 0;
      while (day < 60 && random() > (day >= 3 && day < 5 ? 0.06 : 0.005)) day++;
      times.push(Math.min(60, day + random()));
      happened.push(day < 60 ? 1 : 0);
    }
    const days = hazardByDay(times, happened, { days: 60 });
    const found = changePoints(
      days.map(({ events }) => events),
      days.map(({ exposure }) => exposure),
    );
    const risky = found.filter(({ elevated }) => elevated);
    expect(risky.map(({ from, to }) => [from, to])).toEqual([[3, 5]]);
    expect(risky[0]?.ratio).toBeGreaterThan(8);
    expect(risky[0]?.rate.lower).toBeLessThan(0.06);
    expect(risky[0]?.rate.upper).toBeGreaterThan(0.05);
  });

  it('are seldom seen where the rate stays the same', () => {
    const random = seeded(3);
    const poisson = (mean: number): number => {
      let count = -1;
      for (let product = 1; product > Math.exp(-mean); count++) product *= random();
      return count;
    };
    let alarms = 0;
    for (let trial = 0; trial < 300; trial++) {
      const events = Array.from({ length: 90 }, () => poisson(4));
      if (
        changePoints(
          events,
          events.map(() => 100),
        ).length > 1
      )
        alarms++;
    }
    expect(alarms / 300).toBeLessThan(0.05);
  });

  it('have an answer for little and for nothing', () => {
    expect(changePoints([3], [10])).toMatchObject([
      { from: 0, to: 1, rate: { rate: 0.3 }, ratio: Number.NaN, elevated: false },
    ]);
    expect(changePoints([0, 0, 0], [0, 0, 0])).toMatchObject([{ from: 0, to: 3, events: 0 }]);
    expect(changePoints([0, 0, 90], [10, 10, 10], { least: 5 })).toMatchObject([{ from: 0, to: 3 }]);
    expect(changePoints([0, 0, 90], [10, 10, 10]).at(-1)).toMatchObject({
      ratio: Number.POSITIVE_INFINITY,
      elevated: true,
    });
    expect(() => changePoints([], [])).toThrow('events');
    expect(() => changePoints([1], [0])).toThrow('exposure[0]');
    expect(() => changePoints([1.5], [1])).toThrow('events[0]');
    expect(() => changePoints([1], [-1])).toThrow('exposure[0]');
    expect(() => changePoints([1], [Number.POSITIVE_INFINITY])).toThrow('exposure[0]');
  });
});
