/** Distinct traces with how often each was added, in order of first appearance: a hash table over typed arrays. */
export class TraceBag {
  readonly traces: Int32Array[] = [];
  readonly counts: number[] = [];
  #hashes: number[] = [];
  /** Open addressing: place in `traces` plus 1, or 0; its length is a power of 2 and at least twice the traces. */
  #table = new Int32Array(64);

  /** Adds `count` times the events `from` up to, without, `to` of `source`; returns its place in `traces`. */
  add(source: Int32Array, from: number, to: number, count: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ (source[i] as number), 0x01000193);
    // The low bits choose the slot; the product moves change upwards only.
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const mask = this.#table.length - 1;
    let slot = hash & mask;
    for (let found = this.#table[slot] as number; found !== 0; found = this.#table[slot] as number) {
      if (this.#hashes[found - 1] === hash && same(this.traces[found - 1] as Int32Array, source, from, to)) {
        this.counts[found - 1] = (this.counts[found - 1] as number) + count;
        return found - 1;
      }
      slot = (slot + 1) & mask;
    }
    const place = this.traces.push(source.slice(from, to)) - 1;
    this.counts.push(count);
    this.#hashes.push(hash);
    this.#table[slot] = place + 1;
    if (this.traces.length * 2 > this.#table.length) this.#grow();
    return place;
  }

  #grow(): void {
    const mask = this.#table.length * 2 - 1;
    this.#table = new Int32Array(mask + 1);
    for (let place = 0; place < this.#hashes.length; place++) {
      let slot = (this.#hashes[place] as number) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = place + 1;
    }
  }
}

function same(trace: Int32Array, source: Int32Array, from: number, to: number): boolean {
  if (trace.length !== to - from) return false;
  for (let i = 0; i < trace.length; i++) if (trace[i] !== source[from + i]) return false;
  return true;
}
