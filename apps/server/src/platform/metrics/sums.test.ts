import { quantile } from '@jingyun/analytics/ddsketch';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader, ByteWriter } from './byte-stream.ts';
import { ExactSum } from './exact-sum.ts';
import { mergeHours, readHours } from './packed-hours.ts';
import { mergeEncodedSums, Sums, writeSums } from './sums.ts';

const integers = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);

test('sums and sums of squares of any integers are exact', () => {
  fc.assert(
    fc.property(fc.array(integers, { maxLength: 50 }), fc.nat(50), (values, cut) => {
      const [sum, squares, tail] = [new ExactSum(), new ExactSum(), new ExactSum()];
      for (const [index, value] of values.entries()) {
        (index < cut ? sum : tail).add(value);
        squares.addSquare(value);
      }
      sum.merge(tail);
      const exact = values.reduce((total, value) => total + BigInt(value), 0n);
      expect(sum.toBigInt()).toBe(exact);
      expect(sum.toNumber()).toBe(Number(exact));
      expect(`${sum}`).toBe(`${exact}`);
      expect(squares.toBigInt()).toBe(values.reduce((total, value) => total + BigInt(value) ** 2n, 0n));
    }),
  );
});

test('a number is read back from bytes as it was written, in the shortest form', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n })),
      fc.array(fc.maxSafeNat()),
      (big, small) => {
        const writer = new ByteWriter();
        for (const value of big) writer.signedVarint(value);
        for (const value of small) writer.varint(value);
        const reader = new ByteReader(writer.take());
        expect(big.map(() => reader.signedVarint())).toEqual(big);
        expect(small.map(() => reader.varint())).toEqual(small);
        expect(reader.done).toBe(true);
      },
    ),
  );
  const writer = new ByteWriter();
  writer.bigVarint(2n ** 63n);
  expect(writer.take()).toHaveLength(10);
});

test('bytes that end too early are refused', () => {
  expect(() => new ByteReader(new Uint8Array([0x80])).varint()).toThrow(RangeError);
  expect(() => [...readHours(new Uint8Array([1, 9, 0]))]).toThrow(RangeError);
});

/** A day's points as [slot, value], cut into batches at any places, give the same bytes. */
test('hours are the same bytes however their points came together', () => {
  const points = fc.array(fc.tuple(fc.constantFrom(0, 60, 105, 120, 1_380, 1_440), fc.nat(10_000_000)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      points,
      fc.array(fc.nat(60), { maxLength: 5 }),
      fc.constantFrom('distribution', 'sum', 'count'),
      (all, cuts, kind) => {
        const pack = (kept: Uint8Array, part: typeof all) => {
          const slots = new Map<number, Sums>();
          for (const [slot, value] of part) {
            const sums = slots.get(slot) ?? new Sums();
            sums.addPoint(kind as 'sum', value, 1);
            slots.set(slot, sums);
          }
          return mergeHours(kept, [...slots]);
        };
        const whole = pack(new Uint8Array(), all);
        const edges = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
        const shuffled = all.toReversed();
        let pieces: Uint8Array = new Uint8Array();
        for (let i = 1; i < edges.length; i++) pieces = pack(pieces, shuffled.slice(edges[i - 1], edges[i]));
        expect(Buffer.from(pieces).equals(Buffer.from(whole))).toBe(true);
        const counts = [...readHours(whole)].map(({ sums }) => {
          const total = new Sums();
          mergeEncodedSums(total, sums);
          return total.count;
        });
        expect(counts.reduce((a, b) => a + b, 0)).toBe(all.length);
      },
    ),
  );
});

test('an hour keeps its count, sum and percentiles', () => {
  const sums = new Sums();
  for (let value = 1; value <= 100; value++) sums.addPoint('distribution', value, 1);
  const back = new Sums();
  const writer = new ByteWriter();
  writeSums(writer, sums);
  mergeEncodedSums(back, writer.take());
  expect(back.count).toBe(100);
  expect(back.sum.toBigInt()).toBe(5_050n);
  expect(back.squares.toBigInt()).toBe(338_350n);
  expect(quantile(back.sketch!, 0.5)).toBeCloseTo(50, -1);
});

test('a ratio counts what stands below the line', () => {
  const sums = new Sums();
  sums.addPoint('ratio', 1, 0);
  sums.addPoint('ratio', 0, 1);
  sums.addPoint('ratio', 0, 1);
  expect([sums.sum.toBigInt(), sums.count]).toEqual([1n, 2]);
});
