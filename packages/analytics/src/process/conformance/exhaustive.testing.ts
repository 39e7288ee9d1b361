import fc from 'fast-check';
import type { PetriNet } from '../models/petri-net.ts';
import { treeToPetriNet } from '../models/tree-to-petri-net.ts';
import { randomTree, someLeaf } from '../models/trees.testing.ts';

/** Fewest deviations, then fewest silent steps, by trying everything in order of cost: no bound, no sharing. */
export function exhaustive(net: PetriNet, trace: string): [number, number] | null {
  const seen = new Set<string>();
  const queue = new Map([[0, [{ position: 0, marking: net.initialMarking }]]]);
  while (queue.size > 0) {
    const cost = Math.min(...queue.keys());
    const state = queue.get(cost)?.pop();
    if (!state) {
      queue.delete(cost);
      continue;
    }
    const { position, marking } = state;
    const key = `${position}:${marking}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (position === trace.length && `${marking}` === `${net.finalMarking}`)
      return [Math.floor(cost / 1000), cost % 1000];
    if (seen.size > 600) return null;
    const push = (more: number, to: number, next: readonly number[]) => {
      const list = queue.get(cost + more) ?? [];
      queue.set(cost + more, list);
      list.push({ position: to, marking: next });
    };
    if (position < trace.length) push(1000, position + 1, marking);
    for (const { label, inputs, outputs } of net.transitions) {
      if (!inputs.every(({ place, weight }) => (marking[place] as number) >= weight)) continue;
      const next = [...marking];
      for (const { place, weight } of inputs) next[place]! -= weight;
      for (const { place, weight } of outputs) next[place]! += weight;
      if (label !== null && label === trace[position]) push(0, position + 1, next);
      push(label === null ? 1 : 1000, position, next);
    }
  }
  return null;
}

/** The net of a tree with some transitions more, which make it unsound, unsafe or unbounded as chance will have it. */
export const randomNet: fc.Arbitrary<PetriNet> = fc
  .record({
    tree: randomTree(someLeaf),
    more: fc.array(
      fc.record({
        label: fc.constantFrom('a', 'b', 'x', null),
        inputs: fc.uniqueArray(fc.nat(), { maxLength: 2, minLength: 1 }),
        outputs: fc.uniqueArray(fc.nat(), { maxLength: 2 }),
        weight: fc.constantFrom(1, 1, 1, 2),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ tree, more }) => {
    const net = treeToPetriNet(tree);
    const arcs = (places: readonly number[], weight: number) =>
      [...new Set(places.map((place) => place % net.places.length))].map((place) => ({ place, weight }));
    const added = more.map(({ label, inputs, outputs, weight }, i) => ({
      id: `more${i}`,
      label,
      inputs: arcs(inputs, 1),
      outputs: arcs(outputs, weight),
    }));
    return { ...net, transitions: [...net.transitions, ...added] };
  });
