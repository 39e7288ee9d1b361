import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { normals, seeded } from '../testing.ts';
import { averageOf, backtest, rankForecasters } from './backtest.ts';
import { dayNumber, eventWindow, isoDate, mergeEvents, weekdayOf } from './calendar-dates.ts';
import { calendarRegression } from './calendar-regression.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import { intradayProfile, spreadOverDay } from './intraday-profile.ts';
import { seasonalNaive } from './seasonal-naive.ts';

const week = [50, 40, 30, 30, 35, 20, 5];
const means = (points: readonly { mean: number }[]) => points.map((point) => point.mean);

describe('seasonalNaive', () => {
  it('repeats the last season, with an interval that grows season by season', () => {
    const points = seasonalNaive([1, 2, 3, 5, 6, 7], 7, { season: 3 });
    expect(means(points)).toEqual([5, 6, 7, 5, 6, 7, 5]);
    // Every change over a season was 4, so the spread of a season's change is 4.
    expect((points[0]?.upper as number) - 5).toBeCloseTo(1.959963984540054 * 4, 10);
    expect((points[3]?.upper as number) - 5).toBeCloseTo(1.959963984540054 * 4 * Math.SQRT2, 10);
    expect(seasonalNaive(week, 0)).toEqual([]);
    expect(() => seasonalNaive([1, 2], 3)).toThrow('history must have at least 7 elements, but has 2');
  });
});

describe('exponentialSmoothing', () => {
  it('continues what is perfectly regular', () => {
    const steady = exponentialSmoothing(
      Array.from({ length: 70 }, (_, t) => week[t % 7] as number),
      9,
    );
    for (const [h, mean] of means(steady.forecast).entries())
      expect(mean).toBeCloseTo(week[h % 7] as number, 6);
    const rising = exponentialSmoothing(
      Array.from({ length: 60 }, (_, t) => 10 + 3 * t),
      5,
      { season: 1, trend: 'additive' },
    );
    for (const [h, mean] of means(rising.forecast).entries()) expect(mean).toBeCloseTo(10 + 3 * (60 + h), 4);
    expect(means(exponentialSmoothing([7, 7, 7, 7, 7], 2, { season: 1 }).forecast)).toEqual([7, 7]);
  });

  it('finds the weights of a simulated history, and covers its future as promised', () => {
    const normal = normals(seeded(31));
    let inside = 0;
    let alphas = 0;
    const runs = 40;
    for (let run = 0; run < runs; run++) {
      let level = 100;
      const values = Array.from({ length: 420 }, (_, t) => {
        const error = 4 * normal();
        const value = level + 10 * Math.sin((2 * Math.PI * t) / 7) + error;
        level += 0.3 * error;
        return value;
      });
      const fit = exponentialSmoothing(values.slice(0, 392), 28, { trend: 'none', confidence: 0.8 });
      alphas += fit.alpha / runs;
      for (const [h, point] of fit.forecast.entries()) {
        const value = values[392 + h] as number;
        if (value >= point.lower && value <= point.upper) inside += 1 / (28 * runs);
      }
    }
    expect(Math.abs(alphas - 0.3)).toBeLessThan(0.04);
    expect(Math.abs(inside - 0.8)).toBeLessThan(0.06);
  });

  it('chooses a trend only where there is one', () => {
    const normal = normals(seeded(32));
    const noise = Array.from({ length: 200 }, () => 50 + 5 * normal());
    expect(exponentialSmoothing(noise, 1, { season: 1 }).trend).toBe('none');
    const rising = noise.map((value, t) => value + 2 * t);
    expect(exponentialSmoothing(rising, 1, { season: 1 }).trend).not.toBe('none');
  });

  it('is never negative on the scale of counts, and does not depend on the unit on the linear one', () => {
    const normal = normals(seeded(33));
    const sparse = Array.from({ length: 80 }, () => Math.max(0, Math.round(1 + normal())));
    for (const { lower } of exponentialSmoothing(sparse, 14, { scale: 'sqrt' }).forecast)
      expect(lower).toBeGreaterThanOrEqual(0);
    const history = Array.from({ length: 80 }, (_, t) => (week[t % 7] as number) + 3 * normal());
    const plain = exponentialSmoothing(history, 7, { trend: 'none' });
    const scaled = exponentialSmoothing(
      history.map((v) => 4 * v),
      7,
      { trend: 'none' },
    );
    for (const [h, point] of plain.forecast.entries())
      expect(scaled.forecast[h]?.mean).toBeCloseTo(4 * point.mean, 2);
  });

  it('refuses what cannot be smoothed and leaves its input alone', () => {
    expect(exponentialSmoothing(Object.freeze([1, 2, 3, 4, 5]), 1, { season: 1 }).forecast).toHaveLength(1);
    expect(() => exponentialSmoothing([1, 2, 3], 1, { season: 1 })).toThrow(
      'history must have at least 4 elements',
    );
    expect(() => exponentialSmoothing(week, 1)).toThrow('history must have at least 14 elements');
    expect(() => exponentialSmoothing([1, 2, -3, 4], 1, { season: 1, scale: 'sqrt' })).toThrow(
      'history[2] must not be negative',
    );
    expect(() => exponentialSmoothing([1, 2, 3, Number.NaN], 1, { season: 1 })).toThrow('history[3]');
  });
});

