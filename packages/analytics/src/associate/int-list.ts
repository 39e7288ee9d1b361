/** An Int32Array that grows: amortised O(1) a value, 4 to 8 bytes each. */
export class IntList {
  values: Int32Array;
  length = 0;

  constructor(room = 1024) {
    this.values = new Int32Array(room);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.reserve(1);
    this.values[this.length++] = value;
  }

  /** Makes room for `more` further values, so that they may be written to `values` directly. */
  reserve(more: number): void {
    const need = this.length + more;
    if (need <= this.values.length) return;
    const grown = new Int32Array(Math.max(need, 2 * this.values.length));
    grown.set(this.values.subarray(0, this.length));
    this.values = grown;
  }

  /** A copy of exactly the values held. */
  toArray(): Int32Array {
    return this.values.slice(0, this.length);
  }
}
