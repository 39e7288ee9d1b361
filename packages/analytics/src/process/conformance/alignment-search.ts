import type { CompiledNet } from './compiled-net.ts';
import { DEVIATION } from './component-costs.ts';
import { LowerBounds } from './lower-bound.ts';
import { MarkingSpace } from './marking-space.ts';
import { MinQueue } from './min-queue.ts';
import { netComponents } from './net-components.ts';

/** What the search did: the way, or why there is none. */
export type SearchResult =
  | {
      readonly kind: 'found';
      readonly deviations: number;
      readonly silentMoves: number;
      readonly moves: Int32Array;
    }
  /** Gave up after the allowed number of states; it will cost at least this many deviations. */
  | { readonly kind: 'undecided'; readonly atLeast: number }
  | { readonly kind: 'unreachable' };

/** In `moves`: an event and a firing together, an event alone, or a firing alone (with or without label). */
export const LOG_MOVE = -1;

/** States within which fewest silent steps are sought as well; after that, fewest deviations alone. */
const MOST_STATES_FOR_SILENT = 2_000;
/** Bytes of markings kept from trace to trace; above it the space is built anew. */
const MOST_KEPT_BYTES = 1 << 25;
/** Bytes of markings after which one search gives up. */
const MOST_BYTES = 1 << 28;

/**
 * Cheapest ways through the product of a trace and a net, by A* (Hart, Nilsson, Raphael, 1968) over pairs of position
 * and marking.
 */
export class AlignmentSearch {
  readonly #net: CompiledNet;
  #space: MarkingSpace;
  /** With silent steps that cost a little, and with free ones. */
  readonly #bounds: readonly [LowerBounds, LowerBounds];
  #final: number;
  readonly #queue = new MinQueue();
  /** Per state: position, marking, cost so far, state before, transition fired or `LOG_MOVE`, whether done. */
  #position = new Int32Array(1024);
  #marking = new Int32Array(1024);
  #cost = new Float64Array(1024);
  /** What the bound says of each state, before rounding. */
  #sum = new Float64Array(1024);
  #before = new Int32Array(1024);
  #move = new Int32Array(1024);
  #closed = new Uint8Array(1024);
  #count = 0;
  #table = new Int32Array(4096);
  #statesBefore = 0;

