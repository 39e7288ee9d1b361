/*
 * Whole numbers as LEB128 varints in their shortest form, so that equal numbers are
 * equal bytes. Signed ones are zigzag-coded: 0, −1, 1, −2 … become 0, 1, 2, 3.
 */

/** Bytes being written. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** @param value a safe integer from 0 */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** @param value from 0, of any size */
  bigVarint(value: bigint): void {
    let rest = value;
    while (rest > maxSafe) {
      this.#reserve(1);
      this.#bytes[this.#length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.varint(Number(rest));
  }

  /** @param value of magnitude below 2^52 */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** @param value of any size */
  signedVarint(value: bigint): void {
    this.bigVarint(value < 0n ? -2n * value - 1n : 2n * value);
  }

  bytes(part: Uint8Array): void {
    this.#reserve(part.length);
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
  }

  get length(): number {
    return this.#length;
  }

  /** Moves everything that `other` holds to the end of this; `other` is empty again. */
  takeFrom(other: ByteWriter): void {
    this.bytes(other.#bytes.subarray(0, other.#length));
    other.#length = 0;
  }

  /** A copy of what was written; the writer is empty again. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Bytes being read. @throws RangeError at their end */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** @throws RangeError also where the number is no safe integer */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#next();
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw new RangeError('a stored number is too large');
      if (byte < 0x80) return value;
    }
  }

  bigVarint(): bigint {
    let small = 0;
    let scale = 1;
    for (let i = 0; i < 7; i++, scale *= 0x80) {
      const byte = this.#next();
      small += (byte & 0x7f) * scale;
      if (byte < 0x80) return BigInt(small);
    }
    let value = BigInt(small);
    for (let shift = 49n; ; shift += 7n) {
      const byte = this.#next();
      value += BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  signedVarint(): bigint {
    const code = this.bigVarint();
    return code % 2n === 1n ? -(code + 1n) / 2n : code / 2n;
  }

  /** A view of the next bytes, not a copy. */
  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new RangeError('stored bytes end too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Uint8Array {
    return this.bytes(this.#bytes.length - this.#at);
  }

  #next(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('stored bytes end inside a number');
    return byte;
  }
}

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);
