import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../testing.ts';
import type { Baskets } from './baskets.ts';
import { basketsFromLists } from './baskets-from-rows.ts';
import { contains, frequentByBruteForce, someBasketsOf } from './brute-force.ts';
import { closedItemsets, maximalItemsets } from './closed-itemsets.ts';
import { type FrequentItemsetsOptions, frequentItemsets } from './frequent-itemsets.ts';
import { type Itemsets, itemsetAt, itemsetCountOf, listItemsets } from './itemsets.ts';

const someBaskets = someBasketsOf('abcdefghij');

function asMap(itemsets: Itemsets): Map<string, number> {
  const entries = [...listItemsets(itemsets)].map(
    ({ items, count }) => [items.sort().join(''), count] as const,
  );
  const map = new Map(entries);
  expect(map.size).toBe(entries.length); // none twice
  return map;
}

const sorted = (map: Map<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describe('itemsets against brute force', () => {
  it('frequentItemsets finds all and no others', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 12 }), (lists, count) => {
        const found = asMap(frequentItemsets(basketsFromLists(lists), { count }));
        expect(sorted(found)).toEqual(sorted(frequentByBruteForce(lists, count)));
      }),
    );
  });

  it('frequentItemsets keeps to maxLength', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 4 }), (lists, maxLength) => {
        const found = asMap(frequentItemsets(basketsFromLists(lists), { count: 2, maxLength }));
        const wanted = [...frequentByBruteForce(lists, 2)].filter(([items]) => items.length <= maxLength);
        expect(sorted(found)).toEqual(sorted(new Map(wanted)));
      }),
    );
  });

  it('closedItemsets finds those without a larger set of the same count', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 8 }), (lists, count) => {
        const all = [...frequentByBruteForce(lists, count)];
        const closed = all.filter(
          ([items, n]) => !all.some(([other, m]) => m === n && other !== items && contains(other, items)),
        );
        expect(sorted(asMap(closedItemsets(basketsFromLists(lists), { count })))).toEqual(
          sorted(new Map(closed)),
        );
      }),
    );
  });

  it('maximalItemsets finds those without a larger frequent set', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 8 }), (lists, count) => {
        const all = [...frequentByBruteForce(lists, count)];
        const maximal = all.filter(
          ([items]) => !all.some(([other]) => other !== items && contains(other, items)),
        );
        expect(sorted(asMap(maximalItemsets(basketsFromLists(lists), { count })))).toEqual(
          sorted(new Map(maximal)),
        );
      }),
    );
  });
});

describe('itemsets of many baskets of few items, mined on bits of all baskets', () => {
  it.each([5, 20, 60])('all three kinds against brute force, least count %s', (count) => {
    const random = seeded(count);
    const chances = [0.9, 0.8, 0.5, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.08];
    const lists = Array.from({ length: 700 }, () =>
      [...'abcdefghij'].filter((_item, i) => random() < (chances[i] as number)),
    );
    const baskets = basketsFromLists(lists);
    const all = [...frequentByBruteForce(lists, count)];
    const larger = ([items]: [string, number]) =>
      all.filter(([other]) => other !== items && contains(other, items));
    expect(sorted(asMap(frequentItemsets(baskets, { count })))).toEqual(sorted(new Map(all)));
    expect(sorted(asMap(closedItemsets(baskets, { count })))).toEqual(
      sorted(new Map(all.filter((set) => !larger(set).some(([, n]) => n === set[1])))),
    );
    expect(sorted(asMap(maximalItemsets(baskets, { count })))).toEqual(
      sorted(new Map(all.filter((set) => larger(set).length === 0))),
    );
  });
});