describe('calendar dates', () => {
  it('know weekdays and real dates', () => {
    expect(weekdayOf(dayNumber('d', '2026-02-17'))).toBe(1); // a Tuesday
    expect(weekdayOf(dayNumber('d', '1969-12-28'))).toBe(6); // a Sunday
    expect(isoDate(dayNumber('d', '2024-02-29') + 1)).toBe('2024-03-01');
    for (const wrong of ['2026-02-30', '2026-2-3', 'soon', '2026-13-01']) {
      expect(() => dayNumber('dates[0]', wrong)).toThrow(
        `dates[0] must be a date written YYYY-MM-DD, not ${wrong}`,
      );
    }
  });

  it('spread an event over the days around it', () => {
    const events = eventWindow('festival', ['2026-02-17'], { before: 1, after: 1 });
    expect(events).toEqual({
      '2026-02-16': ['festival-1'],
      '2026-02-17': ['festival'],
      '2026-02-18': ['festival+1'],
    });
    expect(mergeEvents(events, { '2026-02-17': ['promotion'] })['2026-02-17']).toEqual([
      'festival',
      'promotion',
    ]);
    expect(() => eventWindow('x', [], { after: -1 })).toThrow('options.after');
  });
});

describe('calendarRegression', () => {
  const start = '2022-01-03'; // a Monday
  const promotions = Array.from({ length: 14 }, (_, i) => isoDate(dayNumber('d', start) + 20 + 47 * i));
  const normal = normals(seeded(34));
  const planted = Array.from({ length: 700 }, (_, t) => {
    const promotion = promotions.includes(isoDate(dayNumber('d', start) + t)) ? 60 : 0;
    return 200 + (week[t % 7] as number) + promotion + 4 * normal();
  });

  it('finds planted effects within their error, and forecasts the next event', () => {
    const next = isoDate(dayNumber('d', start) + 702);
    const events = eventWindow('promotion', [...promotions, next]);
    const fit = calendarRegression(start, planted, 7, { events, scale: 'linear' });
    const [promotion] = fit.effects;
    expect(promotion?.occurrences).toBe(14);
    expect(Math.abs((promotion?.effect as number) - 60)).toBeLessThan(4);
    expect(promotion?.standardError as number).toBeLessThan(2);
    const average = week.reduce((a, b) => a + b, 0) / 7;
    for (const [d, effect] of fit.weekdays.entries())
      expect(Math.abs(effect - ((week[d] as number) - average))).toBeLessThan(2);
    expect(Math.abs((fit.forecast[2]?.mean as number) - (200 + 30 + 60))).toBeLessThan(6);
    expect(fit.alpha).toBeLessThan(0.1);
  });

  it('beats a forecast that does not know the calendar where there are events', () => {
    const events = eventWindow('promotion', promotions);
    const { mae } = backtest(
      planted,
      (past, ahead) => calendarRegression(start, past, ahead, { events, scale: 'linear' }).forecast,
      { horizon: 28 },
    );
    const blind = backtest(planted, (past, ahead) => exponentialSmoothing(past, ahead).forecast, {
      horizon: 28,
    }).mae;
    expect(mae).toBeLessThan(blind - 1);
  });

  it('expects nothing of an event it has not seen, and of one seen once not all', () => {
    const date = isoDate(dayNumber('d', start) + 705);
    const unseen = calendarRegression(start, planted, 7, { events: { [date]: ['new'] }, scale: 'linear' });
    expect(unseen.effects[0]).toMatchObject({ event: 'new', occurrences: 0 });
    expect(unseen.effects[0]?.effect).toBeCloseTo(0, 9);
    const flat = Array.from({ length: 100 }, (_, t) => (t === 50 ? 130 : 100));
    const once = calendarRegression(start, flat, 0, {
      events: { [isoDate(dayNumber('d', start) + 50)]: ['odd'] },
      scale: 'linear',
    });
    expect(once.effects[0]?.effect).toBeGreaterThan(10);
    expect(once.effects[0]?.effect).toBeLessThan(27);
  });

  it('finds a yearly pattern', () => {
    const seasonal = Array.from({ length: 800 }, (_, t) => 300 + 80 * Math.sin((2 * Math.PI * t) / 365.2425));
    const fit = calendarRegression(start, seasonal, 180, { yearlyTerms: 1, scale: 'linear' });
    expect(fit.forecast[179]?.mean).toBeCloseTo(300 + 80 * Math.sin((2 * Math.PI * 979) / 365.2425), 0);
  });

  it('answers for constant histories and refuses what it cannot use', () => {
    const flat = calendarRegression(start, new Float64Array(30).fill(9), 3);
    for (const { mean, lower, upper } of flat.forecast) {
      expect([mean, lower, upper]).toEqual([
        expect.closeTo(9, 4),
        expect.closeTo(9, 4),
        expect.closeTo(9, 4),
      ]);
    }
    expect(() => calendarRegression('2022-02-30', planted, 1)).toThrow('start must be a date');
    expect(() => calendarRegression(start, [1, 2], 1)).toThrow('history must have at least 14 elements');
    expect(() =>
      calendarRegression(
        start,
        planted.map((v) => -v),
        1,
      ),
    ).toThrow('history[0] must not be negative');
  });
});

