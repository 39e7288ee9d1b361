import { describe, expect, it } from 'vitest';
import { encodeFeatures, fitEncoder } from './feature-encoder.ts';
import { takeRows } from './features.ts';

const train = {
  months: [1, 2, '', 5, null, 4],
  plan: ['basic', 'plus', 'basic', 'pro', null, 'plus'],
  size: ['S', 'M', 'L', 'S', 'M', 'L'],
  vip: [true, false, true, false, true, false],
};

describe('feature encoder', () => {
  it('fills gaps and scales by what the training part had', () => {
    const encoder = fitEncoder(train, [
      { name: 'months', kind: 'numeric', missing: 'median', flagMissing: true, standardise: true },
    ]);
    const { names, columns } = encodeFeatures(encoder, { months: [3, undefined, '5'] });
    expect(names).toEqual(['months missing', 'months']);
    expect([...(columns[0] as Float64Array)]).toEqual([0, 1, 0]);
    // Mean 3, standard deviation sqrt((4 + 1 + 4 + 1) / 4); the median is 3, too.
    expect([...(columns[1] as Float64Array)]).toEqual([0, 0, expect.closeTo(2 / Math.sqrt(2.5), 12)]);
  });

  it('gives categories that it has not seen none of the features, and missing ones their own', () => {
    const encoder = fitEncoder(train, [{ name: 'plan', kind: 'one-hot', dropFirst: false }]);
    const { names, columns } = encodeFeatures(encoder, { plan: ['pro', 'gold', null] });
    expect(names).toEqual(['plan=(missing)', 'plan=basic', 'plan=plus', 'plan=pro']);
    expect(columns.map((column) => Array.from(column))).toEqual([
      [0, 0, 1],
      [0, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('orders what has an order, and codes what trees group themselves', () => {
    const encoder = fitEncoder(train, [
      { name: 'size', kind: 'ordinal', order: ['S', 'M', 'L'] },
      { name: 'vip', kind: 'category' },
      { name: 'months', kind: 'numeric', missing: 'keep' },
    ]);
    const encoded = encodeFeatures(encoder, {
      size: ['L', 'XL', 'S'],
      vip: [true, false, 'maybe'],
      months: [1, '', 2],
    });
    expect(encoded.categorical).toEqual([false, true, false]);
    expect(encoded.columns.map((column) => Array.from(column))).toEqual([
      [2, Number.NaN, 0],
      [1, 0, Number.NaN],
      [1, Number.NaN, 2],
    ]);
    expect(JSON.parse(JSON.stringify(encoder))).toEqual(encoder);
  });

  it('does not depend on the order of rows, and knows only its own columns', () => {
    const plans = [{ name: 'plan', kind: 'one-hot' }] as const;
    expect(fitEncoder({ plan: train.plan.toReversed() }, plans)).toEqual(fitEncoder(train, plans));
    expect(() => fitEncoder(train, [{ name: 'toString', kind: 'one-hot' }])).toThrow(
      'table.toString is missing',
    );
    expect(() => encodeFeatures(fitEncoder(train, plans), {})).toThrow('table.plan is missing');
  });

  it('refuses words that are no numbers, columns of other lengths and empty ones', () => {
    const numeric = [{ name: 'x', kind: 'numeric' }] as const;
    expect(() => fitEncoder({ x: [1, 'two'] }, numeric)).toThrow(
      'table.x[1] must be a number or blank, not "two"',
    );
    expect(() => fitEncoder({ x: [1, Number.POSITIVE_INFINITY] }, numeric)).toThrow('table.x[1]');
    expect(() => fitEncoder({ x: ['', null] }, numeric)).toThrow('has no value to learn from');
    const ids = Array.from({ length: 1001 }, (_, i) => `id ${i}`);
    expect(() => fitEncoder({ x: ids }, [{ name: 'x', kind: 'one-hot' }])).toThrow('1001 categories');
    expect(() => fitEncoder({}, [])).toThrow('at least one');
    expect(() => fitEncoder({ x: [1], y: [1, 2] }, [...numeric, { name: 'y', kind: 'numeric' }])).toThrow(
      'as long as x',
    );
    expect(() => fitEncoder({ x: [1] }, [...numeric, ...numeric])).toThrow('once');
    expect(() => fitEncoder({ x: [1] }, [{ name: 'x', kind: 'ordinal', order: [] }])).toThrow('order');
  });

  it('keeps a constant column at 0 rather than dividing by 0', () => {
    const encoder = fitEncoder({ x: [4, 4] }, [{ name: 'x', kind: 'numeric', standardise: true }]);
    expect(Array.from(encodeFeatures(encoder, { x: [4, 6] }).columns[0] as Float64Array)).toEqual([0, 2]);
  });
});

it('takeRows takes the cases asked for, in that order', () => {
  const features = { rows: 3, names: ['x'], columns: [[1, 2, 3]] };
  expect(takeRows(features, [2, 0]).columns[0]).toEqual(Float64Array.of(3, 1));
  expect(() => takeRows(features, [3])).toThrow('rows[0] must be a whole number from 0 to 2');
});
