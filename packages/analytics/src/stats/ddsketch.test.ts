import { DDSketch as DatadogSketch } from '@datadog/sketches-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import {
  add,
  type DDSketch,
  decode,
  emptySketch,
  encode,
  encodeValues,
  merge,
  mergeEncoded,
  quantile,
} from './ddsketch.ts';

const duration = fc.oneof(
  fc.constant(0),
  fc.double({ min: 1e-8, max: 1e9, noNaN: true }),
  fc.integer({ min: 0, max: 100_000 }),
);
const durations = fc.array(duration, { maxLength: 60 });
const sketchOf = (values: readonly number[]): DDSketch =>
  values.reduce((sketch, value) => add(sketch, value), emptySketch());

describe('ddsketch', () => {
  it('reads every quantile to within 1 % of the exact value of that rank', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const sorted = Float64Array.from(values).sort();
          const exact = sorted[Math.floor(q * (values.length - 1))] as number;
          const read = quantile(sketchOf(values), q) as number;
          expect(Math.abs(read - exact)).toBeLessThanOrEqual(0.01 * exact * (1 + 1e-9));
        },
      ),
    );
  });

  it('agrees with the library’s own sketch on a long-tailed sample', () => {
    const reference = new DatadogSketch({ relativeAccuracy: 0.01 });
    const sketch = emptySketch();
    for (let i = 1; i <= 5000; i++) {
      const value = 30 / (i / 5001) ** 1.3;
      reference.accept(value);
      add(sketch, value);
    }
    for (const q of [0, 0.1, 0.5, 0.9, 0.95, 0.99, 1])
      expect(quantile(sketch, q)).toBe(reference.getValueAtQuantile(q));
  });

  it('encodes to the same bytes whatever the order of adding', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const descending = [...values].sort((a, b) => b - a);
        expect(encode(sketchOf(descending))).toEqual(encode(sketchOf(values)));
      }),
    );
  });

  it('merges commutatively, associatively and as if the values had been added to one sketch, to the byte', () => {
    fc.assert(
      fc.property(durations, durations, durations, (a, b, c) => {
        const left = merge(merge(sketchOf(a), sketchOf(b)), sketchOf(c));
        const right = merge(sketchOf(a), merge(sketchOf(b), sketchOf(c)));
        const swapped = merge(merge(sketchOf(c), sketchOf(b)), sketchOf(a));
        const bytes = encode(sketchOf([...a, ...b, ...c]));
        for (const merged of [left, right, swapped]) expect(encode(merged)).toEqual(bytes);
      }),
    );
  });

  it('does not change the sketch that is merged in', () => {
    const other = sketchOf([1, 2, 300]);
    const before = encode(other);
    merge(sketchOf([1e6]), other);
    expect(encode(other)).toEqual(before);
  });

  it('encodes a list of values as it encodes a sketch of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }))),
        (list) => {
          expect(encodeValues(list)).toEqual(encode(sketchOf(list)));
        },
      ),
    );
    expect(() => encodeValues([1, -1])).toThrow('values[1]');
  });

  it('survives a round trip, and merges encoded sketches as it merges live ones', () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        expect(encode(decode(encode(sketchOf(a))))).toEqual(encode(sketchOf(a)));
        expect(encode(mergeEncoded(sketchOf(a), encode(sketchOf(b))))).toEqual(
          encode(merge(sketchOf(a), sketchOf(b))),
        );
      }),
    );
  });

  it('carries counts beyond 32 bits', () => {
    const sketch = add(add(emptySketch(), 60, 2 ** 40), 0, 5_000_000_000);
    const back = decode(encode(sketch));
    expect(back.count).toBe(2 ** 40 + 5_000_000_000);
    expect(back.zeroCount).toBe(5_000_000_000);
    expect(encode(back)).toEqual(encode(sketch));
  });

  it('treats a weight as so many values', () => {
    expect(encode(add(emptySketch(), 7, 3))).toEqual(encode(sketchOf([7, 7, 7])));
  });

  it('stays small: a day of 10,000 durations between 1 s and 1 h in under 1.4 kB, an empty sketch in 3 bytes', () => {
    const sketch = emptySketch();
    for (let i = 0; i < 10_000; i++) add(sketch, 3600 ** (i / 10_000));
    expect(encode(sketch).length).toBeLessThan(1400);
    expect(encode(emptySketch())).toEqual(Uint8Array.of(1, 0, 0));
  });

  it('answers null for a quantile of nothing, and keeps extreme values readable', () => {
    expect(quantile(emptySketch(), 0.5)).toBeNull();
    expect(quantile(sketchOf([1e-12]), 0.5)).toBe(0);
    const largest = quantile(sketchOf([1e300]), 0.5) as number;
    expect(Math.abs(largest / 1e300 - 1)).toBeLessThanOrEqual(0.01);
  });

  it.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY]])('refuses the value %s', (value) => {
    expect(() => add(emptySketch(), value)).toThrow(AnalyticsError);
  });

  it.each([[0], [-1], [1.5], [Number.NaN]])('refuses the weight %s', (weight) => {
    expect(() => add(emptySketch(), 1, weight)).toThrow(/weight must be a positive integer/);
  });

  it.each([[-0.1], [1.1], [Number.NaN]])('refuses the quantile %s', (q) => {
    expect(() => quantile(emptySketch(), q)).toThrow(/q must lie in/);
  });

  it('leaves a sketch as it was when it refuses to merge bytes', () => {
    const sketch = sketchOf([1, 2, 3]);
    const before = encode(sketch);
    expect(() => mergeEncoded(sketch, encode(sketchOf([5, 6, 7])).slice(0, -1))).toThrow(AnalyticsError);
    expect(encode(sketch)).toEqual(before);
  });

  it('refuses bytes that are no sketch, and never anything but cleanly', () => {
    const whole = encode(sketchOf([0, 1, 2, 3000]));
    for (let length = 0; length < whole.length; length++)
      expect(() => decode(whole.subarray(0, length))).toThrow(AnalyticsError);
    expect(() => decode(Uint8Array.of(...whole, 0))).toThrow(/go on after/);
    expect(() => decode(Uint8Array.of(2, 0, 0))).toThrow(/version/);
    expect(() => decode(Uint8Array.of(1, 0, 1, 0, 0))).toThrow(/empty bin/);
    expect(() => decode(Uint8Array.of(1, 0, 1, 0xff, 0xff, 0xff, 0x7f, 1))).toThrow(/no value has/);
    expect(() => decode(Uint8Array.of(1, 0x80, 0, 0))).toThrow(/shortest/);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          expect(encode(decode(bytes))).toEqual(Uint8Array.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(AnalyticsError);
        }
      }),
    );
  });
});