describe('itemsets at the edges', () => {
  const baskets = basketsFromLists([['a', 'b'], ['a', 'b', 'c'], ['b']]);

  it('support is a share of all baskets, rounded up without the noise of floating point', () => {
    expect(frequentItemsets(baskets, { support: 2 / 3 }).leastCount).toBe(2);
    expect(frequentItemsets(baskets, { support: 0.67 }).leastCount).toBe(3);
    const thirty = basketsFromLists(Array.from({ length: 30 }, () => ['a']));
    expect(frequentItemsets(thirty, { support: 0.1 }).leastCount).toBe(3); // 0.1 * 30 = 3.0000000000000004
  });

  it('support 0 means: in one basket at least', () => {
    expect(asMap(frequentItemsets(baskets, { support: 0 })).size).toBe(7);
  });

  it('support 1 finds what is in all baskets', () => {
    expect(asMap(frequentItemsets(baskets, { support: 1 }))).toEqual(new Map([['b', 3]]));
  });

  it.each([frequentItemsets, closedItemsets, maximalItemsets])('no baskets, no sets: %o', (mine) => {
    expect(itemsetCountOf(mine(basketsFromLists([]), { support: 0.5 }))).toBe(0);
    expect(itemsetCountOf(mine(basketsFromLists([[], []]), { support: 0 }))).toBe(0);
    expect(itemsetCountOf(mine(baskets, { count: 4 }))).toBe(0);
  });

  it.each<[FrequentItemsetsOptions, string]>([
    [{}, 'options'],
    [{ support: 0.1, count: 2 }, 'options'],
    [{ support: 5 }, 'options.support'],
    [{ support: -0.1 }, 'options.support'],
    [{ support: Number.NaN }, 'options.support'],
    [{ count: 0 }, 'options.count'],
    [{ count: 1.5 }, 'options.count'],
    [{ count: 2, maxLength: 0 }, 'options.maxLength'],
    [{ count: 2, maxItemsets: 0 }, 'options.maxItemsets'],
    [{ count: 2, maxItemsets: Number.NaN }, 'options.maxItemsets'],
  ])('%o is refused', (options, argument) => {
    expect(() => frequentItemsets(baskets, options)).toThrow(expect.objectContaining({ argument }));
  });

  it.each<[string, Partial<Baskets>]>([
    ['baskets.items[1]', { items: Int32Array.of(1, 0) }],
    ['baskets.items[1]', { items: Int32Array.of(1, 1) }],
    ['baskets.items[1]', { items: Int32Array.of(0, 7) }],
    ['baskets.items[0]', { items: Int32Array.of(-1, 0) }],
    ['baskets.offsets', { offsets: Int32Array.of(0, 1) }],
    ['baskets.offsets', { offsets: new Int32Array(0) }],
    ['baskets.offsets[2]', { offsets: Int32Array.of(0, 2, 1, 2) }],
    ['baskets.offsets[1]', { offsets: Int32Array.of(0, 3, 2) }],
    ['baskets.items', { items: [0, 1] as unknown as Int32Array }],
  ])('malformed baskets are refused: %s', (argument, part) => {
    const good = { items: Int32Array.of(0, 1), offsets: Int32Array.of(0, 2), labels: ['a', 'b'] };
    expect(() => closedItemsets({ ...good, ...part }, { count: 1 })).toThrow(
      expect.objectContaining({ argument }),
    );
  });

  it('too many sets are an error that says what to do, raised before memory or stack run out', () => {
    const wide = basketsFromLists([0, 1].map(() => Array.from({ length: 10_000 }, (_, i) => i)));
    expect(() => frequentItemsets(wide, { count: 2 })).toThrow(/Raise the support/);
    // Sixty items, each missing from one basket of its own: no item is in all baskets of another.
    const holes = basketsFromLists(
      Array.from({ length: 60 }, (_, b) => Array.from({ length: 60 }, (_v, i) => i).filter((i) => i !== b)),
    );
    expect(() => frequentItemsets(holes, { count: 5, maxItemsets: 100_000 })).toThrow(/Raise the support/);
    expect(() => closedItemsets(holes, { count: 5, maxItemsets: 100_000 })).toThrow(/Raise the support/);
    expect(itemsetCountOf(frequentItemsets(wide, { count: 2, maxLength: 1 }))).toBe(10_000);
  });

  it('thousands of items that always come together are one closed set', () => {
    const wide = basketsFromLists([0, 1].map(() => Array.from({ length: 4000 }, (_, i) => i)));
    expect(itemsetCountOf(closedItemsets(wide, { count: 2 }))).toBe(1);
    expect(maximalItemsets(wide, { count: 2 }).items.length).toBe(4000);
  });

  it('takes ten million items', () => {
    const offsets = Int32Array.from({ length: 100_001 }, (_, b) => 100 * b);
    const items = new Int32Array(10_000_000);
    for (let i = 0; i < items.length; i++) items[i] = 37 * (i % 100) + (Math.floor(i / 100) % 37);
    const large = { items, offsets, labels: Array.from({ length: 3700 }, (_, i) => `${i}`) };
    expect(itemsetCountOf(frequentItemsets(large, { support: 0.5 }))).toBe(0);
    expect(itemsetCountOf(frequentItemsets(large, { support: 0.02, maxLength: 1 }))).toBe(3700);
  });

  it('a chain of closed sets as long as there are baskets is found without recursion', () => {
    const chain = basketsFromLists(
      Array.from({ length: 1000 }, (_, b) => Array.from({ length: b + 1 }, (_v, i) => i)),
    );
    expect(itemsetCountOf(closedItemsets(chain, { count: 1 }))).toBe(1000);
    expect(itemsetCountOf(maximalItemsets(chain, { count: 1 }))).toBe(1);
  });

  it('lists sets in words, those in most baskets first', () => {
    const found = frequentItemsets(baskets, { count: 2 });
    expect([...listItemsets(found)]).toEqual([
      { items: ['b'], count: 3, support: 1 },
      { items: ['a'], count: 2, support: 2 / 3 },
      { items: ['a', 'b'], count: 2, support: 2 / 3 },
    ]);
    expect([...listItemsets(found, { minLength: 2 })].map(({ items }) => items)).toEqual([['a', 'b']]);
    expect(() => itemsetAt(found, 3)).toThrow(/place must be below 3/);
  });
});
