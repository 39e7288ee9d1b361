import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../testing.ts';
import { basketsFromLists } from './baskets-from-rows.ts';
import { frequentItemsets } from './frequent-itemsets.ts';
import { ItemsetWindow } from './itemset-window.ts';
import { type Itemsets, listItemsets } from './itemsets.ts';

function asMap(itemsets: Itemsets): Map<string, number> {
  const entries = [...listItemsets(itemsets)].map(
    ({ items, count }) => [items.sort().join(' '), count] as const,
  );
  expect(new Set(entries.map(([name]) => name)).size).toBe(entries.length);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Baskets of a shop whose fashions change: which items go together depends on the time. */
function fashion(time: number, random: () => number): number[] {
  const theme = Math.floor(time / 150) % 4;
  const themed = Array.from({ length: 5 }, (_, i) => theme * 3 + i).filter(() => random() < 0.7);
  const others = Array.from({ length: 3 }, () => Math.floor(30 * random() ** 2));
  return [...themed, ...others];
}

const steps = fc.array(
  fc.record({
    add: fc.array(fc.subarray([...'abcdefgh']), { maxLength: 12 }),
    remove: fc.integer({ min: 0, max: 12 }),
    ask: fc.boolean(),
  }),
  { maxLength: 25 },
);

describe('ItemsetWindow', () => {
  it.each([{ support: 0.3 }, { support: 0.1, maxLength: 3 }, { count: 4 }, { support: 0 }])(
    'is at every step the same as mining from scratch, %o',
    (options) => {
      fc.assert(
        fc.property(steps, (list) => {
          const window = new ItemsetWindow(options);
          const kept: string[][] = [];
          for (const { add, remove, ask } of list) {
            window.add(basketsFromLists(add));
            kept.push(...add);
            const leaving = Math.min(remove, kept.length);
            window.removeOldest(leaving);
            kept.splice(0, leaving);
            expect(window.basketCount).toBe(kept.length);
            if (!ask) continue;
            const wanted = asMap(frequentItemsets(basketsFromLists(kept), options));
            expect(asMap(window.itemsets())).toEqual(wanted);
            expect(asMap(frequentItemsets(window.baskets(), options))).toEqual(wanted);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it('follows small batches through changing fashions, items that are new and items that go', () => {
    const random = seeded(11);
    const window = new ItemsetWindow({ support: 0.02 });
    const kept: number[][] = [];
    for (let time = 0; time < 3000; ) {
      const batch = Array.from({ length: 1 + Math.floor(40 * random()) }, () => fashion(time++, random));
      window.add(basketsFromLists(batch));
      kept.push(...batch);
      const leaving = Math.max(0, kept.length - 600);
      window.removeOldest(leaving);
      kept.splice(0, leaving);
      const wanted = asMap(frequentItemsets(basketsFromLists(kept), { support: 0.02 }));
      expect(asMap(window.itemsets())).toEqual(wanted);
    }
    expect(kept).toHaveLength(600);
  });

  it('is as good as before after an error for too many sets', () => {
    const window = new ItemsetWindow({ count: 2, maxItemsets: 100 });
    window.add(basketsFromLists(Array.from({ length: 8 }, () => ['a', 'b', 'c'])));
    expect(asMap(window.itemsets()).size).toBe(7);
    window.add(basketsFromLists([0, 1].map(() => [...'abcdefghij'])));
    expect(() => window.itemsets()).toThrow(/Raise the support/);
    expect(() => window.itemsets()).toThrow(/Raise the support/);
    window.add(basketsFromLists(Array.from({ length: 8 }, () => ['a', 'b'])));
    window.removeOldest(9);
    expect(asMap(window.itemsets())).toEqual(
      new Map([
        ['a', 9],
        ['a b', 9],
        ['b', 9],
      ]),
    );
  });

  it('an empty window has no sets', () => {
    const window = new ItemsetWindow({ support: 0.5 });
    expect(asMap(window.itemsets()).size).toBe(0);
    window.add(basketsFromLists([['a']]));
    expect(asMap(window.itemsets())).toEqual(new Map([['a', 1]]));
    window.removeOldest(1);
    expect(asMap(window.itemsets()).size).toBe(0);
  });

  it('refuses what makes no sense', () => {
    expect(() => new ItemsetWindow({})).toThrow(/support/);
    expect(() => new ItemsetWindow({ support: 2 })).toThrow(/options.support/);
    expect(() => new ItemsetWindow({ support: 0.1, maxLength: 0 })).toThrow(/options.maxLength/);
    const window = new ItemsetWindow({ support: 0.1 });
    expect(() => window.removeOldest(1)).toThrow(/count must not exceed/);
    expect(() => window.removeOldest(-1)).toThrow(/count must be an integer/);
  });

  it('refuses to follow more frequent items than memory allows', () => {
    const window = new ItemsetWindow({ count: 1, maxLength: 2 });
    window.add(basketsFromLists(Array.from({ length: 10_001 }, (_, i) => [i])));
    expect(() => window.itemsets()).toThrow(/more support/);
  });
});
