import {
  add,
  type DDSketch,
  emptySketch,
  encode,
  encodeValues,
  merge,
  mergeEncoded,
} from '@jingyun/analytics/ddsketch';
import type { MetricKind } from '@jingyun/contracts';
import { ByteReader, type ByteWriter } from './byte-stream.ts';
import { ExactSum } from './exact-sum.ts';

/** What is kept of distributions and sums only. */
class Spread {
  readonly squares = new ExactSum();
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Values that are not in the sketch yet: most hours of a batch have few, and a sketch takes half a kilobyte. */
  values: number[] | null = null;
  sketch: DDSketch | null = null;

  /** All values in the sketch; null where there are none. */
  gathered(): DDSketch | null {
    if (this.values !== null) {
      this.sketch ??= emptySketch();
      for (const value of this.values) add(this.sketch, value);
      this.values = null;
    }
    return this.sketch;
  }

  addToSketch(value: number): void {
    if (this.sketch !== null) add(this.sketch, value);
    else if (this.values === null) this.values = [value];
    else if (this.values.push(value) > mostValues) this.gathered();
  }
}

/** Beyond this many, a sketch is smaller than its values. */
const mostValues = 64;

/**
 * What is kept of any number of points: they can be merged in any order and give the
 * same sums to the last digit, so that hours make days, days make months, and a
 * rebuild makes the same bytes.
 */
export class Sums {
  count = 0;
  readonly sum = new ExactSum();
  /** Made when first needed: two of three metrics have none, and a batch makes a hundred thousand sums. */
  #spread: Spread | null = null;

  /** Infinity where no least is kept. */
  get min(): number {
    return this.#spread?.min ?? Number.POSITIVE_INFINITY;
  }

  /** −Infinity where no greatest is kept. */
  get max(): number {
    return this.#spread?.max ?? Number.NEGATIVE_INFINITY;
  }

  /** Of distributions only. */
  get sketch(): DDSketch | null {
    return this.#spread?.gathered() ?? null;
  }

  /** Sum of squares; of distributions and sums only. */
  get squares(): ExactSum {
    return this.#spreads.squares;
  }

  /** True once squares were added; asking for them would make them. */
  get hasSquares(): boolean {
    return this.#spread !== null;
  }

  get #spreads(): Spread {
    this.#spread ??= new Spread();
    return this.#spread;
  }

  /** The sketch as bytes. */
  encodedSketch(): Uint8Array | null {
    if (this.#spread === null) return null;
    const { values, sketch } = this.#spread;
    if (values !== null && sketch === null) return encodeValues(values);
    const gathered = this.#spread.gathered();
    return gathered === null ? null : encode(gathered);
  }

  /** Counts one point in. `of` is what a ratio adds below the line. */
  addPoint(kind: MetricKind, value: number, of: number): void {
    this.count += kind === 'ratio' ? of : 1;
    this.sum.add(value);
    if (!spreads(kind)) return;
    const spread = this.#spreads;
    spread.squares.addSquare(value);
    if (value < spread.min) spread.min = value;
    if (value > spread.max) spread.max = value;
    if (kind === 'distribution') spread.addToSketch(value);
  }

  merge(other: Sums): void {
    this.count += other.count;
    this.sum.merge(other.sum);
    const added = other.#spread;
    if (added === null) return;
    const spread = this.#spreads;
    spread.squares.merge(added.squares);
    this.widen(added.min, added.max);
    if (added.values !== null) for (const value of added.values) spread.addToSketch(value);
    if (added.sketch !== null) spread.sketch = merge(spread.gathered() ?? emptySketch(), added.sketch);
  }

  /** Counts a least and a greatest value in. */
  widen(min: number, max: number): void {
    const spread = this.#spreads;
    if (min < spread.min) spread.min = min;
    if (max > spread.max) spread.max = max;
  }

  /** Counts an encoded sketch in, without building it first. */
  mergeSketch(bytes: Uint8Array): void {
    const spread = this.#spreads;
    spread.sketch = mergeEncoded(spread.gathered() ?? emptySketch(), bytes);
  }
}

/** Kinds whose spread is kept: squares, least and greatest. */
export function spreads(kind: MetricKind): boolean {
  return kind === 'distribution' || kind === 'sum';
}

/** Sums of one hour as bytes: count, sum, squares, and the sketch to the end. Least and greatest are kept by day. */
export function writeSums(writer: ByteWriter, sums: Sums): void {
  const sketch = sums.encodedSketch();
  writer.signed(sums.count);
  writeExact(writer, sums.sum);
  if (sums.hasSquares) writeExact(writer, sums.squares);
  else writer.signed(0);
  if (sketch !== null) writer.bytes(sketch);
}

/** Small numbers without the detour over BigInt; the bytes are the same. */
function writeExact(writer: ByteWriter, sum: ExactSum): void {
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
