import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyScaling,
  describeClusters,
  log1pScale,
  minMaxScale,
  nameClusters,
  RFM_SEGMENTS,
  rfmOfPurchases,
  rfmScores,
  rfmSegmentOf,
  robustScale,
  standardize,
  undoScaling,
} from './index.ts';

const rows = fc.integer({ min: 1, max: 4 }).chain((dimensions) =>
  fc.array(
    fc.array(
      fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1000),
      {
        minLength: dimensions,
        maxLength: dimensions,
      },
    ),
    { minLength: 1, maxLength: 20 },
  ),
);

describe('scaling', () => {
  it('gives the published examples of the usual library', () => {
    expect([
      ...standardize([
        [0, 0],
        [0, 0],
        [1, 1],
        [1, 1],
      ]).points.values,
    ]).toEqual([-1, -1, -1, -1, 1, 1, 1, 1]);
    const robust = robustScale([
      [1, -2, 2],
      [-2, 1, 3],
      [4, 1, -2],
    ]).points.values;
    for (const [i, value] of [0, -2, 0, -1, 0, 0.4, 1, 0, -1.6].entries())
      expect(robust[i]).toBeCloseTo(value, 12);
    const minMax = minMaxScale([
      [-1, 2],
      [-0.5, 6],
      [0, 10],
      [1, 18],
    ]).points.values;
    expect([...minMax]).toEqual([0, 0, 0.25, 0.25, 0.5, 0.5, 1, 1]);
    expect([...log1pScale([[0], [Math.E - 1]]).points.values]).toEqual([0, 1]);
  });

  it('scales others alike, and back', () => {
    fc.assert(
      fc.property(rows, (points) => {
        for (const scale of [standardize, robustScale, minMaxScale]) {
          const { points: scaled, scaling } = scale(points);
          expect(applyScaling(points, scaling)).toEqual(scaled);
          const kept = JSON.parse(JSON.stringify(scaling));
          const back = undoScaling(applyScaling(points, kept), kept);
          for (const [i, value] of points.flat().entries()) {
            expect(Math.abs((back.values[i] as number) - value)).toBeLessThan(1e-6);
          }
        }
      }),
    );
  });

  it('applies several in order and undoes them from the last', () => {
    const logged = log1pScale([
      [0, 5],
      [9, 100],
      [30, 1],
    ]);
    const standard = standardize(logged.points);
    const both = [logged.scaling, standard.scaling];
    expect(
      applyScaling(
        [
          [0, 5],
          [9, 100],
          [30, 1],
        ],
        both,
      ),
    ).toEqual(standard.points);
    const [days, orders] = undoScaling(applyScaling([[7, 3]], both), both).values;
    expect(days).toBeCloseTo(7, 12);
    expect(orders).toBeCloseTo(3, 12);
  });

  it('makes constant dimensions 0, even where their mean is not exact in binary', () => {
    const constant = Array.from({ length: 10 }, () => [0.1, 1e-300]);
    for (const scale of [standardize, robustScale, minMaxScale]) {
      expect(scale(constant).points.values.every((value) => value === 0)).toBe(true);
    }
  });

  it.each<[string, () => unknown]>([
    ['points must have at least one point', () => standardize([])],
    ['points[0][0]', () => robustScale([[Number.NaN]])],
    ['points[0][0]', () => minMaxScale([[Number.POSITIVE_INFINITY]])],
    ['points[1][0] must be above -1', () => log1pScale([[0], [-1]])],
    ['points must have 1 dimensions', () => applyScaling([[1, 2]], minMaxScale([[1]]).scaling)],
    ['points must have 1 dimensions', () => undoScaling([[1, 2]], log1pScale([[1]]).scaling)],
    ['scaling.scale must have', () => applyScaling([[1]], { method: 'robust', shift: [1], scale: [1, 2] })],
    ['scaling.scale[0]', () => applyScaling([[1]], { method: 'robust', shift: [1], scale: [0] })],
  ])('refuses: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});

describe('rfmOfPurchases', () => {
  const day = 86_400_000;

  it('counts orders once, sums what was paid and given back, and leaves out what comes later', () => {
    const purchases = [
      { customer: 'b', order: '1', at: 3 * day, amount: 10 },
      { customer: 'a', order: '2', at: 5 * day, amount: 5 },
      { customer: 'b', order: '1', at: 3 * day, amount: 2.5 },
      { customer: 'b', order: '3', at: 1 * day, amount: -4 },
      { customer: 'a', at: 9.5 * day, amount: 1 },
      { customer: 'a', at: 11 * day, amount: 100 },
    ];
    expect(rfmOfPurchases(purchases, 10 * day)).toEqual([
      { customer: 'b', recency: 7, frequency: 2, monetary: 8.5 },
      { customer: 'a', recency: 0.5, frequency: 2, monetary: 6 },
    ]);
    expect(rfmOfPurchases([], 0)).toEqual([]);
  });

  it('refuses times and amounts that are not finite', () => {
    expect(() => rfmOfPurchases([], Number.NaN)).toThrow('asOf');
    expect(() => rfmOfPurchases([{ customer: 'a', at: Number.NaN, amount: 1 }], 1)).toThrow(
      'purchases[0].at',
    );
    expect(() => rfmOfPurchases([{ customer: 'a', at: 1, amount: Number.NaN }], 1)).toThrow(
      'purchases[0].amount',
    );
  });
});

describe('rfmScores', () => {
  it('makes fifths, the latest, most frequent and best paying on top', () => {
    const customers = Array.from({ length: 10 }, (_, i) => ({ recency: i, frequency: i, monetary: 100 - i }));
    expect(rfmScores(customers).map(({ cell }) => cell)).toEqual([
      '515',
      '515',
      '424',
      '424',
      '333',
      '333',
      '242',
      '242',
      '151',
      '151',
    ]);
  });

  it('scores equals alike, all equal in the middle, and more never lower', () => {
    expect(rfmScores([{ recency: 1, frequency: 1, monetary: 1 }])[0]?.cell).toBe('333');
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 60 }), (frequencies) => {
        const scores = rfmScores(frequencies.map((frequency) => ({ recency: 0, frequency, monetary: 0 })));
        for (const [i, a] of frequencies.entries()) {
          expect(scores[i]).toMatchObject({ recency: 3, monetary: 3 });
          for (const [j, b] of frequencies.entries()) {
            if (a <= b) expect(scores[i]?.frequency).toBeLessThanOrEqual(scores[j]?.frequency as number);
          }
        }
      }),
    );
  });

  it('names a segment, in three languages, for every combination of scores', () => {
    const fifths = [1, 2, 3, 4, 5];
    const found = new Set(
      fifths.flatMap((r) => fifths.flatMap((f) => fifths.map((m) => rfmSegmentOf(r, f, m)))),
    );
    expect([...found].sort()).toEqual(Object.keys(RFM_SEGMENTS).sort());
    expect(RFM_SEGMENTS[rfmSegmentOf(5, 5, 4)]['zh-CN']).toBe('核心客户');
    expect(RFM_SEGMENTS[rfmSegmentOf(1, 5, 5)].en).toBe('Cannot lose them');
    for (const language of ['zh-CN', 'zh-TW', 'en'] as const) {
      expect(new Set(Object.values(RFM_SEGMENTS).map((words) => words[language])).size).toBe(10);
    }
  });

  it('has no scores for no customers, and refuses what is not finite', () => {
    expect(rfmScores([])).toEqual([]);
    expect(() => rfmScores([{ recency: 1, frequency: Number.NaN, monetary: 1 }])).toThrow(
      'customers[0].frequency',
    );
    expect(() => rfmSegmentOf(0, 1, 1)).toThrow('recency');
    expect(() => rfmSegmentOf(1, 6, 1)).toThrow('frequency must be at most 5');
  });
});

