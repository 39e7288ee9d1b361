import type { CompiledNet } from './compiled-net.ts';
import { costComponents, DEVIATION } from './component-costs.ts';
import type { MarkingSpace } from './marking-space.ts';
import type { NetComponent } from './net-components.ts';
import { SuffixTables } from './suffix-tables.ts';

/** Sums of shares may exceed a whole number by rounding. */
const ROUNDING = 1e-3;

/** How firing a transition moves the token of a component. */
interface TokenMove {
  readonly component: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Lower bounds by components: each sees where its one token is and the events of its own labels, so its cheapest way to
 * the end is a shortest path in a small graph. As costs are shared among components, the sum of these never exceeds the
 * true cost, and falls by no more than a move costs (it is consistent). For nets made of blocks it is nearly exact.
 *
 * A move changes what a few components say; so the sum is kept with each state, and only that difference computed.
 */
export class LowerBounds {
  readonly #components: readonly NetComponent[];
  readonly #tables: readonly SuffixTables[];
  /** Per transition. */
  readonly #tokenMoves: readonly (readonly TokenMove[])[];
  /** Per label: components that count its events. */
  readonly #counting: readonly Int32Array[];
  #space: MarkingSpace;
  /** Per component and marking: where the token is, plus 1; 0 if not looked up yet. */
  #tokenAt: Int32Array[];
  #trace: Int32Array = new Int32Array(0);
  /** Per component and position: where its layer begins. */
  #layers: readonly Int32Array[] = [];

  /** @param silentCost of a silent step, 0 or 1 */
  constructor(
    net: CompiledNet,
    components: readonly NetComponent[],
    space: MarkingSpace,
    silentCost: number,
  ) {
    this.#space = space;
    this.#components = components;
    const costs = costComponents(net, components, silentCost);
    this.#tables = costs.map((costed) => new SuffixTables(costed));
    const tokenMoves: TokenMove[][] = net.net.transitions.map(() => []);
    for (const [component, { transitions, from, to }] of this.#components.entries()) {
      for (const [i, t] of transitions.entries()) {
        if (from[i] !== to[i])
          tokenMoves[t]?.push({ component, from: from[i] as number, to: to[i] as number });
      }
    }
    this.#tokenMoves = tokenMoves;
    this.#counting = net.labels.map((_, label) =>
      Int32Array.from(costs.flatMap(({ held }, component) => (held[label] === 1 ? [component] : []))),
    );
    this.#tokenAt = this.#components.map(() => new Int32Array(256));
  }

  /** From now on, markings are numbers of another space. */
  changeSpace(space: MarkingSpace): void {
    this.#space = space;
    this.#tokenAt = this.#components.map(() => new Int32Array(256));
  }

  /** From now on, positions are those of this trace of labels, -1 for events that the model does not know. */
  startTrace(trace: Int32Array): void {
    this.#trace = trace;
    this.#layers = this.#tables.map((table) => table.layersOf(trace));
  }

  /** What the components say of a marking at the beginning of the trace, in sum. */
  sumAtStart(marking: number): number {
    let sum = 0;
    for (const label of this.#trace) if (label === -1) sum += DEVIATION;
    for (let c = 0; c < this.#components.length; c++) sum += this.#value(c, 0, this.#token(c, marking));
    return sum;
  }

  /** How the sum changes by firing a transition without an event. */
  changeByFiring(position: number, transition: number): number {
    let change = 0;
    for (const { component, from, to } of this.#tokenMoves[transition] as readonly TokenMove[]) {
      change += this.#value(component, position, to) - this.#value(component, position, from);
    }
    return change;
  }

  /** How the sum changes by passing an event without firing. */
  changeByEvent(position: number, marking: number): number {
    const label = this.#trace[position] as number;
    // Events that the model does not know cost a deviation each, whatever else happens.
    if (label === -1) return -DEVIATION;
    let change = 0;
    for (const component of this.#counting[label] as Int32Array) {
      const token = this.#token(component, marking);
      change += this.#value(component, position + 1, token) - this.#value(component, position, token);
    }
    return change;
  }

  /** Least cost that can be, given the sum: whole silent steps, or whole deviations where these are free. */
  bound(sum: number, silentCost: number): number {
    return silentCost === 1 ? Math.ceil(sum - ROUNDING) : Math.ceil(sum / DEVIATION - ROUNDING) * DEVIATION;
  }

  #value(component: number, position: number, token: number): number {
    const layer = (this.#layers[component] as Int32Array)[position] as number;
    return (this.#tables[component] as SuffixTables).valueAt(layer, token);
  }

  /** Where in a component its token is. */
  #token(index: number, marking: number): number {
    let known = this.#tokenAt[index] as Int32Array;
    if (marking >= known.length) {
      const larger = new Int32Array(Math.max(marking + 1, known.length * 2));
      larger.set(known);
      this.#tokenAt[index] = known = larger;
    }
    const stored = known[marking] as number;
    if (stored !== 0) return stored - 1;
    const { places } = this.#components[index] as NetComponent;
    let at = 0;
    while (this.#space.tokensAt(marking, places[at] as number) === 0) at++;
    known[marking] = at + 1;
    return at;
  }
}
