/** Below this, adding one more part of at most 2^52 is still exact in a double. */
const exactBelow = 2 ** 52;
const bigExactBelow = BigInt(exactBelow);
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
    if (value < bigExactBelow && value > -bigExactBelow) this.add(Number(value));
    else this.#high += value;
  }

  /** @param digits a whole number as the database writes it */
  addDigits(digits: string): void {
    // Fifteen digits are below 2^52.
    if (digits.length <= 15) this.add(Number(digits));
    else this.addBig(BigInt(digits));
  }

  merge(other: ExactSum): void {
    if (other.#high !== 0n) this.#high += other.#high;
    this.add(other.#low);
  }

  toBigInt(): bigint {
    return this.#high + BigInt(this.#low);
  }

  /** The nearest double; exact below 2^53. */
  toNumber(): number {
    return this.#high === 0n ? this.#low : Number(this.toBigInt());
  }

  /** All digits. */
  toString(): string {
    return this.#high === 0n ? String(this.#low) : this.toBigInt().toString();
  }

  #carry(): void {
    this.#high += BigInt(this.#low);
    this.#low = 0;
  }
}