describe('backtest', () => {
  const perfect = (past: ArrayLike<number>, ahead: number) =>
    Array.from({ length: ahead }, (_, h) => ({
      mean: past.length + h,
      lower: past.length + h,
      upper: past.length + h,
    }));

  it('shows a forecaster nothing but the past', () => {
    const seen: number[] = [];
    const history = Array.from({ length: 20 }, (_, t) => t);
    const result = backtest(
      history,
      (past, ahead) => {
        seen.push(past.length);
        return perfect(past, ahead);
      },
      { horizon: 3, origins: 3, step: 2 },
    );
    expect(seen).toEqual([17, 15, 13]);
    expect(result).toEqual({ mae: 0, wape: 0, bias: 0, coverage: 1, maeByOrigin: [0, 0, 0] });
  });

  it('measures error, bias and coverage', () => {
    const result = backtest([0, 10, 10], () => [{ mean: 12, lower: 11, upper: 13 }], {
      horizon: 1,
      origins: 2,
    });
    expect(result).toEqual({ mae: 2, wape: 0.2, bias: 2, coverage: 0, maeByOrigin: [2, 2] });
  });

  it('ranks, averages and refuses', () => {
    const history = Array.from({ length: 30 }, (_, t) => t);
    const naive = (past: ArrayLike<number>, ahead: number) => seasonalNaive(past, ahead, { season: 1 });
    expect(rankForecasters(history, { naive, perfect }, { horizon: 2 }).map(({ name }) => name)).toEqual([
      'perfect',
      'naive',
    ]);
    expect(averageOf([naive, perfect])([0, 1, 2], 1)[0]?.mean).toBe(2.5);
    expect(() => backtest(history, () => [], { horizon: 2 })).toThrow(
      'forecaster must return 2 points, not 0',
    );
    expect(() => backtest([1, 2], perfect, { horizon: 2, origins: 1 })).toThrow(AnalyticsError);
    expect(() => averageOf([])).toThrow('forecasters');
    expect(() => rankForecasters(history, {}, { horizon: 1 })).toThrow('forecasters');
  });
});

describe('intradayProfile', () => {
  it('gives each kind of day its shape, drawn towards the common one', () => {
    const profile = intradayProfile(
      [
        { kind: 0, counts: [600, 200, 200] },
        { kind: 6, counts: [0, 10, 0] },
      ],
      100,
    );
    const overall = [600 / 1010, 210 / 1010, 200 / 1010];
    expect([...profile.overall]).toEqual(overall.map((share) => expect.closeTo(share, 12)));
    expect(profile.byKind.get(6)?.[1]).toBeCloseTo((10 + 100 * (210 / 1010)) / 110, 12);
    expect(spreadOverDay(100, profile, 5)).toEqual(profile.overall.map((share) => 100 * share));
  });

  it('always spreads the whole day', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 4, maxLength: 4 });
    const day = fc.record({ kind: fc.integer({ min: 0, max: 6 }), counts });
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (days, strength) => {
          const profile = intradayProfile(days, strength);
          for (let kind = 0; kind < 8; kind++) {
            expect(spreadOverDay(1000, profile, kind).reduce((a, b) => a + b, 0)).toBeCloseTo(1000, 8);
          }
        },
      ),
    );
  });

  it('refuses days that do not match', () => {
    expect(() => intradayProfile([])).toThrow('days must have at least 1 day');
    expect(() =>
      intradayProfile([
        { kind: 0, counts: [1] },
        { kind: 0, counts: [1, 2] },
      ]),
    ).toThrow('days[1].counts must have 1 intervals, not 2');
    expect(() => intradayProfile([{ kind: 0, counts: [-1] }])).toThrow('days[0].counts[0]');
  });
});
