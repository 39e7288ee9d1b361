/** Below this, adding one more part of at most 2^52 is still exact in a double. */
const exactBelow = 2 ** 52;
/** The largest magnitude whose square stays below `exactBelow`. */
const squareExactBelow = 2 ** 26;

/**
 * A sum of integers that is exact at any size. Almost all sums stay small and are
 * kept in a double, twenty times faster than BigInt; what outgrows it is moved over.
 */
export class ExactSum {
  #low = 0;
  #high = 0n;

  /** @param value a safe integer */
  add(value: number): void {
    if (value >= exactBelow || value <= -exactBelow) this.#high += BigInt(value);
    else {
      this.#low += value;
      if (this.#low >= exactBelow || this.#low <= -exactBelow) this.#carry();
    }
  }

  /** @param value a safe integer; its square is added */
  addSquare(value: number): void {
    if (value < squareExactBelow && value > -squareExactBelow) this.add(value * value);
    else this.#high += BigInt(value) * BigInt(value);
  }

  addBig(value: bigint): void {
    this.#high += value;
  }

  merge(other: ExactSum): void {
    this.#high += other.#high;
    this.add(other.#low);
  }

  toBigInt(): bigint {
    return this.#high + BigInt(this.#low);
  }

  /** The nearest double; exact below 2^53. */
  toNumber(): number {
    return this.#high === 0n ? this.#low : Number(this.toBigInt());
  }

  #carry(): void {
    this.#high += BigInt(this.#low);
    this.#low = 0;
  }
}
