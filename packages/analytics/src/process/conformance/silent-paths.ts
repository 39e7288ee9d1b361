import type { CompiledNet } from './compiled-net.ts';

/**
 * Shortest ways from place to place through silent transitions alone, as if their other inputs did not matter: which
 * transitions to try where a token is missing. Breadth first from every place. O(places × arcs of silent transitions).
 */
export class SilentPaths {
  readonly #net: CompiledNet;
  /** Silent transitions that take from a place. */
  readonly #takers: readonly number[][];
  /** Per place, once asked for: transitions on the way to each other place, or undefined where there is none. */
  readonly #from: (readonly (Int32Array | undefined)[] | undefined)[];

  constructor(net: CompiledNet) {
    this.#net = net;
    this.#from = new Array(net.placeCount);
    const takers: number[][] = Array.from({ length: net.placeCount }, () => []);
    for (const [t, { label, inputs }] of net.net.transitions.entries()) {
      if (label === null) for (const { place } of inputs) takers[place]?.push(t);
    }
    this.#takers = takers;
  }

  /** Transitions on the way from one place to another, in order; undefined if silent ones do not lead there. */
  between(from: number, to: number): Int32Array | undefined {
    const paths = this.#from[from] ?? this.#search(from);
    this.#from[from] = paths;
    return paths[to];
  }

  #search(from: number): (Int32Array | undefined)[] {
    const { place, start } = this.#net.outputs;
    const paths = new Array<Int32Array | undefined>(this.#net.placeCount);
    const queue = [from];
    for (const at of queue) {
      const way = at === from ? new Int32Array(0) : (paths[at] as Int32Array);
      for (const t of this.#takers[at] as number[]) {
        for (let arc = start[t] as number; arc < (start[t + 1] as number); arc++) {
          const next = place[arc] as number;
          if (paths[next]) continue;
          paths[next] = Int32Array.of(...way, t);
          if (next !== from) queue.push(next);
        }
      }
    }
    return paths;
  }
}
