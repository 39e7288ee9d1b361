import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { bm25Index } from './bm25-index.ts';
import { keywords } from './keywords.ts';
import { fitTfidf, fitTransformTfidf, tfidfTransform } from './tfidf.ts';

const words = (text: string) => text.split(' ').filter((word) => word !== '');
const someTexts = fc.array(
  fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 12 }).map((list) => list.join(' ')),
  { maxLength: 12 },
);

/** The row of a text, by its definition and without any structure. */
function plainRow(
  texts: readonly string[],
  text: string,
  terms: readonly string[],
  sublinear: boolean,
): number[] {
  const row = terms.map((term) => {
    const count = words(text).filter((word) => word === term).length;
    const within = texts.filter((other) => words(other).includes(term)).length;
    if (count === 0) return 0;
    return (sublinear ? 1 + Math.log(count) : count) * (Math.log((1 + texts.length) / (1 + within)) + 1);
  });
  const length = Math.hypot(...row);
  return row.map((value) => (length === 0 ? 0 : value / length));
}

describe('tf-idf', () => {
  it('has the weights of the textbook example', () => {
    // scikit-learn's documentation of TfidfTransformer: counts 3,0,1 / 2,0,0 / 3,0,0 / 4,0,0 / 3,2,0 / 3,0,2.
    const texts = ['a a a c', 'a a', 'a a a', 'a a a a', 'a a a b b', 'a a a c c'];
    const model = fitTfidf(texts, { segment: words, sublinear: false });
    const { values, rowStarts } = tfidfTransform(model, texts);
    const rows = texts.map((_, i) => [...values.subarray(rowStarts[i], rowStarts[i + 1])]);
    const expected = [
      [0.85151335, 0.52433293],
      [1],
      [1],
      [1],
      [0.55422893, 0.83236428],
      [0.63035731, 0.77630514],
    ];
    rows.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(expected[i]?.[j] as number, 8);
      });
    });
  });

  it('is what its definition says, for any texts', () => {
    fc.assert(
      fc.property(someTexts, fc.boolean(), (texts, sublinear) => {
        const model = fitTfidf(texts, { segment: words, sublinear });
        const matrix = tfidfTransform(model, texts);
        expect(matrix.rows).toBe(texts.length);
        expect(fitTransformTfidf(texts, { segment: words, sublinear })).toEqual({ model, matrix });
        texts.forEach((text, i) => {
          const expected = plainRow(texts, text, model.terms, sublinear);
          const row = new Array<number>(model.terms.length).fill(0);
          for (let k = matrix.rowStarts[i] as number; k < (matrix.rowStarts[i + 1] as number); k++) {
            row[matrix.columnIds[k] as number] = matrix.values[k] as number;
          }
          row.forEach((value, j) => {
            expect(value).toBeCloseTo(expected[j] as number, 12);
          });
        });
      }),
    );
  });

  it('leaves out the rare, the common, and what is beyond the limit', () => {
    const texts = ['a b c', 'a b', 'a d'];
    expect(fitTfidf(texts, { segment: words, minTexts: 2 }).terms).toEqual(['a', 'b']);
    expect(fitTfidf(texts, { segment: words, maxShare: 0.7 }).terms).toEqual(['b', 'c', 'd']);
    expect(fitTfidf(texts, { segment: words, maxTerms: 2 }).terms).toEqual(['a', 'b']);
  });

  it('has rows without values where nothing is known', () => {
    const model = fitTfidf(['洗衣机']);
    const matrix = tfidfTransform(model, ['', '👍', 'คนไทย', '\ud800', '洗']);
    expect([...matrix.rowStarts]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(fitTfidf([]).terms).toEqual([]);
    expect(tfidfTransform(fitTfidf([]), ['a']).columns).toBe(0);
  });

  it('takes terms that are names of object properties', () => {
    expect(fitTfidf(['__proto__ constructor'], { segment: words }).terms).toEqual([
      '__proto__',
      'constructor',
    ]);
  });

  it('refuses options out of range', () => {
    expect(() => fitTfidf(['a'], { minTexts: 0 })).toThrow(AnalyticsError);
    expect(() => fitTfidf(['a'], { maxShare: 1.1 })).toThrow(AnalyticsError);
    expect(() => fitTfidf(['a'], { maxTerms: Number.NaN })).toThrow(AnalyticsError);
  });
});

