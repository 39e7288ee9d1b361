import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ces } from './ces.ts';
import { csat } from './csat.ts';
import { nps, npsFromCounts } from './nps.ts';
import { pareto } from './pareto.ts';

describe('nps', () => {
  it('is promoters less detractors in per cent', () => {
    expect(nps([10, 9, 7, 6])).toMatchObject({ score: 25, promoters: 2, passives: 1, detractors: 1 });
    expect(npsFromCounts(60, 25, 15).score).toBe(45);
  });

  it('has the adjusted Wald interval worked by hand', () => {
    const up = 60.75 / 103;
    const down = 15.75 / 103;
    const half = 1.959963984540054 * Math.sqrt((up + down - (up - down) ** 2) / 103);
    const { lower, upper } = npsFromCounts(60, 25, 15);
    expect([lower, upper]).toEqual([
      expect.closeTo(100 * (up - down - half), 9),
      expect.closeTo(100 * (up - down + half), 9),
    ]);
  });

  it('holds its score, mirrors when praise and blame change places, and covers the truth as promised', () => {
    const count = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(count, count, count, (p, n, d) => {
        fc.pre(p + n + d > 0);
        const there = npsFromCounts(p, n, d);
        const back = npsFromCounts(d, n, p);
        expect(there.lower).toBeLessThanOrEqual(there.score);
        expect(there.upper).toBeGreaterThanOrEqual(there.score);
        expect(there.lower).toBeCloseTo(-back.upper, 9);
      }),
    );
  });

  it.each([[11], [-1], [7.5], [Number.NaN]])('refuses the rating %s', (rating) => {
    expect(() => nps([10, rating])).toThrow('ratings[1]');
  });

  it('refuses no answers', () => {
    expect(() => nps([])).toThrow('ratings must have at least 1 element');
    expect(() => npsFromCounts(0, 0, 0)).toThrow('must not all be 0');
  });
});

describe('csat and ces', () => {
  it('count the satisfied and average', () => {
    const result = csat([5, 4, 3, 5]);
    expect(result).toMatchObject({ satisfied: 3, total: 4, share: 0.75, mean: 4.25 });
    expect(result.shareInterval.lower).toBeGreaterThan(0.3);
    expect(result.meanInterval?.upper).toBe(5);
    expect(csat([3]).meanInterval).toBeNull();
    expect(csat([1, 2], { scale: 3 }).satisfied).toBe(1);
    expect(ces([7, 6, 4, 5])).toMatchObject({ mean: 5.5, easyShare: 0.75 });
  });

  it('refuse ratings off the scale', () => {
    expect(() => csat([0])).toThrow('ratings[0] must be a whole number from 1 to 5, not 0');
    expect(() => csat([4], { satisfiedFrom: 6 })).toThrow('options.satisfiedFrom');
    expect(() => ces([8])).toThrow('from 1 to 7');
    expect(() => ces([])).toThrow('ratings');
  });
});

describe('pareto', () => {
  it('orders causes and marks the vital few', () => {
    const bars = pareto([
      ['rude', 20],
      ['late', 50],
      ['broken', 30],
    ]);
    expect(bars.map((bar) => [bar.item, bar.cumulativeShare, bar.vital])).toEqual([
      ['late', 0.5, true],
      ['broken', 0.8, true],
      ['rude', 1, false],
    ]);
  });

  it('has stated answers for nothing and for zeros', () => {
    expect(pareto([])).toEqual([]);
    expect(pareto([['a', 0]])).toEqual([
      { item: 'a', amount: 0, share: 0, cumulativeShare: 0, vital: false },
    ]);
    expect(() => pareto([['a', -1]])).toThrow('items[0]');
  });
});
