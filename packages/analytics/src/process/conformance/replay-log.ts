import { distinctTraces, type Traces } from '../distinct-traces.ts';
import { modelToPetriNet, type ProcessModel } from '../models/model.ts';
import { type CompiledNet, compileNet } from './compiled-net.ts';
import { SilentPaths } from './silent-paths.ts';
import { TokenGame } from './token-game.ts';

/** How the token game went for one order of activities. */
export interface TraceReplay {
  readonly activities: readonly string[];
  /** Cases that went so. */
  readonly cases: number;
  /** No token was missing, and none was left over. */
  readonly fits: boolean;
  /** ½ (1 − missing / consumed) + ½ (1 − remaining / produced). */
  readonly fitness: number;
  readonly missing: number;
  readonly consumed: number;
  readonly remaining: number;
  readonly produced: number;
  /** Places among the trace's events of those that could not fire without adding tokens. */
  readonly problems: readonly number[];
  /** Events of activities that the model does not know: they are passed over. */
  readonly unknownEvents: number;
}

/** How the token game went for a log. */
export interface LogReplay {
  /** One a distinct trace, in order of first appearance. */
  readonly traces: readonly TraceReplay[];
  /** Per case: its place in `traces`. */
  readonly traceOfCase: Int32Array;
  /** Share of the cases that fit. NaN without cases. */
  readonly fittingShare: number;
  /** Mean fitness of the cases. NaN without cases. */
  readonly averageFitness: number;
  /** The formula of fitness over the sums of all cases. NaN without cases. */
  readonly logFitness: number;
}

/** Rounds of trying to come to the final marking by silent transitions. */
const FINAL_ROUNDS = 5;
/** How deep transitions are enabled for the sake of enabling others. */
const DEEPEST_ENABLING = 2;

/**
 * Plays the token game along each case: events fire their transitions, after silent ones that bring the tokens where
 * they are needed; tokens that are missing are added and counted, tokens left over counted at the end. Fast, but a
 * heuristic: which silent transitions fire is guessed by shortest paths, so a trace that fits may be said not to.
 * `alignLog` is exact. Events that the model does not know are passed over; `unknownEvents` tells how many.
 *
 * Source: Rozinat and van der Aalst, Conformance Checking of Processes Based on Monitoring Real Behavior (2008);
 * silent steps as in Berti and van der Aalst, Reviving Token-Based Replay (2019). O(events × silent paths tried).
 *
 * @throws AnalyticsError if the log or the model is malformed
 * @example replayLog(log, treeToPetriNet(inductiveMiner(log))).fittingShare; // 0.993
 */
export function replayLog(log: Traces, model: ProcessModel): LogReplay {
  const { traces, counts, traceOfCase } = distinctTraces('log', log);
  const net = compileNet(modelToPetriNet(model));
  const replay = new Replay(net);
  const labelNumbers = new Map(net.labels.map((label, i) => [label, i]));
  const labelOf = log.activities.map((name) => labelNumbers.get(name) ?? -1);
  const totals = { cases: 0, fitting: 0, fitness: 0, missing: 0, consumed: 0, remaining: 0, produced: 0 };
  const played = traces.map((trace, i): TraceReplay => {
    const cases = counts[i] as number;
    const result = replay.play(trace.map((place) => labelOf[place] as number));
    totals.cases += cases;
    if (result.fits) totals.fitting += cases;
    totals.fitness += cases * result.fitness;
    for (const count of ['missing', 'consumed', 'remaining', 'produced'] as const)
      totals[count] += cases * result[count];
    return { activities: Array.from(trace, (place) => log.activities[place] as string), cases, ...result };
  });
  return {
    traces: played,
    traceOfCase,
    fittingShare: totals.fitting / totals.cases,
    averageFitness: totals.fitness / totals.cases,
    logFitness: totals.cases === 0 ? Number.NaN : fitnessOf(totals),
  };
}

interface TokenCounts {
  missing: number;
  consumed: number;
  remaining: number;
  produced: number;
}

function fitnessOf({ missing, consumed, remaining, produced }: TokenCounts): number {
  if (consumed === 0 || produced === 0) return 1;
  return 0.5 * (1 - missing / consumed) + 0.5 * (1 - remaining / produced);
}

class Replay {
  readonly #net: CompiledNet;
  readonly #paths: SilentPaths;
  /** Transitions of each label. */
  readonly #labelled: readonly number[][];
  /** Places in order of their names, so that what is tried first does not depend on how the net was written down. */
  readonly #placeOrder: readonly number[];
  /** Per place: its place in that order. */
  readonly #rank: Int32Array;
  /** Places that hold tokens at the end, in that order. */
  readonly #wanted: readonly number[];

