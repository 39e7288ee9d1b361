import type { PetriNet } from '../models/petri-net.ts';

/** A net as flat arrays, for walking it millions of times. */
export interface CompiledNet {
  readonly net: PetriNet;
  readonly placeCount: number;
  readonly transitionCount: number;
  /** Distinct labels; a label's place here is its number below. */
  readonly labels: readonly string[];
  /** Per transition: number of its label, -1 if silent. */
  readonly labelOf: Int32Array;
  readonly inputs: ArcLists;
  readonly outputs: ArcLists;
  /** Transitions whose first input is this place; each transition with inputs stands once, at its first one. */
  readonly startingAt: readonly Int32Array[];
  /** Transitions without inputs, always enabled. */
  readonly spontaneous: Int32Array;
}

/** Arcs of transition t: `start[t]` up to, without, `start[t + 1]`. */
export interface ArcLists {
  readonly start: Int32Array;
  readonly place: Int32Array;
  readonly weight: Int32Array;
}

/** Flattens a net that `checkPetriNet` accepts. O(arcs). */
export function compileNet(net: PetriNet): CompiledNet {
  const labels: string[] = [];
  const numbers = new Map<string, number>();
  const labelOf = Int32Array.from(net.transitions, ({ label }) => {
    if (label === null) return -1;
    const number = numbers.get(label) ?? labels.push(label) - 1;
    numbers.set(label, number);
    return number;
  });
  const startingAt: number[][] = net.places.map(() => []);
  const spontaneous: number[] = [];
  for (const [t, { inputs }] of net.transitions.entries()) {
    (inputs[0] ? (startingAt[inputs[0].place] as number[]) : spontaneous).push(t);
  }
  return {
    net,
    placeCount: net.places.length,
    transitionCount: net.transitions.length,
    labels,
    labelOf,
    inputs: arcLists(net, 'inputs'),
    outputs: arcLists(net, 'outputs'),
    startingAt: startingAt.map((list) => Int32Array.from(list)),
    spontaneous: Int32Array.from(spontaneous),
  };
}

function arcLists({ transitions }: PetriNet, side: 'inputs' | 'outputs'): ArcLists {
  const start = new Int32Array(transitions.length + 1);
  for (const [t, transition] of transitions.entries()) {
    start[t + 1] = (start[t] as number) + transition[side].length;
  }
  const arcs = transitions.flatMap((transition) => transition[side]);
  return {
    start,
    place: Int32Array.from(arcs, ({ place }) => place),
    weight: Int32Array.from(arcs, ({ weight }) => weight),
  };
}
