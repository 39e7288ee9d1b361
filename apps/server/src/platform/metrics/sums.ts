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
  /** Of distributions only. */
  sketch: DDSketch | null = null;

  /** Sum of squares; of distributions and sums only, so it is made when first asked for. */
  get squares(): ExactSum {
    this.#squares ??= new ExactSum();
    return this.#squares;
  }

  /** Counts one point in. `of` is what a ratio adds below the line. */
  addPoint(kind: MetricKind, value: number, of: number): void {
    this.count += kind === 'ratio' ? of : 1;
    this.sum.add(value);
    if (!spreads(kind)) return;
    this.squares.addSquare(value);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (kind === 'distribution') {
      this.sketch ??= emptySketch();
      add(this.sketch, value);
    }
  }

  merge(other: Sums): void {
    this.count += other.count;
    this.sum.merge(other.sum);
    if (other.#squares !== null) this.squares.merge(other.#squares);
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    if (other.sketch !== null) {
      this.sketch ??= emptySketch();
      merge(this.sketch, other.sketch);
    }
  }

  /** Counts an encoded sketch in, without building it first. */
  mergeSketch(bytes: Uint8Array): void {
    this.sketch ??= emptySketch();
    mergeEncoded(this.sketch, bytes);
  }
}

/** Kinds whose spread is kept: squares, least and greatest. */
export function spreads(kind: MetricKind): boolean {
  return kind === 'distribution' || kind === 'sum';
}

const writer = new ByteWriter();

/** Sums of one hour as bytes: count, sum, squares, and the sketch to the end. Least and greatest are kept by day. */
export function encodeSums(sums: Sums): Uint8Array {
  const sketch = sums.sketch === null ? null : encode(sums.sketch);
  writer.signedVarint(BigInt(sums.count));
  writer.signedVarint(sums.sum.toBigInt());
  writer.bigVarint(sums.squares.toBigInt());
  if (sketch !== null) writer.bytes(sketch);
  return writer.take();
}

/** Counts encoded sums into `into`. */
export function mergeEncodedSums(into: Sums, bytes: Uint8Array): void {
  const reader = new ByteReader(bytes);
  into.count += Number(reader.signedVarint());
  into.sum.addBig(reader.signedVarint());
  into.squares.addBig(reader.bigVarint());
  if (!reader.done) into.mergeSketch(reader.rest());
}
