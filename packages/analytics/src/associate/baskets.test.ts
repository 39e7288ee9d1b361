import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Baskets, basketCountOf } from './baskets.ts';
import { basketsFromLists, basketsFromRows } from './baskets-from-rows.ts';
import { readBasketStream, readBaskets } from './read-baskets.ts';

/** Baskets in words, each sorted. */
function listsOf({ items, offsets, labels }: Baskets): string[][] {
  return Array.from({ length: offsets.length - 1 }, (_, b) =>
    Array.from(items.subarray(offsets[b], offsets[b + 1]), (code) => labels[code] as string).sort(),
  );
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('readBaskets', () => {
  it('reads one basket a line, codes by first appearance, each item once, whatever the line ends', () => {
    const baskets = readBaskets('3 1 3\r\n\r\n  \n1\t20\u3000\n7');
    expect(listsOf(baskets)).toEqual([['1', '3'], ['1', '20'], ['7']]);
    expect(baskets.labels).toEqual(['3', '1', '20', '7']);
    expect(baskets.offsets).toEqual(Int32Array.of(0, 2, 4, 5));
    expect(baskets.items).toEqual(Int32Array.of(0, 1, 1, 2, 3));
  });

  it('tells 7, 07 and 7.0 apart, and takes huge numbers as text', () => {
    expect(readBaskets('0 7 07 7.0 00 -7\n7 123456789012345678901 1048575 1048576').labels).toEqual(
      '0 7 07 7.0 00 -7 123456789012345678901 1048575 1048576'.split(' '),
    );
  });

  it('takes a separator, and then blanks belong to the items', () => {
    const baskets = readBaskets('whole milk, 面包,,\n面包 ,tea', { separator: ',' });
    expect(listsOf(baskets)).toEqual([
      ['whole milk', '面包'],
      ['tea', '面包'],
    ]);
  });

  it('is empty for an empty text', () => {
    expect(readBaskets('')).toEqual({ items: new Int32Array(0), offsets: Int32Array.of(0), labels: [] });
  });

  it('reads the same however the text is cut, as text or as bytes', async () => {
    const word = fc.constantFrom('0', '12', '012', '99', '茶', '🍞', 'tea');
    const someText = fc.array(fc.array(word)).map((lines) => lines.map((line) => line.join(' ')).join('\n'));
    await fc.assert(
      fc.asyncProperty(someText, fc.array(fc.nat(200)), async (text, cuts) => {
        const whole = readBaskets(text);
        const places = [0, ...cuts.sort((a, b) => a - b), 1000];
        const pieces = <T extends string | Uint8Array>(all: T) =>
          places.slice(1).map((to, i) => all.slice(places[i], to) as T);
        expect(readBaskets(bytes(text))).toEqual(whole);
        expect(readBaskets(pieces(text))).toEqual(whole);
        expect(readBaskets(pieces(bytes(text)))).toEqual(whole);
        async function* stream() {
          yield* pieces(bytes(text));
        }
        expect(await readBasketStream(stream())).toEqual(whole);
      }),
    );
  });

  it('refuses what is no basket file', () => {
    expect(() => readBaskets('x'.repeat(70_000))).toThrow(/more than 65536 characters/);
    expect(() => readBaskets([5 as unknown as string])).toThrow(/text or bytes/);
    for (const separator of ['', ', ', '\n']) {
      expect(() => readBaskets('a', { separator })).toThrow(/options.separator/);
    }
  });

  it('reads a million items from bytes', () => {
    const line = `${Array.from({ length: 100 }, (_, i) => i * 37).join(' ')}\n`;
    const baskets = readBaskets(bytes(line.repeat(10_000)));
    expect([basketCountOf(baskets), baskets.items.length, baskets.labels.length]).toEqual([
      10_000, 1_000_000, 100,
    ]);
  });
});

describe('basketsFromRows', () => {
  it('gathers rows of the same basket wherever they stand', () => {
    const baskets = basketsFromRows([
      ['b', 'x'],
      ['a', 'y'],
      ['b', 'z'],
      ['a', 'y'],
      ['b', 'x'],
    ]);
    expect(listsOf(baskets)).toEqual([['x', 'z'], ['y']]);
  });

  it('is the same as from lists', () => {
    const someLists = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }));
    fc.assert(
      fc.property(someLists, (lists) => {
        const rows = lists.flatMap((list, basket) => list.map((item) => [basket, item] as const));
        expect(basketsFromRows(rows)).toEqual(basketsFromLists(lists));
        expect(listsOf(basketsFromLists(lists))).toEqual(
          lists.map((list) => [...new Set(list.map(String))].sort()),
        );
      }),
    );
  });

  it('takes a number for its text, and refuses what has none', () => {
    expect(
      basketsFromRows([
        [1, 2],
        ['1', '3'],
      ]).offsets,
    ).toEqual(Int32Array.of(0, 2));
    expect(() => basketsFromRows([['a', undefined as unknown as string]])).toThrow(/rows\[0\]\[1\]/);
    expect(() => basketsFromLists([[Number.NaN]])).toThrow(/finite number/);
  });

  it('an empty list is an empty basket', () => {
    expect(basketCountOf(basketsFromLists([[], ['a']]))).toBe(2);
  });
});
