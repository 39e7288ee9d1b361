import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohenKappa } from './cohen-kappa.ts';
import { cronbachAlpha } from './cronbach-alpha.ts';
import { fleissKappa } from './fleiss-kappa.ts';
import { intraclassCorrelation } from './intraclass-correlation.ts';
import { itemAnalysis } from './item-analysis.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';

/** Spreads a table of counts into two lists of ratings. */
function ratingsOf(table: readonly (readonly number[])[]): [number[], number[]] {
  const first: number[] = [];
  const second: number[] = [];
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      for (let n = 0; n < count; n++) {
        first.push(i);
        second.push(j);
      }
    }
  }
  return [first, second];
}

describe('cohenKappa', () => {
  // Fleiss, Cohen and Everitt's table of psychiatric diagnoses; values by statsmodels.
  const [first, second] = ratingsOf([
    [88, 14, 18],
    [10, 40, 10],
    [2, 6, 12],
  ]);

  it.each([
    ['none', 0.49152542372881347, 0.05100181557607786, 0.3915637020535469, 0.59148714540408],
    ['linear', 0.4736842105263158, 0.054432309177641525, 0.36699884494278934, 0.5803695761098423],
    ['quadratic', 0.4545454545454546, 0.06645368159107812, 0.32429863198684905, 0.5847922771040601],
  ] as const)('with weights %s', (weights, kappa, standardError, lower, upper) => {
    const result = cohenKappa(first, second, { categories: [0, 1, 2], weights });
    expect(result.kappa).toBeCloseTo(kappa, 12);
    expect(result.standardError).toBeCloseTo(standardError, 12);
    expect([result.lower, result.upper]).toEqual([expect.closeTo(lower, 10), expect.closeTo(upper, 10)]);
  });

  it('is 1 for twins, null where chance agrees completely, and symmetric', () => {
    expect(cohenKappa(['a', 'b'], ['a', 'b'], { categories: ['a', 'b'] })).toMatchObject({ kappa: 1 });
    expect(cohenKappa(['a', 'a'], ['a', 'a'], { categories: ['a', 'b'] }).kappa).toBeNull();
    const pair = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
        const a = pairs.map(([x]) => x);
        const b = pairs.map(([, y]) => y);
        const options = { categories: [0, 1, 2, 3], weights: 'linear' as const };
        const there = cohenKappa(a, b, options).kappa;
        const back = cohenKappa(b, a, options).kappa;
        if (there === null || back === null) expect(there).toBe(back);
        else expect(there).toBeCloseTo(back, 10);
      }),
    );
  });

  it('refuses ratings that are not categories', () => {
    expect(() => cohenKappa([1], [5], { categories: [1, 2] })).toThrow(
      'second[0] must be one of the categories, not 5',
    );
    expect(() => cohenKappa([], [], { categories: [1, 2] })).toThrow('first must have at least 1 rating');
    expect(() => cohenKappa([1], [1], { categories: [1] })).toThrow('options.categories');
    expect(() => cohenKappa([1], [1], { categories: [1, 1] })).toThrow('must not repeat');
  });
});

describe('fleissKappa', () => {
  const published = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];

  it('is the published 0.210', () => {
    expect(fleissKappa(published).kappa).toBeCloseTo(0.20993070442195522, 12);
    expect(fleissKappa(published).pValue).toBeLessThan(1e-9);
    expect(
      fleissKappa([
        [0, 3],
        [2, 1],
        [3, 0],
      ]).kappa,
    ).toBeCloseTo(0.55, 12);
  });

  it('answers null without variation and refuses uneven rows', () => {
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]).kappa,
    ).toBeNull();
    expect(() =>
      fleissKappa([
        [1, 2],
        [1, 1],
      ]),
    ).toThrow('counts[1] must have 3 ratings');
    expect(() => fleissKappa([])).toThrow('counts must have at least 1 item');
    expect(() => fleissKappa([[1, 0]])).toThrow('counts[0] must have at least 2 ratings');
  });
});

