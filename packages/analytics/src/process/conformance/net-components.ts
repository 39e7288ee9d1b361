import type { CompiledNet } from './compiled-net.ts';

/** Places among which one token wanders: every transition that takes it from one puts it into another. */
export interface NetComponent {
  /** Places of the component. */
  readonly places: Int32Array;
  /** Transitions that move its token; `from[i]` and `to[i]` are places in `places`. */
  readonly transitions: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Where in `places` the token ends. */
  readonly final: number;
}

/** Transitions looked at in all: enough for nets of thousands of places; what is not found then weakens the bound only. */
const MOST_STEPS = 5_000_000;
/** Each costs time for every state of a search; labels left over only weaken the bound. */
const MOST_COMPONENTS = 64;

/**
 * State machine components of a net (Desel and Esparza, Free Choice Petri Nets, 1995, chapter 5) that together hold as
 * many labelled transitions as can be found quickly. Nets made of blocks are covered wholly.
 */
export function netComponents(net: CompiledNet): NetComponent[] {
  const search = new ComponentSearch(net);
  const covered = new Uint8Array(net.transitionCount);
  const components: NetComponent[] = [];
  for (let t = 0; t < net.transitionCount && components.length < MOST_COMPONENTS; t++) {
    if (covered[t] === 1 || net.labelOf[t] === -1) continue;
    const found = search.through(t);
    if (!found) continue;
    components.push(found);
    for (const member of found.transitions) covered[member] = 1;
  }
  return components;
}

class ComponentSearch {
  readonly #net: CompiledNet;
  /** Transitions that take from a place, and that put into it. */
  readonly #takers: number[][];
  readonly #givers: number[][];
  /** 1 in, -1 out, 0 not decided. */
  #state: Int8Array;
  #trail: number[] = [];
  #steps = 0;

  constructor(net: CompiledNet) {
    this.#net = net;
    this.#takers = adjacent(net, 'inputs');
    this.#givers = adjacent(net, 'outputs');
    this.#state = new Int8Array(net.placeCount);
  }

  /** A component that holds the transition, or null. */
  through(transition: number): NetComponent | null {
    if (this.#steps > MOST_STEPS) return null;
    const { place, start } = this.#net.inputs;
    for (let arc = start[transition] as number; arc < (start[transition + 1] as number); arc++) {
      this.#state.fill(0);
      this.#trail = [];
      if (this.#include(place[arc] as number) && this.#complete(0)) return this.#result();
    }
    return null;
  }

  /** Decides what must be and tries what may be, until every transition around has one place in on either side. */
  #complete(from: number): boolean {
    // Iterative with a stack of choices: nets may be long.
    const choices: { at: number; trail: number; options: number[] }[] = [];
    let at = from;
    for (;;) {
      if (this.#steps > MOST_STEPS) return false;
      const open = this.#firstOpen(at);
      if (open === null) return true;
      let options = open.options;
      let next = open.at;
      for (;;) {
        const option = options.pop();
        if (option !== undefined) {
          choices.push({ at: next, trail: this.#trail.length, options });
          if (this.#include(option)) break;
        }
        const last = choices.pop();
        if (!last) return false;
        this.#undo(last.trail);
        options = last.options;
        next = last.at;
      }
      at = next;
    }
  }

  /** The first side of a transition around the trail without a place in, and the places that could be. */
  #firstOpen(from: number): { at: number; options: number[] } | null {
    for (let at = from; at < this.#trail.length; at++) {
      const place = this.#trail[at] as number;
      if (this.#state[place] !== 1) continue;
      for (const [transitions, side] of [
        [this.#takers[place], this.#net.outputs],
        [this.#givers[place], this.#net.inputs],
      ] as const) {
        for (const t of transitions as number[]) {
          this.#steps++;
          const options: number[] = [];
          let isDecided = false;
          for (let arc = side.start[t] as number; arc < (side.start[t + 1] as number); arc++) {
            const other = side.place[arc] as number;
            if (this.#state[other] === 1) isDecided = true;
            else if (this.#state[other] === 0) options.push(other);
          }
          if (!isDecided) return { at, options };
        }
      }
    }
    return null;
  }

  /** Takes a place in and all others at the same side of its transitions out; false if that contradicts. */
  #include(place: number): boolean {
    if (this.#state[place] === -1) return false;
    this.#set(place, 1);
    for (const [transitions, side] of [
      [this.#takers[place], this.#net.inputs],
      [this.#givers[place], this.#net.outputs],
    ] as const) {
      for (const t of transitions as number[]) {
        for (let arc = side.start[t] as number; arc < (side.start[t + 1] as number); arc++) {
          const other = side.place[arc] as number;
          if (side.weight[arc] !== 1) {
            if (other === place) return false;
            continue;
          }
          if (other === place) continue;
          if (this.#state[other] === 1) return false;
          if (this.#state[other] === 0) this.#set(other, -1);
        }
      }
    }
    return true;
  }

  #set(place: number, state: number): void {
    this.#state[place] = state;
    this.#trail.push(place);
  }

  #undo(length: number): void {
    while (this.#trail.length > length) this.#state[this.#trail.pop() as number] = 0;
  }

  #result(): NetComponent | null {
    const { net, transitionCount, inputs, outputs } = this.#net;
    const places = net.places.flatMap((_, place) => (this.#state[place] === 1 ? [place] : []));
    const sum = (marking: readonly number[]) =>
      places.reduce((total, place) => total + (marking[place] as number), 0);
    if (sum(net.initialMarking) !== 1 || sum(net.finalMarking) !== 1) return null;
    const number = new Map(places.map((place, i) => [place, i]));
    const transitions: number[] = [];
    const from: number[] = [];
    const to: number[] = [];
    const within = ({ start, place }: typeof inputs, t: number) => {
      for (let arc = start[t] as number; arc < (start[t + 1] as number); arc++) {
        const i = number.get(place[arc] as number);
        if (i !== undefined) return i;
      }
      return -1;
    };
    for (let t = 0; t < transitionCount; t++) {
      const source = within(inputs, t);
      if (source < 0) continue;
      transitions.push(t);
      from.push(source);
      to.push(within(outputs, t));
    }
    return {
      places: Int32Array.from(places),
      transitions: Int32Array.from(transitions),
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      final: places.findIndex((place) => net.finalMarking[place] === 1),
    };
  }
}

function adjacent(
  { placeCount, transitionCount, ...net }: CompiledNet,
  side: 'inputs' | 'outputs',
): number[][] {
  const { start, place } = net[side];
  const lists: number[][] = Array.from({ length: placeCount }, () => []);
  for (let t = 0; t < transitionCount; t++) {
    for (let arc = start[t] as number; arc < (start[t + 1] as number); arc++)
      lists[place[arc] as number]?.push(t);
  }
  return lists;
}
