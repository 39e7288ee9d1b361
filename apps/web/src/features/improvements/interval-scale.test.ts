import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervalScale, intervalTone } from './interval-scale.ts';

const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });

test('the interval lies around its difference, on the side of zero where it is', () => {
  fc.assert(
    fc.property(number, number, number, (a, b, c) => {
      const [lower, difference, upper] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      const scale = intervalScale(difference, lower, upper);
      expect(scale.lower).toBeLessThanOrEqual(scale.difference);
      expect(scale.difference).toBeLessThanOrEqual(scale.upper);
      for (const [place, value] of [
        [scale.lower, lower],
        [scale.upper, upper],
      ] as const) {
        if (value < 0) expect(place).toBeLessThanOrEqual(scale.zero);
        if (value > 0) expect(place).toBeGreaterThanOrEqual(scale.zero);
        expect(place).toBeGreaterThanOrEqual(1 / 7 - 1e-9);
        expect(place).toBeLessThanOrEqual(6 / 7 + 1e-9);
      }
    }),
  );
});

test('nothing at all lies in the middle', () => {
  expect(intervalScale(0, 0, 0)).toEqual({ zero: 0.5, difference: 0.5, lower: 0.5, upper: 0.5 });
});

test('only an interval that leaves zero out is good or bad, as the metric points', () => {
  expect(intervalTone(0.1, 0.3, 'up')).toBe('good');
  expect(intervalTone(0.1, 0.3, 'down')).toBe('bad');
  expect(intervalTone(-0.3, -0.1, 'up')).toBe('bad');
  expect(intervalTone(-0.3, -0.1, 'down')).toBe('good');
  for (const [lower, upper] of [
    [-0.1, 0.1],
    [0, 0.2],
    [-0.2, 0],
  ] as const) {
    expect(intervalTone(lower, upper, 'up')).toBe('unsure');
    expect(intervalTone(lower, upper, 'down')).toBe('unsure');
  }
});
