import { MOST_TOKENS } from '../models/petri-net.ts';
import type { CompiledNet } from './compiled-net.ts';

/**
 * The markings that were reached so far, each with a number, and what can fire in each: found once, when first asked
 * for, and shared by all traces. Markings are rows of bytes in one array, found again by a hash that is the sum of
 * tokens × a random number of the place, so that firing updates it by the arcs of the transition alone.
 */
export class MarkingSpace {
  readonly initial: number;
  readonly #net: CompiledNet;
  readonly #zobrist: Int32Array;
  #tokens: Uint8Array;
  #hashes = new Int32Array(256);
  #count = 0;
  /** Open addressing: marking plus 1, or 0. */
  #table = new Int32Array(1024);
  /** Per marking: transitions that can fire and where each leads, in pairs; undefined if not asked for yet. */
  #moves: (Int32Array | undefined)[] = [];

  constructor(net: CompiledNet) {
    this.#net = net;
    this.#zobrist = Int32Array.from({ length: net.placeCount }, (_, place) => scrambled(place + 1));
    this.#tokens = new Uint8Array(256 * net.placeCount);
    this.initial = this.find(net.net.initialMarking);
  }

  /** How many markings are known. */
  get size(): number {
    return this.#count;
  }

  /** Number of a marking given as tokens per place. */
  find(marking: ArrayLike<number>): number {
    this.#reserve();
    const { placeCount } = this.#net;
    const row = this.#count * placeCount;
    let hash = 0;
    for (let place = 0; place < placeCount; place++) {
      this.#tokens[row + place] = marking[place] as number;
      hash = (hash + Math.imul(marking[place] as number, this.#zobrist[place] as number)) | 0;
    }
    return this.#intern(hash);
  }

  /** Tokens of a place in a marking. */
  tokensAt(marking: number, place: number): number {
    return this.#tokens[marking * this.#net.placeCount + place] as number;
  }

  /** Pairs of transition and marking that firing it leads to. */
  moves(marking: number): Int32Array {
    const known = this.#moves[marking];
    if (known) return known;
    const found = this.#expand(marking);
    this.#moves[marking] = found;
    return found;
  }

  #expand(marking: number): Int32Array {
    const { placeCount, startingAt, spontaneous } = this.#net;
    const pairs: number[] = [];
    const row = marking * placeCount;
    const tryFiring = (t: number) => {
      const next = this.#fire(marking, t);
      if (next !== null) pairs.push(t, next);
    };
    for (const t of spontaneous) tryFiring(t);
    for (let place = 0; place < placeCount; place++) {
      if (this.#tokens[row + place] === 0) continue;
      for (const t of startingAt[place] as Int32Array) {
        if (this.#isEnabled(row, t)) tryFiring(t);
      }
    }
    return Int32Array.from(pairs);
  }

  #isEnabled(row: number, t: number): boolean {
    const { start, place, weight } = this.#net.inputs;
    for (let arc = start[t] as number; arc < (start[t + 1] as number); arc++) {
      if ((this.#tokens[row + (place[arc] as number)] as number) < (weight[arc] as number)) return false;
    }
    return true;
  }

  /** The marking after firing; null if a place would hold too many tokens. */
  #fire(marking: number, t: number): number | null {
    this.#reserve();
    const { placeCount, inputs, outputs } = this.#net;
    const tokens = this.#tokens;
    const row = this.#count * placeCount;
    tokens.copyWithin(row, marking * placeCount, (marking + 1) * placeCount);
    let hash = this.#hashes[marking] as number;
    for (let arc = inputs.start[t] as number; arc < (inputs.start[t + 1] as number); arc++) {
      const place = inputs.place[arc] as number;
      const weight = inputs.weight[arc] as number;
      tokens[row + place] = (tokens[row + place] as number) - weight;
      hash = (hash - Math.imul(weight, this.#zobrist[place] as number)) | 0;
    }
    for (let arc = outputs.start[t] as number; arc < (outputs.start[t + 1] as number); arc++) {
      const place = outputs.place[arc] as number;
      const weight = outputs.weight[arc] as number;
      const sum = (tokens[row + place] as number) + weight;
      if (sum > MOST_TOKENS) return null;
      tokens[row + place] = sum;
      hash = (hash + Math.imul(weight, this.#zobrist[place] as number)) | 0;
    }
    return this.#intern(hash);
  }

  /** The number of the marking in the row after the last: that of an equal one, or its own from now on. */
  #intern(hash: number): number {
    const { placeCount } = this.#net;
    const mask = this.#table.length - 1;
    const row = this.#count * placeCount;
    let slot = (hash ^ (hash >>> 15)) & mask;
    search: for (let found = this.#table[slot] as number; found !== 0; found = this.#table[slot] as number) {
      slot = (slot + 1) & mask;
      if (this.#hashes[found - 1] !== hash) continue;
      const other = (found - 1) * placeCount;
      for (let place = 0; place < placeCount; place++) {
        if (this.#tokens[other + place] !== this.#tokens[row + place]) continue search;
      }
      return found - 1;
    }
    this.#hashes[this.#count] = hash;
    this.#table[slot] = ++this.#count;
    return this.#count - 1;
  }

  /** Makes room for one more marking. */
  #reserve(): void {
    if (this.#count < this.#hashes.length) return;
    const size = this.#count * 2;
    this.#tokens = grown(this.#tokens, new Uint8Array(size * this.#net.placeCount));
    this.#hashes = grown(this.#hashes, new Int32Array(size));
    this.#table = new Int32Array(size * 4);
    const mask = this.#table.length - 1;
    for (let marking = 0; marking < this.#count; marking++) {
      const hash = this.#hashes[marking] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = marking + 1;
    }
  }
}

function grown<T extends Uint8Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** A number without pattern for each number: the finalizer of MurmurHash3. Sums of them hardly ever meet. */
function scrambled(number: number): number {
  let mixed = Math.imul(number, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
