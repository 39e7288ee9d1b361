import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialTail, poissonTail } from './exact-tail.ts';

test('the binomial tail is the sum of its terms', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 99 }),
      fc.nat(),
      (size, percent, n) => {
        const chance = percent / 100;
        const count = n % (size + 1);
        let term = (1 - chance) ** size;
        let [atMost, atLeast] = [0, 0];
        for (let k = 0; k <= size; k++) {
          if (k <= count) atMost += term;
          if (k >= count) atLeast += term;
          term *= ((size - k) / (k + 1)) * (chance / (1 - chance));
        }
        const expected = Math.min(atMost, atLeast);
        expect(Math.abs(binomialTail(count, size, chance) - expected)).toBeLessThan(1e-9 + 1e-6 * expected);
      },
    ),
    { numRuns: 200 },
  );
});

test('the Poisson tail, against R: ppois(0, 3), 1 - ppois(9, 3), 1 - ppois(0, 0.05)', () => {
  expect(poissonTail(0, 3)).toBeCloseTo(0.049_787_07, 8);
  expect(poissonTail(10, 3)).toBeCloseTo(0.001_102_488, 9);
  expect(poissonTail(1, 0.05)).toBeCloseTo(0.048_770_58, 8);
});

test('what never, or always, happens', () => {
  expect([
    binomialTail(0, 5, 0),
    binomialTail(1, 5, 0),
    binomialTail(5, 5, 1),
    binomialTail(4, 5, 1),
  ]).toEqual([1, 0, 1, 0]);
  expect([poissonTail(0, 0), poissonTail(1, 0)]).toEqual([1, 0]);
  expect(() => binomialTail(6, 5, 0.5)).toThrow('must not exceed');
});
