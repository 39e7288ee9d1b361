import { add, type DDSketch, emptySketch, encode, merge, mergeEncoded } from '@jingyun/analytics/ddsketch';
import type { MetricKind } from '@jingyun/contracts';
import { ByteReader, ByteWriter } from './byte-stream.ts';
import { ExactSum } from './exact-sum.ts';

/**
 * What is kept of any number of points: they can be merged in any order and give the
 * same sums to the last digit, so that hours make days, days make months, and a
 * rebuild makes the same bytes.
 */
export class Sums {
  count = 0;
  readonly sum = new ExactSum();
  #squares: ExactSum | null = null;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Values that are not in the sketch yet: most hours of a batch have few, and a sketch takes half a kilobyte. */
  #values: number[] | null = null;
  #sketch: DDSketch | null = null;

  /** Of distributions only. */
  get sketch(): DDSketch | null {
    if (this.#values !== null) {
      this.#sketch ??= emptySketch();
      for (const value of this.#values) add(this.#sketch, value);
      this.#values = null;
    }
    return this.#sketch;
  }

  /** Sum of squares; of distributions and sums only, so it is made when first asked for. */
  get squares(): ExactSum {
    this.#squares ??= new ExactSum();
    return this.#squares;
  }

  /** True once squares were added; asking for them would make them. */
  get hasSquares(): boolean {
    return this.#squares !== null;
  }

  /** Counts one point in. `of` is what a ratio adds below the line. */
  addPoint(kind: MetricKind, value: number, of: number): void {
    this.count += kind === 'ratio' ? of : 1;
    this.sum.add(value);
    if (!spreads(kind)) return;
    this.squares.addSquare(value);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (kind === 'distribution') this.#addToSketch(value);
  }

  #addToSketch(value: number): void {
    if (this.#sketch !== null) add(this.#sketch, value);
    else if (this.#values === null) this.#values = [value];
    else if (this.#values.push(value) > mostValues) void this.sketch;
  }

  merge(other: Sums): void {
    this.count += other.count;
    this.sum.merge(other.sum);
    if (other.#squares !== null) this.squares.merge(other.#squares);
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    if (other.#values !== null) for (const value of other.#values) this.#addToSketch(value);
    if (other.#sketch === null) return;
    this.#sketch = merge(this.sketch ?? emptySketch(), other.#sketch);
  }

  /** Counts an encoded sketch in, without building it first. */
  mergeSketch(bytes: Uint8Array): void {
    this.#sketch = mergeEncoded(this.sketch ?? emptySketch(), bytes);
  }
}

/** Beyond this many, a sketch is smaller than its values. */
const mostValues = 64;

/** Kinds whose spread is kept: squares, least and greatest. */
export function spreads(kind: MetricKind): boolean {
  return kind === 'distribution' || kind === 'sum';
}

const writer = new ByteWriter();

/** Sums of one hour as bytes: count, sum, squares, and the sketch to the end. Least and greatest are kept by day. */
export function encodeSums(sums: Sums): Uint8Array {
  const sketch = sums.sketch === null ? null : encode(sums.sketch);
  writer.signed(sums.count);
  writeExact(sums.sum);
  if (sums.hasSquares) writeExact(sums.squares);
  else writer.signed(0);
  if (sketch !== null) writer.bytes(sketch);
  return writer.take();
}

/** Small numbers without the detour over BigInt; the bytes are the same. */
function writeExact(sum: ExactSum): void {
  const number = sum.toNumber();
  if (number < 2 ** 51 && number > -(2 ** 51)) writer.signed(number);
  else writer.signedVarint(sum.toBigInt());
}

/** Counts encoded sums into `into`. */
export function mergeEncodedSums(into: Sums, bytes: Uint8Array): void {
  const reader = new ByteReader(bytes);
  into.count += Number(reader.signedVarint());
  into.sum.addBig(reader.signedVarint());
  const squares = reader.signedVarint();
  if (squares !== 0n) into.squares.addBig(squares);
  if (!reader.done) into.mergeSketch(reader.rest());
}