  constructor(net: CompiledNet) {
    this.#net = net;
    this.#paths = new SilentPaths(net);
    const labelled: number[][] = net.labels.map(() => []);
    for (const [t, label] of net.labelOf.entries()) if (label >= 0) labelled[label]?.push(t);
    this.#labelled = labelled;
    const names = net.net.places;
    this.#placeOrder = names
      .map((_, place) => place)
      .sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));
    this.#rank = new Int32Array(names.length);
    for (const [rank, place] of this.#placeOrder.entries()) this.#rank[place] = rank;
    this.#wanted = this.#placeOrder.filter((place) => (net.net.finalMarking[place] as number) > 0);
  }

  play(labels: Int32Array): Omit<TraceReplay, 'activities' | 'cases'> {
    const game = new TokenGame(this.#net);
    const problems: number[] = [];
    let unknownEvents = 0;
    for (const [event, label] of labels.entries()) {
      const candidates = this.#labelled[label];
      if (!candidates) {
        unknownEvents++;
        continue;
      }
      const t = candidates.find((one) => game.isEnabled(one)) ?? (candidates.at(-1) as number);
      if (!game.isEnabled(t)) this.#enable(game, t, 0, new Set());
      if (!game.isEnabled(t)) problems.push(event);
      game.fire(t);
    }
    this.#finish(game);
    let remaining = 0;
    for (const [place, tokens] of game.tokens.entries()) {
      const wanted = this.#net.net.finalMarking[place] as number;
      game.consumed += wanted;
      game.missing += Math.max(0, wanted - tokens);
      remaining += Math.max(0, tokens - wanted);
    }
    const counts = { missing: game.missing, consumed: game.consumed, remaining, produced: game.produced };
    const fits = game.missing === 0 && remaining === 0;
    return { ...counts, fits, fitness: fitnessOf(counts), problems, unknownEvents };
  }

  /** Fires silent transitions on the shortest paths to what a transition lacks, until it is enabled or none is left. */
  #enable(game: TokenGame, target: number, depth: number, tried: Set<number>): void {
    if (depth >= DEEPEST_ENABLING || tried.has(target)) return;
    tried.add(target);
    const lacking = game.lacking(target);
    const fire = (t: number) => {
      game.fire(t);
      tried.add(t);
    };
    const paths = this.#pathsTo(game, lacking);
    const next = paths.map(() => 0);
    for (let round = 0; paths.length > 0 && !game.isEnabled(target); round++) {
      const which = round % paths.length;
      const path = paths[which] as Int32Array;
      let hasFired = false;
      while ((next[which] as number) < path.length && !game.isEnabled(target)) {
        const t = path[next[which]!++] as number;
        if (t === target || tried.has(t) || !game.isEnabled(t)) continue;
        fire(t);
        hasFired = true;
      }
      if (!hasFired) break;
    }
    if (paths.length === 0 || game.isEnabled(target)) return;
    for (const path of this.#pathsTo(game, lacking)) {
      for (const t of path) {
        if (t === target || tried.has(t)) continue;
        if (!game.isEnabled(t)) this.#enable(game, t, depth + 1, tried);
        if (game.isEnabled(t)) fire(t);
      }
    }
  }

  /** Fires silent transitions towards the final marking. */
  #finish(game: TokenGame): void {
    const wanted = this.#wanted;
    const isDone = () => wanted.every((place) => (game.tokens[place] as number) > 0);
    for (let round = 0; round < FINAL_ROUNDS && !isDone(); round++) {
      for (const path of this.#pathsTo(game, wanted)) {
        for (const t of path) if (game.isEnabled(t)) game.fire(t);
        if (isDone()) break;
      }
    }
    if (wanted.length !== 1) return;
    const paths = isDone() ? [] : this.#pathsTo(game, wanted);
    for (let round = 0; round < FINAL_ROUNDS; round++) {
      for (const path of paths) {
        for (const t of path) {
          if (!game.isEnabled(t)) break;
          game.fire(t);
        }
      }
    }
  }

  /** Paths from marked places to the given ones, shortest first. */
  #pathsTo(game: TokenGame, places: readonly number[]): Int32Array[] {
    const ordered = places.toSorted((a, b) => (this.#rank[a] as number) - (this.#rank[b] as number));
    const paths: Int32Array[] = [];
    for (const from of this.#placeOrder) {
      if (game.tokens[from] === 0) continue;
      for (const to of ordered) {
        const path = this.#paths.between(from, to);
        if (path) paths.push(path);
      }
    }
    return paths.sort((a, b) => a.length - b.length);
  }
}
