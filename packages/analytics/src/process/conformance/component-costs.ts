import type { CompiledNet } from './compiled-net.ts';
import type { NetComponent } from './net-components.ts';

/** Cost of a deviation in the search; a silent step costs 1 or nothing, so that it never outweighs a deviation. */
export const DEVIATION = 65_536;

/** A component with what each of its moves costs it. */
export interface CostedComponent {
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

/**
 * Shares the cost of each move among the components that see it (cost partitioning; Katz and Domshlak, Optimal Admissible
 * Composition of Abstraction Heuristics, 2010): evenly, so that the sum over components never exceeds what it costs.
 */
export function costComponents(
  net: CompiledNet,
  components: readonly NetComponent[],
  silentCost: number,
): CostedComponent[] {
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
      return labelOf[t] === -1 ? silentCost / (sharersOfTransition[t] as number) : 0;
    });
    // An event of a label that nobody owns may belong elsewhere, so that leaving it costs nothing here.
    const eventCosts = Float64Array.from(labels, (_, label) =>
      owns[label] === 1 ? DEVIATION / (sharersOfLabel[label] as number) : 0,
    );
    return { component, labels: labelsHere, held, costs, eventCosts };
  });
}