describe('intraclassCorrelation', () => {
  const shroutFleiss = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ];

  it('is Shrout and Fleiss’s .29, with the interval of R’s psych::ICC', () => {
    const { icc, lower, upper } = intraclassCorrelation(shroutFleiss);
    expect(icc).toBeCloseTo(0.2897638, 6);
    expect(lower).toBeCloseTo(0.0187865, 4);
    expect(upper).toBeCloseTo(0.7610844, 4);
  });

  it('does not change with the unit, and is 1 for raters of one mind', () => {
    const scaled = shroutFleiss.map((row) => row.map((v) => 3 * v + 100));
    expect(intraclassCorrelation(scaled).icc).toBeCloseTo(
      intraclassCorrelation(shroutFleiss).icc as number,
      10,
    );
    expect(
      intraclassCorrelation([
        [1, 1],
        [2, 2],
        [5, 5],
      ]),
    ).toEqual({ icc: 1, lower: 1, upper: 1 });
    expect(
      intraclassCorrelation([
        [2, 2],
        [2, 2],
      ]).icc,
    ).toBeNull();
    expect(() => intraclassCorrelation([[1, 2]])).toThrow('scores must have at least 2 items, not 1');
    expect(() => intraclassCorrelation([[1], [2]])).toThrow('scores[0] must have at least 2 raters, not 1');
  });
});

describe('krippendorffAlpha', () => {
  const none = null;
  const canonical = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3],
    [none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none],
  ];

  it.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
    ['ratio', 0.797],
  ] as const)('of Krippendorff’s own data, %s, is %s', (level, alpha) => {
    expect(krippendorffAlpha(canonical, level)).toBeCloseTo(alpha, 3);
  });

  it('answers null where agreement cannot be judged', () => {
    expect(krippendorffAlpha([], 'nominal')).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'interval',
      ),
    ).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      ),
    ).toBeNull();
    expect(() => krippendorffAlpha([[1], [1, 2]], 'nominal')).toThrow('ratings[1]');
    expect(() => krippendorffAlpha([[-1], [1]], 'ratio')).toThrow('must not be negative');
    expect(() => krippendorffAlpha([[Number.NaN], [1]], 'nominal')).toThrow('ratings[0][0]');
  });
});

describe('itemAnalysis', () => {
  it('says how hard each question was and whether it discriminates', () => {
    const items = itemAnalysis([
      [1, 1, 1, 0],
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [1, 0, 0, 1],
    ]);
    expect(items.map((item) => item.difficulty)).toEqual([1, 0.5, 0.5, 0.25]);
    expect(items[0]?.discrimination).toBeNull();
    // Item 4 against the sums of the others (3, 2, 2, 1), by hand.
    expect(items[3]?.discrimination).toBeCloseTo(-Math.sqrt(2 / 3), 12);
    expect(items[3]?.upperLower).toBeLessThan(0);
  });

  it('does not depend on the order of candidates, also where totals tie', () => {
    const row = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 30 }), (rows) => {
        const there = itemAnalysis(rows);
        const back = itemAnalysis(rows.toReversed());
        for (const [j, item] of there.entries()) {
          expect(item.upperLower).toBeCloseTo(back[j]?.upperLower as number, 10);
          expect(item.upperLower as number).toBeGreaterThanOrEqual(-1 - 1e-12);
          expect(item.upperLower as number).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('takes points, and refuses scores beyond them', () => {
    expect(itemAnalysis([[5], [10]], [10])[0]?.difficulty).toBe(0.75);
    expect(() => itemAnalysis([[2]])).toThrow('scores[0][0] must lie from 0 to 1, not 2');
    expect(() => itemAnalysis([])).toThrow('scores must have at least 1 candidate');
    expect(itemAnalysis([[1]])).toEqual([{ difficulty: 1, discrimination: null, upperLower: null }]);
  });
});

describe('cronbachAlpha', () => {
  it('is 12/13 by hand, with Feldt’s interval around it', () => {
    const { alpha, lower, upper } = cronbachAlpha([
      [1, 2],
      [2, 2],
      [3, 4],
    ]);
    expect(alpha).toBeCloseTo(12 / 13, 12);
    expect(lower).toBeLessThan(12 / 13);
    expect(upper).toBeGreaterThan(12 / 13);
  });

  it('is 1 for identical questions, null for constant totals', () => {
    expect(
      cronbachAlpha([
        [1, 1, 1],
        [2, 2, 2],
        [5, 5, 5],
      ]).alpha,
    ).toBeCloseTo(1, 12);
    expect(
      cronbachAlpha([
        [1, 2],
        [2, 1],
      ]).alpha,
    ).toBeNull();
    expect(() => cronbachAlpha([[1, 2]])).toThrow('answers must have at least 2 respondents, not 1');
    expect(() => cronbachAlpha([[1], [2]])).toThrow('answers[0] must have at least 2 questions, not 1');
  });
});