describe('bm25Index', () => {
  it('ranks as its formula says', () => {
    const index = bm25Index<string>({ segment: words, k1: 1.2, b: 0.75 });
    index.add('x', 'a a b');
    index.add('y', 'a c');
    index.add('z', 'c c c c');
    const idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
    const score = (count: number, length: number) =>
      (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / 3));
    const hits = index.search('a');
    expect(hits.map((hit) => hit.id)).toEqual(['x', 'y']);
    expect(hits[0]?.score).toBeCloseTo(score(2, 3), 12);
    expect(hits[1]?.score).toBeCloseTo(score(1, 2), 12);
  });

  it('finds the same as scoring every text, for any texts, query and limit', () => {
    fc.assert(
      fc.property(
        someTexts,
        fc.constantFrom('a', 'a b', 'e d c', 'q', ''),
        fc.integer({ min: 1, max: 5 }),
        (texts, query, limit) => {
          const index = bm25Index<number>({ segment: words });
          texts.forEach((text, i) => {
            index.add(i, text);
          });
          const all = texts
            .map((_, id) => ({ id, score: index.explain(query, id).score }))
            .filter((hit) => hit.score > 0)
            .sort((a, b) => (Math.abs(b.score - a.score) < 1e-12 ? a.id - b.id : b.score - a.score));
          const found = index.search(query, limit);
          expect(found).toHaveLength(Math.min(limit, all.length));
          found.forEach((hit, i) => {
            expect(hit.score).toBeCloseTo(all[i]?.score as number, 12);
          });
          expect(index.search(query, limit)).toEqual(found);
        },
      ),
    );
  });

  it('finds traditional by simplified, and takes texts while it is used', () => {
    const index = bm25Index<number>();
    index.add(1, '洗衣機漏水');
    expect(index.search('洗衣机')[0]?.id).toBe(1);
    index.add(2, '客服不接电话');
    expect(index.search('電話')[0]?.id).toBe(2);
    expect(index.size).toBe(2);
    expect(index.explain('漏水', 1).terms.map((term) => term.count)).toEqual([1, 1, 1]);
  });

  it('has nothing to say in an empty index, and refuses ids twice or unknown', () => {
    const index = bm25Index<string>();
    expect(index.search('洗衣机')).toEqual([]);
    index.add('a', '');
    expect(index.search('洗衣机')).toEqual([]);
    expect(index.explain('洗衣机', 'a').score).toBe(0);
    expect(() => index.add('a', 'again')).toThrow(AnalyticsError);
    expect(() => index.explain('a', 'b')).toThrow(AnalyticsError);
    expect(() => index.search('a', 0)).toThrow(AnalyticsError);
    expect(() => bm25Index({ b: 2 })).toThrow(AnalyticsError);
  });
});

describe('keywords', () => {
  const all = [
    '今天物流很快',
    '今天客服很好',
    '今天包装破损',
    '今天屏幕碎了',
    '今天价格便宜',
    '今天电池鼓包',
  ];
  it('tells what is in few texts, not what is in all', () => {
    const found = keywords(fitTfidf(all), ['今天电池鼓包，电池发热'], 1);
    expect(found.map((keyword) => keyword.term)).toEqual(['电池']);
    expect(found[0]?.count).toBe(2);
  });
  it('leaves out words without meaning, single characters and numbers', () => {
    const model = fitTfidf(['the refund 123 的 1', 'other'], { segment: words });
    expect(keywords(model, ['the refund 123 的 1']).map((keyword) => keyword.term)).toEqual(['refund']);
  });
  it('has none of no texts, and refuses a model of nothing', () => {
    expect(keywords(fitTfidf(all), [])).toEqual([]);
    expect(() => keywords(fitTfidf([]), ['a'])).toThrow(AnalyticsError);
  });
});
