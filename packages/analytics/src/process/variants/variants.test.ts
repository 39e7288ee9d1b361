import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildEventLog } from '../log/build-event-log.ts';
import { variants } from './variants.ts';

describe('variants', () => {
  const log = buildEventLog([
    { case: 'a', activity: 'open', time: 0 },
    { case: 'a', activity: 'close', time: 10 },
    { case: 'b', activity: 'open', time: 0 },
    { case: 'c', activity: 'open', time: 0 },
    { case: 'c', activity: 'close', time: 30 },
    { case: 'd', activity: 'open', time: 0 },
    { case: 'd', activity: 'close', time: 14 },
    { case: 'e', activity: 'open', time: null },
    { case: 'e', activity: 'close', time: null },
  ]);

  it('puts cases of one order together, the most frequent first', () => {
    const found = variants(log);
    expect(found.variants).toEqual([
      {
        activities: Int32Array.of(0, 1),
        count: 4,
        share: 0.8,
        cumulativeShare: 0.8,
        cases: Int32Array.of(0, 2, 3, 4),
        meanDuration: 18,
        medianDuration: 14,
        typicalCase: 3,
      },
      {
        activities: Int32Array.of(0),
        count: 1,
        share: 0.2,
        cumulativeShare: 1,
        cases: Int32Array.of(1),
        meanDuration: 0,
        medianDuration: 0,
        typicalCase: 1,
      },
    ]);
    expect(found.variantOf).toEqual(Int32Array.of(0, 1, 0, 0, 0));
  });

  it('knows none in an empty log, and no duration where there is no time', () => {
    expect(variants(buildEventLog([])).variants).toEqual([]);
    const timeless = variants(buildEventLog([{ case: 'a', activity: 'x', time: null }]));
    expect(timeless.variants[0]).toMatchObject({ meanDuration: null, medianDuration: null, typicalCase: 0 });
  });

  it('tells apart exactly the orders that differ', () => {
    const cases = fc.array(fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 5 }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(cases, (orders) => {
        const rows = orders.flatMap((order, c) =>
          order.map((activity, i) => ({ case: `${c}`, activity, time: i })),
        );
        const { variants: found, variantOf } = variants(buildEventLog(rows));
        const counts = new Map<string, number>();
        for (const order of orders) counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
        expect(found.map((v) => v.count)).toEqual([...counts.values()].sort((a, b) => b - a));
        for (const [c, order] of orders.entries())
          expect(found[variantOf[c] as number]?.count).toBe(counts.get(order.join()));
      }),
    );
  });

  it('holds many different orders', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({
      case: `${i >> 1}`,
      activity: `${i % 2 === 0 ? 'x' : i}`,
      time: i,
    }));
    expect(variants(buildEventLog(rows)).variants).toHaveLength(10_000);
  });
});