  constructor(net: CompiledNet) {
    this.#net = net;
    this.#space = new MarkingSpace(net);
    const components = netComponents(net);
    this.#bounds = [
      new LowerBounds(net, components, this.#space, 1),
      new LowerBounds(net, components, this.#space, 0),
    ];
    this.#final = this.#space.find(net.net.finalMarking);
  }

  /** States visited so far, for all traces. */
  get statesInAll(): number {
    return this.#statesBefore + this.#count;
  }

  /**
   * Aligns one trace of labels; -1 is an event that the model does not know. Gives up at more than `maxStates`. Silent
   * steps are as few as possible if that is found quickly; else branches of a model with many ways to do nothing would
   * be tried in every order, so that then the first way with fewest deviations is taken, depth first.
   */
  align(trace: Int32Array, maxStates: number, statesForSilent = MOST_STATES_FOR_SILENT): SearchResult {
    const result = this.#search(trace, Math.min(maxStates, statesForSilent), 1);
    const left = maxStates - this.#count;
    if (result.kind !== 'undecided' || left <= 0) return result;
    const second = this.#search(trace, left, 0);
    if (second.kind !== 'undecided') return second;
    return { kind: 'undecided', atLeast: Math.max(result.atLeast, second.atLeast) };
  }

  #search(trace: Int32Array, maxStates: number, silentCost: 0 | 1): SearchResult {
    if (this.#space.size * this.#net.placeCount > MOST_KEPT_BYTES) {
      this.#space = new MarkingSpace(this.#net);
      for (const one of this.#bounds) one.changeSpace(this.#space);
      this.#final = this.#space.find(this.#net.net.finalMarking);
    }
    const bounds = this.#bounds[silentCost === 1 ? 0 : 1];
    bounds.startTrace(trace);
    const queue = this.#queue;
    const { labelOf } = this.#net;
    let pushed = 0;
    const enqueue = (state: number, sum: number) => {
      this.#sum[state] = sum;
      const cost = this.#cost[state] as number;
      // Of equals, the one that has come farthest; where silent steps are free, the latest.
      const second = silentCost === 1 ? -cost : -++pushed;
      if (sum !== Number.POSITIVE_INFINITY) queue.push(cost + bounds.bound(sum, silentCost), second, state);
    };
    this.#clear();
    const start = this.#state(0, this.#space.initial);
    this.#cost[start] = 0;
    this.#before[start] = -1;
    enqueue(start, bounds.sumAtStart(this.#space.initial));
    while (queue.size > 0) {
      const lowest = queue.topKey;
      const state = queue.pop();
      if (lowest === Number.POSITIVE_INFINITY) break;
      if (this.#closed[state] === 1) continue;
      this.#closed[state] = 1;
      const position = this.#position[state] as number;
      const marking = this.#marking[state] as number;
      if (position === trace.length && marking === this.#final) return this.#found(state, silentCost);
      if (this.#count > maxStates || this.#space.size * this.#net.placeCount > MOST_BYTES)
        return { kind: 'undecided', atLeast: Math.floor(lowest / DEVIATION) };
      const cost = this.#cost[state] as number;
      const sum = this.#sum[state] as number;
      const label = position < trace.length ? (trace[position] as number) : -1;
      if (position < trace.length) {
        const next = this.#reach(state, position + 1, marking, cost + DEVIATION, LOG_MOVE);
        if (next >= 0) enqueue(next, sum + bounds.changeByEvent(position, marking));
      }
      const moves = this.#space.moves(marking);
      for (let i = 0; i < moves.length; i += 2) {
        const transition = moves[i] as number;
        const after = moves[i + 1] as number;
        const of = labelOf[transition] as number;
        const alone = this.#reach(
          state,
          position,
          after,
          cost + (of === -1 ? silentCost : DEVIATION),
          transition,
        );
        const together =
          of >= 0 && of === label ? this.#reach(state, position + 1, after, cost, transition) : -1;
        if (alone < 0 && together < 0) continue;
        const fired = sum + bounds.changeByFiring(position, transition);
        if (alone >= 0) enqueue(alone, fired);
        if (together >= 0 && fired < Number.POSITIVE_INFINITY)
          enqueue(together, fired + bounds.changeByEvent(position, after));
      }
    }
    return { kind: 'unreachable' };
  }

  /** The state, if this is the cheapest way to it so far; else -1. */
  #reach(from: number, position: number, marking: number, cost: number, move: number): number {
    const state = this.#state(position, marking);
    if (cost >= (this.#cost[state] as number)) return -1;
    this.#cost[state] = cost;
    this.#before[state] = from;
    this.#move[state] = move;
    this.#closed[state] = 0;
    return state;
  }

  #found(state: number, silentCost: number): SearchResult {
    const moves: number[] = [];
    for (let at = state; (this.#before[at] as number) >= 0; at = this.#before[at] as number) {
      const before = this.#before[at] as number;
      moves.push(this.#position[at] === this.#position[before] ? 0 : 1, this.#move[at] as number);
    }
    moves.reverse();
    const cost = this.#cost[state] as number;
    // Silent moves are counted, as more of them than a deviation costs would run into the deviations.
    let silentMoves = 0;
    for (let i = 0; i < moves.length; i += 2) {
      const transition = moves[i] as number;
      if (transition !== LOG_MOVE && this.#net.labelOf[transition] === -1) silentMoves++;
    }
    return {
      kind: 'found',
      deviations: Math.round((cost - silentCost * silentMoves) / DEVIATION),
      silentMoves,
      moves: Int32Array.from(moves),
    };
  }

  /** Number of a pair of position and marking, new or known. */
  #state(position: number, marking: number): number {
    const mask = this.#table.length - 1;
    const hash = Math.imul(marking, 0x9e3779b1) ^ Math.imul(position, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let found = this.#table[slot] as number; found !== 0; found = this.#table[slot] as number) {
      if (this.#marking[found - 1] === marking && this.#position[found - 1] === position) return found - 1;
      slot = (slot + 1) & mask;
    }
    if (this.#count === this.#position.length) {
      this.#grow();
      return this.#state(position, marking);
    }
    const state = this.#count++;
    this.#position[state] = position;
    this.#marking[state] = marking;
    this.#cost[state] = Number.POSITIVE_INFINITY;
    this.#closed[state] = 0;
    this.#table[slot] = state + 1;
    return state;
  }

  #clear(): void {
    this.#queue.clear();
    this.#statesBefore += this.#count;
    this.#count = 0;
    // A search that grew large would make clearing dear for all the small ones after it.
    if (this.#table.length > 1 << 16) this.#table = new Int32Array(4096);
    if (this.#position.length * 4 > this.#table.length) this.#resize(this.#table.length / 4);
    this.#table.fill(0);
  }

  #resize(size: number): void {
    const resized = <T extends Int32Array | Float64Array | Uint8Array>(old: T, made: T): T => {
      made.set(old.length > size ? old.subarray(0, size) : old);
      return made;
    };
    this.#position = resized(this.#position, new Int32Array(size));
    this.#marking = resized(this.#marking, new Int32Array(size));
    this.#cost = resized(this.#cost, new Float64Array(size));
    this.#sum = resized(this.#sum, new Float64Array(size));
    this.#before = resized(this.#before, new Int32Array(size));
    this.#move = resized(this.#move, new Int32Array(size));
    this.#closed = resized(this.#closed, new Uint8Array(size));
  }

  #grow(): void {
    this.#resize(this.#count * 2);
    this.#table = new Int32Array(this.#count * 8);
    const mask = this.#table.length - 1;
    for (let state = 0; state < this.#count; state++) {
      const hash =
        Math.imul(this.#marking[state] as number, 0x9e3779b1) ^
        Math.imul(this.#position[state] as number, 0x85ebca6b);
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = state + 1;
    }
  }
}
