import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basketsFromLists } from './baskets-from-rows.ts';
import { closedItemsets, maximalItemsets } from './closed-itemsets.ts';
import { frequentItemsets } from './frequent-itemsets.ts';
import { type Itemsets, listItemsets } from './itemsets.ts';

/** Up to 40 baskets of up to 8 of 10 items, with a common core in some so that there are closed sets worth the name. */
const someBaskets = fc.array(
  fc
    .tuple(fc.subarray([...'abcdefghij']), fc.boolean())
    .map(([items, core]) => (core ? [...new Set([...items, 'a', 'b', 'c'])] : items)),
  { maxLength: 40 },
);

/** Every set that occurs at least `count` times, by trying all 2^10. */
function byBruteForce(lists: string[][], count: number): Map<string, number> {
  const items = [...new Set(lists.flat())].sort();
  const masks = lists.map((list) => list.reduce((mask, item) => mask | (1 << items.indexOf(item)), 0));
  const found = new Map<string, number>();
  for (let set = 1; set < 1 << items.length; set++) {
    const seen = masks.filter((mask) => (mask & set) === set).length;
    if (seen >= count) found.set(items.filter((_item, i) => set & (1 << i)).join(''), seen);
  }
  return found;
}

function asMap(itemsets: Itemsets): Map<string, number> {
  const entries = [...listItemsets(itemsets)].map(
    ({ items, count }) => [items.sort().join(''), count] as const,
  );
  const map = new Map(entries);
  expect(map.size).toBe(entries.length); // none twice
  return map;
}

const sorted = (map: Map<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const contains = (larger: string, smaller: string) => [...smaller].every((item) => larger.includes(item));

describe('itemsets against brute force', () => {
  it('frequentItemsets finds all and no others', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 12 }), (lists, count) => {
        const found = asMap(frequentItemsets(basketsFromLists(lists), { count }));
        expect(sorted(found)).toEqual(sorted(byBruteForce(lists, count)));
      }),
    );
  });

  it('frequentItemsets keeps to maxLength', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 4 }), (lists, maxLength) => {
        const found = asMap(frequentItemsets(basketsFromLists(lists), { count: 2, maxLength }));
        const wanted = [...byBruteForce(lists, 2)].filter(([items]) => items.length <= maxLength);
        expect(sorted(found)).toEqual(sorted(new Map(wanted)));
      }),
    );
  });

  it('closedItemsets finds those without a larger set of the same count', () => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 1, max: 8 }), (lists, count) => {
        const all = [...byBruteForce(lists, count)];
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
        const all = [...byBruteForce(lists, count)];
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
