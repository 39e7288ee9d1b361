import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { c4, d2, d3 } from './unbiasing-constants.ts';

const near = (got: number, want: number, relative = 1e-11) =>
  expect(Math.abs(got / want - 1)).toBeLessThan(relative);

describe('unbiasing constants', () => {
  it('are the closed forms where there are some', () => {
    near(d2(2), 2 / Math.sqrt(Math.PI), 1e-14);
    near(d2(3), 3 / Math.sqrt(Math.PI), 1e-14);
    near(d3(2), Math.sqrt(2 - 4 / Math.PI), 1e-12);
    near(c4(2), Math.sqrt(2 / Math.PI), 1e-14);
    near(c4(3), Math.sqrt(Math.PI) / 2, 1e-14);
  });

  it.each([
    [5, 2.325928947281039, 0.9399856029866251],
    [10, 3.077505461670346, 0.9726592741215881],
    [25, 3.930629219507113, 0.9896403755857031],
    [100, 5.015187272883369, 0.9974779760712635],
    [1000, 6.482871538266882, 0.9997497811015132],
  ])('d2 and c4 of %s equal 25-digit values', (n, mean, root) => {
    near(d2(n), mean, 1e-13);
    near(c4(n), root, 1e-13);
  });

  // Harter, Annals of Mathematical Statistics 31 (1960), as tabled to four places in ASTM E2587.
  it.each([
    [2, 0.8525],
    [3, 0.8884],
    [4, 0.8798],
    [5, 0.8641],
    [6, 0.848],
    [7, 0.8332],
    [8, 0.8198],
    [9, 0.8078],
    [10, 0.7971],
    [15, 0.7562],
    [20, 0.7287],
    [25, 0.7084],
  ])('d3 of %s is the tabled %s', (n, tabled) => expect(Math.abs(d3(n) - tabled)).toBeLessThan(0.00011));

  it('move as they must with the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (n) => {
        expect(d2(n + 1)).toBeGreaterThan(d2(n));
        expect(c4(n + 1)).toBeGreaterThan(c4(n));
        expect(c4(n)).toBeLessThan(1);
        if (n >= 3) expect(d3(n + 1)).toBeLessThan(d3(n));
      }),
      { numRuns: 15 },
    );
    near(c4(1e8), 1 - 1 / (4 * 1e8), 1e-14);
    expect(() => d2(1)).toThrow('n must be an integer from 2, not 1');
    expect(() => d3(2.5)).toThrow('n must be an integer');
  });
});
