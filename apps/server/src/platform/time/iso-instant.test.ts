import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoInstant } from './iso-instant.ts';

test('writes every instant as Temporal does', () => {
  const same = (ms: number) => {
    expect(isoInstant(ms)).toBe(Temporal.Instant.fromEpochMilliseconds(ms).toString());
  };
  fc.assert(fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), same));
  fc.assert(
    fc.property(fc.integer({ min: -8.64e12, max: 8.64e12 }), (seconds) => {
      same(seconds * 1_000);
    }),
  );
});
