import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { poissonTerm } from '../special/discrete.ts';
import { rateDifference } from './rate-difference.ts';

describe('rateDifference', () => {
  it('is put together from Garwood’s published limits of 10 and of 4 events', () => {
    // Garwood (1936): 10 events, 4.7954 to 18.3904; 4 events, 1.0899 to 10.2416.
    const { difference, lower, upper } = rateDifference(10, 1, 4, 1);
    expect(difference).toBe(6);
    expect(lower).toBeCloseTo(6 - Math.hypot(10 - 4.7954, 10.2416 - 4), 3);
    expect(upper).toBeCloseTo(6 + Math.hypot(18.3904 - 10, 4 - 1.0899), 3);
  });

  it.each([
    [0.5, 0.5, 20, 20],
    [0.1, 0.4, 28, 28],
    [2, 1, 7, 14],
    [3, 3, 10, 4],
  ])('covers a true difference of %s − %s at least 95 times in a hundred', (rate1, rate2, days1, days2) => {
    const most = (mean: number) => Math.ceil(mean + 12 * Math.sqrt(mean) + 12);
    let covered = 0;
    for (let x1 = 0; x1 <= most(rate1 * days1); x1++) {
      for (let x2 = 0; x2 <= most(rate2 * days2); x2++) {
        const { lower, upper } = rateDifference(x1, days1, x2, days2);
        if (lower <= rate1 - rate2 && rate1 - rate2 <= upper)
          covered += poissonTerm(x1, rate1 * days1) * poissonTerm(x2, rate2 * days2);
      }
    }
    expect(covered).toBeGreaterThan(0.95);
    expect(covered).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('turns round with its arguments, holds its difference, and scales with the unit of exposure', () => {
    const events = fc.integer({ min: 0, max: 5_000 });
    const days = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(events, days, events, days, (x1, t1, x2, t2) => {
        const there = rateDifference(x1, t1, x2, t2);
        const back = rateDifference(x2, t2, x1, t1);
        const inWeeks = rateDifference(x1, t1 / 7, x2, t2 / 7);
        expect(back.lower).toBeCloseTo(-there.upper, 9);
        expect(there.lower).toBeLessThanOrEqual(there.difference);
        expect(there.upper).toBeGreaterThanOrEqual(there.difference);
        expect(inWeeks.upper / 7).toBeCloseTo(there.upper, 6);
      }),
    );
  });

  it('refuses what is no count and what was exposed to nothing', () => {
    expect(() => rateDifference(1.5, 1, 2, 1)).toThrow(AnalyticsError);
    expect(() => rateDifference(1, 0, 2, 1)).toThrow(AnalyticsError);
    expect(() => rateDifference(1, 1, 2, 1, 1)).toThrow(AnalyticsError);
  });
});
