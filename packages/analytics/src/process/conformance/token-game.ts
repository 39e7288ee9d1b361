import type { CompiledNet } from './compiled-net.ts';

/** A marking that is played on, with counts of the tokens that came and went. */
export class TokenGame {
  readonly tokens: Int32Array;
  produced = 0;
  consumed = 0;
  missing = 0;
  readonly #net: CompiledNet;

  constructor(net: CompiledNet) {
    this.#net = net;
    this.tokens = Int32Array.from(net.net.initialMarking);
    for (const tokens of this.tokens) this.produced += tokens;
  }

  isEnabled(t: number): boolean {
    const { start, place, weight } = this.#net.inputs;
    for (let arc = start[t] as number; arc < (start[t + 1] as number); arc++) {
      if ((this.tokens[place[arc] as number] as number) < (weight[arc] as number)) return false;
    }
    return true;
  }

  /** Input places of a transition with fewer tokens than it takes. */
  lacking(t: number): number[] {
    const { start, place, weight } = this.#net.inputs;
    const places: number[] = [];
    for (let arc = start[t] as number; arc < (start[t + 1] as number); arc++) {
      if ((this.tokens[place[arc] as number] as number) < (weight[arc] as number))
        places.push(place[arc] as number);
    }
    return places;
  }

  /** Fires a transition; tokens that it lacks are counted as missing. */
  fire(t: number): void {
    const { inputs, outputs } = this.#net;
    for (let arc = inputs.start[t] as number; arc < (inputs.start[t + 1] as number); arc++) {
      const weight = inputs.weight[arc] as number;
      const left = (this.tokens[inputs.place[arc] as number] as number) - weight;
      this.consumed += weight;
      if (left < 0) this.missing -= left;
      this.tokens[inputs.place[arc] as number] = Math.max(0, left);
    }
    for (let arc = outputs.start[t] as number; arc < (outputs.start[t + 1] as number); arc++) {
      const place = outputs.place[arc] as number;
      this.produced += outputs.weight[arc] as number;
      this.tokens[place] = (this.tokens[place] as number) + (outputs.weight[arc] as number);
    }
  }
}