describe('describeClusters', () => {
  const points = [
    [1, 10],
    [3, 10],
    [20, 10],
    [22, 10],
    [24, 10],
  ];
  const labels = [1, 1, 0, 0, 0];
  const categories = [{ feature: 'channel', values: ['phone', 'phone', 'web', 'web', 'phone'] }];

  it('measures how each cluster differs from the rest, the greatest difference first', () => {
    const [big, small] = describeClusters(points, labels, { names: ['days', 'same'], categories });
    expect(big).toMatchObject({ cluster: 0, count: 3, share: 0.6 });
    expect(big?.traits.map((trait) => trait.feature)).toEqual(['days', 'channel', 'channel', 'same']);
    const sd = Math.sqrt([13, 11, 6, 8, 10].reduce((sum, d) => sum + d * d, 0) / 5);
    expect(big?.traits[0]).toMatchObject({ kind: 'number', direction: 'higher', mean: 22, restMean: 2 });
    expect(big?.traits[0]?.size).toBeCloseTo(20 / sd, 12);
    expect(big?.traits[1]).toMatchObject({
      kind: 'category',
      value: 'web',
      direction: 'higher',
      restShare: 0,
    });
    expect(big?.traits[1]).toMatchObject({ lift: expect.closeTo(5 / 3, 12) });
    expect(big?.traits[2]).toMatchObject({ value: 'phone', direction: 'lower', share: 1 / 3, restShare: 1 });
    expect(big?.traits[1]?.size).toBeCloseTo(2 * Math.asin(Math.sqrt(2 / 3)), 12);
    expect(big?.traits[3]).toMatchObject({ direction: 'same', size: 0, mean: 10 });
    expect(small?.traits[0]?.size).toBeCloseTo(-20 / sd, 12);
  });

  it('names clusters in words, with the traits that are large enough', () => {
    const descriptions = describeClusters(points, labels, { names: ['days', 'same'], categories });
    expect(nameClusters(descriptions, { language: 'en' })).toEqual([
      'high days, channel mostly web',
      'low days, channel mostly phone',
    ]);
    expect(
      nameClusters(descriptions, { language: 'zh-CN', features: { days: '天数', channel: '渠道' }, most: 1 }),
    ).toEqual(['天数高', '天数低']);
    expect(nameClusters(descriptions, { language: 'zh-TW', least: 9 })).toEqual(['接近平均 1', '接近平均 2']);
  });

  it('lengthens names that would be the same, and numbers those that cannot differ', () => {
    const description = (cluster: number, second: number) => ({
      cluster,
      count: 5,
      share: 0.5,
      traits: [
        { kind: 'number', feature: 'x', direction: 'higher', size: 2, mean: 1, restMean: 0 },
        {
          kind: 'number',
          feature: 'y',
          direction: second > 0 ? 'higher' : 'lower',
          size: second,
          mean: 0,
          restMean: 0,
        },
      ] as const,
    });
    const copies = [description(0, 1), description(1, -1), description(2, -1)].map((one) => ({
      ...one,
      traits: [...one.traits],
    }));
    expect(nameClusters(copies, { language: 'en', most: 1 })).toEqual([
      'high x, high y',
      'high x, low y 1',
      'high x, low y 2',
    ]);
  });

  it('has no traits for a cluster without points or without rest', () => {
    expect(describeClusters([[1], [2]], [0, 0], { names: ['x'] })).toMatchObject([{ count: 2, traits: [] }]);
    expect(describeClusters([[1], [2]], [1, 1], { names: ['x'] })[0]).toMatchObject({ count: 0, traits: [] });
  });

  it.each<[string, () => unknown]>([
    ['features.names', () => describeClusters([[1, 2]], [0], { names: ['x'] })],
    ['labels must have one element a point', () => describeClusters([[1]], [0, 1], { names: ['x'] })],
    ['labels[0] must be below', () => describeClusters([[1]], [1e9], { names: ['x'] })],
    [
      'features.categories[0].values',
      () => describeClusters([[1]], [0], { names: ['x'], categories: [{ feature: 'c', values: [] }] }),
    ],
    ['options.most', () => nameClusters([], { language: 'en', most: 0 })],
    ['options.least', () => nameClusters([], { language: 'en', least: -1 })],
  ])('refuses: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});
