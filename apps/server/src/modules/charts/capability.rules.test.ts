import { expect, test } from 'vitest';
import { capabilityOf } from './capability.rules.ts';
import { bucketsOf } from './chart.factory.ts';

const share = { kind: 'ratio', unit: 'ratio', direction: 'up' } as const;
const time = { kind: 'distribution', unit: 'seconds', direction: 'down' } as const;

test('of shares: defects are counted, and the level is the customary one', () => {
  const buckets = bucketsOf([
    { count: 500, sum: 490 },
    { count: 500, sum: 444 },
  ]);
  const found = capabilityOf(share, 'p', buckets, { centre: 0.934, spread: 1 }, 0.9);
  expect(found).toMatchObject({ dpmo: 66_000, cpk: null, reached: 1, of: 2 });
  expect(found.sigmaLevel).toBeCloseTo(3.0, 1);
  const down = capabilityOf({ ...share, direction: 'down' }, 'p', buckets, null, 0.9);
  expect(down.dpmo).toBe(934_000);
});

test('of perfect shares there is no level', () => {
  expect(capabilityOf(share, 'p', bucketsOf([{ count: 9, sum: 9 }]), null, 0.9)).toMatchObject({
    dpmo: 0,
    sigmaLevel: null,
  });
});

test('of measurements: distance of the mean from the target in three σ', () => {
  const buckets = bucketsOf(
    Array.from({ length: 12 }, () => ({ count: 25, value: 100, sum: 2_500, standardDeviation: 10 })),
  );
  const found = capabilityOf(time, 'xbar-s', buckets, { centre: 100, spread: 10 }, 130);
  expect(found.cpk!.value).toBeCloseTo(1, 12);
  expect(found.cpk!.lower).toBeLessThan(1);
  // Three sigma from the mean: 1,350 of a million lie beyond (normal table), a little fewer with the spread of all.
  expect(found.dpmo).toBeGreaterThan(1_000);
  expect(found.dpmo).toBeLessThan(1_400);
});

test('without limits, or without any spread, says only how often the target was reached', () => {
  const buckets = bucketsOf([{ count: 3, value: 5, sum: 15, standardDeviation: 0 }]);
  for (const parameters of [null, { centre: 5, spread: 0 }])
    expect(capabilityOf(time, 'i-mr', buckets, parameters, 6)).toEqual({
      target: 6,
      cpk: null,
      dpmo: null,
      sigmaLevel: null,
      reached: 1,
      of: 1,
    });
});
