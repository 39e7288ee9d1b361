import type { Arc, PetriNet } from './petri-net.ts';

interface DraftTransition {
  id: string;
  label: string | null;
  inputs: Set<number>;
  outputs: Set<number>;
}

/** A net under construction, with arcs of weight 1; parts can be removed until it is built. */
export class NetBuilder {
  readonly #places: (string | null)[] = [];
  readonly #transitions = new Set<DraftTransition>();
  #named = 0;

  place(name = `p${++this.#named}`): number {
    return this.#places.push(name) - 1;
  }

  transition(
    label: string | null,
    inputs: Iterable<number>,
    outputs: Iterable<number>,
    id?: string,
  ): DraftTransition {
    const made = {
      id: id ?? `t${this.#transitions.size + 1}`,
      label,
      inputs: new Set(inputs),
      outputs: new Set(outputs),
    };
    this.#transitions.add(made);
    return made;
  }

  /**
   * Removes silent transitions that only pass a token on: one that alone follows the only transition that fills its
   * one input, and one that alone precedes the only transition that empties its one output (fusion of series
   * transitions; Murata, 1989). What the net can do stays the same.
   */
  fuseSeries(keep: ReadonlySet<number>): void {
    for (const [near, far] of [
      ['inputs', 'outputs'],
      ['outputs', 'inputs'],
    ] as const) {
      const around = this.#neighbours();
      for (const middle of this.#transitions) {
        if (middle.label !== null || middle[near].size !== 1) continue;
        const [place] = middle[near] as Set<number>;
        if (place === undefined || keep.has(place)) continue;
        const { before, after } = around[place] as {
          before: Set<DraftTransition>;
          after: Set<DraftTransition>;
        };
        if (before.size !== 1 || after.size !== 1) continue;
        const [other] = near === 'inputs' ? before : after;
        if (!other || other === middle) continue;
        other[far].delete(place);
        for (const end of middle[far]) {
          other[far].add(end);
          const sides = around[end] as { before: Set<DraftTransition>; after: Set<DraftTransition> };
          const side = far === 'outputs' ? sides.before : sides.after;
          side.delete(middle);
          side.add(other);
        }
        this.#transitions.delete(middle);
        this.#places[place] = null;
      }
    }
  }

  build(name: string, initial: number, final: number): PetriNet {
    const number = new Map<number, number>();
    const places: string[] = [];
    for (const [place, label] of this.#places.entries()) {
      if (label !== null) number.set(place, places.push(label) - 1);
    }
    const arcs = (ends: Set<number>): Arc[] =>
      [...ends].map((place) => ({ place: number.get(place) as number, weight: 1 }));
    return {
      name,
      places,
      transitions: [...this.#transitions].map(({ id, label, inputs, outputs }) => ({
        id,
        label,
        inputs: arcs(inputs),
        outputs: arcs(outputs),
      })),
      initialMarking: places.map((_, place) => (place === number.get(initial) ? 1 : 0)),
      finalMarking: places.map((_, place) => (place === number.get(final) ? 1 : 0)),
    };
  }

  #neighbours() {
    const around = this.#places.map(() => ({
      before: new Set<DraftTransition>(),
      after: new Set<DraftTransition>(),
    }));
    for (const transition of this.#transitions) {
      for (const place of transition.inputs) around[place]?.after.add(transition);
      for (const place of transition.outputs) around[place]?.before.add(transition);
    }
    return around;
  }
}
