import type { CostedComponent } from './component-costs.ts';

/** Of numbers kept for one component; above it, what other traces left is forgotten. */
const MOST_CELLS = 1 << 20;
/** Smaller gains than this come from rounding. */
const LEAST_GAIN = 1e-8;

/**
 * Costs to the end in one component, for every rest of a trace and every place of the token: shortest paths over layers,
 * from the last event on. A layer depends on the events that the component sees alone, so that traces whose rests look
 * alike to it share layers; these form a tree, with the end of all traces as root.
 */
export class SuffixTables {
  readonly #costed: CostedComponent;
  readonly #size: number;
  #values: Float64Array;
  #layers = 0;
  /** Layer before a layer by label, as layer × labels + label. */
  #before = new Map<number, number>();

  constructor(costed: CostedComponent) {
    this.#costed = costed;
    this.#size = costed.component.places.length;
    this.#values = new Float64Array(64 * this.#size);
    this.#reset();
  }

  /** Per position of a trace: where its layer begins in the values. Good until the next call. */
  layersOf(trace: Int32Array): Int32Array {
    const { held } = this.#costed;
    if (this.#layers * this.#size > MOST_CELLS) this.#reset();
    const layerAt = new Int32Array(trace.length + 1);
    let layer = 0;
    for (let position = trace.length - 1; position >= 0; position--) {
      const label = trace[position] as number;
      if (label >= 0 && held[label] === 1) {
        const key = layer * held.length + label;
        const known = this.#before.get(key);
        if (known === undefined) {
          const made = this.#layerBefore(layer, label);
          this.#before.set(key, made);
          layer = made;
        } else layer = known;
      }
      layerAt[position] = layer * this.#size;
    }
    return layerAt;
  }

  /** Cost to the end with the token at a place, given where the layer begins. */
  valueAt(layerStart: number, place: number): number {
    return this.#values[layerStart + place] as number;
  }

  #reset(): void {
    this.#before.clear();
    this.#layers = 1;
    this.#values.fill(Number.POSITIVE_INFINITY, 0, this.#size);
    this.#values[this.#costed.component.final] = 0;
    this.#relax(0);
  }

  #layerBefore(after: number, label: number): number {
    const size = this.#size;
    const made = this.#layers++;
    if (this.#layers * size > this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    const values = this.#values;
    const { component, labels, eventCosts } = this.#costed;
    const [here, there] = [made * size, after * size];
    const eventCost = eventCosts[label] as number;
    for (let place = 0; place < size; place++)
      values[here + place] = (values[there + place] as number) + eventCost;
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] !== label) continue;
      const cost = values[there + (component.to[i] as number)] as number;
      const at = here + (component.from[i] as number);
      if (cost < (values[at] as number)) values[at] = cost;
    }
    this.#relax(here);
    return made;
  }

  /** Firing without events: Bellman and Ford, with the last transitions first as most lead forward. */
  #relax(row: number): void {
    const values = this.#values;
    const { component, costs } = this.#costed;
    const { from, to } = component;
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = costs.length - 1; i >= 0; i--) {
        const cost = (values[row + (to[i] as number)] as number) + (costs[i] as number);
        const at = row + (from[i] as number);
        if (cost >= (values[at] as number) - LEAST_GAIN) continue;
        values[at] = cost;
        changed = true;
      }
    }
  }
}
