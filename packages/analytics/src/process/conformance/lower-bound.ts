import type { CompiledNet } from './compiled-net.ts';
import type { MarkingSpace } from './marking-space.ts';
import { type NetComponent, netComponents } from './net-components.ts';

/** Cost of a deviation in the search; a silent step costs 1, so that among equal deviations fewest silent steps win. */
export const DEVIATION = 65_536;
/** Of tables of numbers for one trace; components that would need more are left out. */
const MOST_CELLS = 1 << 23;
/** Sums of shares may fall short of a whole number by rounding. */
const ROUNDING = 1e-4;

/** A component with what each of its moves costs it. */
interface CostedComponent {
  readonly component: NetComponent;
  /** Per transition of the component: label that it is synchronous with, or -1 if none that counts here. */
  readonly labels: Int32Array;
  /** Per label: 1 if it counts here. */
  readonly held: Uint8Array;
  /** Per transition of the component: cost of firing it without an event. */
  readonly costs: Float64Array;
  /** Per label: cost of an event without firing. */
  readonly eventCosts: Float64Array;
}

/** Least whole cost of the rest of one trace, from here to the end; infinite if the end cannot be reached. */
export type TraceBound = (position: number, marking: number) => number;

/**
 * Lower bounds by components: each sees where its one token is and the events of its own labels, so its cheapest way to
 * the end is a shortest path in a small graph. The cost of a label is shared evenly among the components that have it;
 * so the sum over components never exceeds the true cost (cost partitioning; Katz and Domshlak, 2010), and falls by no
 * more than a move costs (it is consistent). For nets made of blocks the bound is nearly exact.
 */
export class LowerBounds {
  readonly #space: MarkingSpace;
  readonly #components: readonly CostedComponent[];
  /** Per component and marking: where the token is, plus 1; 0 if not looked up yet. */
  readonly #tokenAt: Int32Array[];

  constructor(net: CompiledNet, space: MarkingSpace) {
    this.#space = space;
    this.#components = costed(net, netComponents(net));
    this.#tokenAt = this.#components.map(() => new Int32Array(256));
  }

  /** The bound for a trace of labels, -1 for events that the model does not know. O(events × arcs of components). */
  forTrace(trace: Int32Array): TraceBound {
    const tables: {
      layerAt: Int32Array;
      values: Float64Array;
      size: number;

      index: number;
    }[] = [];
    let cells = 0;
    for (const [index, costed] of this.#components.entries()) {
      const size = costed.component.places.length;
      let layers = 1;
      for (const label of trace) if (label >= 0 && costed.held[label] === 1) layers++;
      cells += layers * size;
      if (cells > MOST_CELLS) break;
      const { layerAt, values } = layersOf(costed, trace, layers);
      tables.push({ layerAt, values, size, index });
    }
    // Events that the model does not know cost a deviation each, whatever else happens.
    const unknown = new Float64Array(trace.length + 1);
    for (let i = trace.length - 1; i >= 0; i--) {
      unknown[i] = (unknown[i + 1] as number) + (trace[i] === -1 ? DEVIATION : 0);
    }
    return (position, marking) => {
      let sum = 0;
      for (const { layerAt, values, size, index } of tables) {
        sum += values[(layerAt[position] as number) * size + this.#token(index, marking)] as number;
      }
      return (unknown[position] as number) + Math.ceil(sum - ROUNDING);
    };
  }

  #token(index: number, marking: number): number {
    let known = this.#tokenAt[index] as Int32Array;
    if (marking >= known.length) {
      const larger = new Int32Array(Math.max(marking + 1, known.length * 2));
      larger.set(known);
      this.#tokenAt[index] = known = larger;
    }
    const stored = known[marking] as number;
    if (stored !== 0) return stored - 1;
    const { places } = (this.#components[index] as CostedComponent).component;
    let at = 0;
    while (this.#space.tokensAt(marking, places[at] as number) === 0) at++;
    known[marking] = at + 1;
    return at;
  }
}

function costed(net: CompiledNet, components: readonly NetComponent[]): CostedComponent[] {
  const { transitionCount, labels, labelOf } = net;
  const transitionsOf = new Int32Array(labels.length);
  for (const label of labelOf) if (label >= 0) transitionsOf[label]! += 1;
  const sharersOfTransition = new Int32Array(transitionCount);
  const sharersOfLabel = new Int32Array(labels.length);
  /** Labels all of whose transitions the component holds: no event of theirs can be synchronous elsewhere. */
  const owned = components.map((component) => {
    const held = new Int32Array(labels.length);
    for (const t of component.transitions) {
      sharersOfTransition[t]! += 1;
      if ((labelOf[t] as number) >= 0) held[labelOf[t] as number]! += 1;
    }
    const owns = held.map((count, label) => (count > 0 && count === transitionsOf[label] ? 1 : 0));
    for (const [label, is] of owns.entries()) sharersOfLabel[label]! += is;
    return owns;
  });
  return components.map((component, i) => {
    const owns = owned[i] as Int32Array;
    const held = new Uint8Array(labels.length);
    const labelsHere = component.transitions.map((t) => {
      const label = labelOf[t] as number;
      // What others own, these may pass over.
      if (label < 0 || (owns[label] === 0 && (sharersOfLabel[label] as number) > 0)) return -1;
      held[label] = 1;
      return label;
    });
    const costs = Float64Array.from(component.transitions, (t, at) => {
      const label = labelsHere[at] as number;
      if (label >= 0 && owns[label] === 1) return DEVIATION / (sharersOfLabel[label] as number);
      if (label >= 0) return DEVIATION / (sharersOfTransition[t] as number);
      return labelOf[t] === -1 ? 1 / (sharersOfTransition[t] as number) : 0;
    });
    // An event of a label that nobody owns may belong elsewhere, so that leaving it costs nothing here.
    const eventCosts = Float64Array.from(labels, (_, label) =>
      owns[label] === 1 ? DEVIATION / (sharersOfLabel[label] as number) : 0,
    );
    return { component, labels: labelsHere, held, costs, eventCosts };
  });
}

/** Cost to the end for every place of the token, after each number of the component's own events, from the last on. */
function layersOf(costed: CostedComponent, trace: Int32Array, layers: number) {
  const { component, labels, held, costs, eventCosts } = costed;
  const { from, to, transitions, final } = component;
  const size = component.places.length;
  const values = new Float64Array(layers * size).fill(Number.POSITIVE_INFINITY);
  const layerAt = new Int32Array(trace.length + 1);
  values[final] = 0;
  relax(0);
  let layer = 0;
  for (let position = trace.length - 1; position >= 0; position--) {
    const label = trace[position] as number;
    if (label >= 0 && held[label] === 1) {
      const eventCost = eventCosts[label] as number;
      const after = layer++ * size;
      const here = layer * size;
      for (let place = 0; place < size; place++)
        values[here + place] = (values[after + place] as number) + eventCost;
      for (let i = 0; i < transitions.length; i++) {
        if (labels[i] !== label) continue;
        const there = values[after + (to[i] as number)] as number;
        const at = here + (from[i] as number);
        if (there < (values[at] as number)) values[at] = there;
      }
      relax(here);
    }
    layerAt[position] = layer;
  }
  return { layerAt, values };

  /** Firing without events: Bellman and Ford, with the last transitions first as most lead forward. */
  function relax(row: number): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = transitions.length - 1; i >= 0; i--) {
        const there = (values[row + (to[i] as number)] as number) + (costs[i] as number);
        const at = row + (from[i] as number);
        if (there >= (values[at] as number) - ROUNDING * ROUNDING) continue;
        values[at] = there;
        changed = true;
      }
    }
  }
}
