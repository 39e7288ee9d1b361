import { requireInteger, requireShare } from '../../checks.ts';
import { AnalyticsError } from '../../errors.ts';
import { distinctTraces, type Traces } from '../distinct-traces.ts';
import { modelToPetriNet, type ProcessModel } from '../models/model.ts';
import { AlignmentSearch, LOG_MOVE } from './alignment-search.ts';
import type { AlignmentMove, LogAlignment, TraceAlignment } from './alignment-types.ts';
import { type CompiledNet, compileNet } from './compiled-net.ts';

/** Settings of an alignment. */
export interface AlignmentOptions {
  /** Cost of a silent step within `logFitness`, in deviations; default 0.0001, which gives pm4py's figures. */
  silentCost?: number;
  /** States that the search may visit for one trace before it gives up; default 500,000: about a second. */
  maxStates?: number;
  /** States for all traces together; those left over are undecided. Default 50,000,000: some ten seconds. */
  maxTotalStates?: number;
}

/**
 * Compares each case with what the model allows, by the fewest deviations that explain it: an optimal alignment. A
 * deviation is an event that the model has no place for, or a step of the model without event; silent steps are free,
 * and fewest of them break ties where that is found within 2,000 states. The model is a net, a tree, or a procedure.
 *
 * Fitness of a trace is 1 − deviations / (events + shortest way through the model); of the log, 1 − Σ cost / Σ worst
 * cost, where silent steps count `silentCost` each, so that a log that fits may stay a little below 1; with 0 it is 1.
 * Source: Adriansyah, Aligning Observed and Modeled Behavior (2014); figures as in pm4py.
 *
 * A* over pairs of position and marking with a bound from the model's state machine components (lower-bound.ts):
 * on models made of blocks it hardly leaves the best path. Exponential in the worst case, hence the limits: traces
 * that exceed them are answered as `undecided` with the number of deviations they have at least. A place holds at most
 * 255 tokens; what would put in more cannot fire.
 *
 * @throws AnalyticsError if the log or the model is malformed, or the model cannot be walked to its end (within
 *   maxStates)
 * @example
 * const result = alignLog(log, [{ activity: 'receive' }, { activity: 'inspect', isOptional: true }]);
 * result.fittingShare; // 0.86
 * result.traces.map((trace) => findDeviations(trace)); // what was skipped, extra or at another place
 */
export function alignLog(log: Traces, model: ProcessModel, options: AlignmentOptions = {}): LogAlignment {
  const { silentCost = 0.0001, maxStates = 500_000, maxTotalStates = 50_000_000 } = options;
  requireShare('options.silentCost', silentCost);
  requireInteger('options.maxStates', maxStates, 1);
  requireInteger('options.maxTotalStates', maxTotalStates, 1);
  const { traces, counts, traceOfCase } = distinctTraces('log', log);
  const net = compileNet(modelToPetriNet(model));
  const search = new AlignmentSearch(net);
  const shortest = search.align(new Int32Array(0), maxStates);
  if (shortest.kind !== 'found') {
    const within = shortest.kind === 'undecided' ? ` within ${maxStates} states` : '';
    throw new AnalyticsError('model', `must be able to reach its final marking${within}`);
  }
  const labelNumbers = new Map(net.labels.map((label, i) => [label, i]));
  const labelOf = log.activities.map((name) => labelNumbers.get(name) ?? -1);
  const totals = { cases: 0, fitting: 0, fitness: 0, cost: 0, worst: 0, undecided: 0 };
  const aligned = traces.map((trace, i): TraceAlignment => {
    const cases = counts[i] as number;
    const facts = { activities: Array.from(trace, (place) => log.activities[place] as string), cases };
    const labels = trace.map((place) => labelOf[place] as number);
    const found = search.align(labels, Math.min(maxStates, maxTotalStates - search.statesInAll));
    if (found.kind !== 'found') {
      totals.undecided += cases;
      return { ...facts, kind: 'undecided', leastDeviations: found.kind === 'undecided' ? found.atLeast : 0 };
    }
    const { deviations, silentMoves } = found;
    const worst = trace.length + shortest.deviations;
    const fitness = deviations === 0 ? 1 : 1 - deviations / worst;
    totals.cases += cases;
    if (deviations === 0) totals.fitting += cases;
    totals.fitness += cases * fitness;
    totals.cost += cases * (deviations + silentCost * silentMoves);
    totals.worst += cases * (worst + silentCost * shortest.silentMoves);
    const moves = movesOf(net, facts.activities, found.moves);
    return { ...facts, kind: 'aligned', deviations, silentMoves, fitness, moves };
  });
  return {
    traces: aligned,
    traceOfCase,
    fittingShare: totals.fitting / totals.cases,
    averageFitness: totals.fitness / totals.cases,
    // Where nothing could go wrong, nothing did.
    logFitness: totals.cases > 0 && totals.worst < 1 ? 1 : 1 - totals.cost / totals.worst,
    undecidedCases: totals.undecided,
    shortestPath: shortest.deviations,
  };
}

function movesOf({ net }: CompiledNet, activities: readonly string[], moves: Int32Array): AlignmentMove[] {
  const list: AlignmentMove[] = [];
  let event = 0;
  for (let i = 0; i < moves.length; i += 2) {
    const [fired, events] = [moves[i] as number, moves[i + 1] as number];
    const activity = activities[event] as string;
    event += events;
    const transition = net.transitions[fired];
    if (fired === LOG_MOVE || !transition) list.push({ kind: 'log', activity });
    else if (events === 1) list.push({ kind: 'synchronous', activity, transition: transition.id });
    else if (transition.label === null) list.push({ kind: 'silent', transition: transition.id });
    else list.push({ kind: 'model', activity: transition.label, transition: transition.id });
  }
  return list;
}
