/** One step of an alignment. */
export type AlignmentMove =
  /** Event and model agree. */
  | { readonly kind: 'synchronous'; readonly activity: string; readonly transition: string }
  /** The event has no counterpart in the model. */
  | { readonly kind: 'log'; readonly activity: string }
  /** The model has a step that left no event. */
  | { readonly kind: 'model'; readonly activity: string; readonly transition: string }
  /** The model goes on without a step. */
  | { readonly kind: 'silent'; readonly transition: string };

/** How one order of activities compares with the model. */
export type TraceAlignment = AlignedTrace | UndecidedTrace;

interface TraceFacts {
  /** The order of activities. */
  readonly activities: readonly string[];
  /** How many cases went so. */
  readonly cases: number;
}

export interface AlignedTrace extends TraceFacts {
  readonly kind: 'aligned';
  /** Events without counterpart plus steps without event, as few as possible. */
  readonly deviations: number;
  /** Silent steps: as few as possible among ways with so many deviations, unless the search was large. */
  readonly silentMoves: number;
  /** 1 − deviations / (events + steps of the shortest way through the model); 1 if it fits. */
  readonly fitness: number;
  readonly moves: readonly AlignmentMove[];
}

/** The search was given up: the trace or the model is too large for the allowed number of states. */
export interface UndecidedTrace extends TraceFacts {
  readonly kind: 'undecided';
  /** There are at least so many deviations. */
  readonly leastDeviations: number;
}

/** How a log compares with a model. */
export interface LogAlignment {
  /** One a distinct trace, in order of first appearance. */
  readonly traces: readonly TraceAlignment[];
  /** Per case: its place in `traces`. */
  readonly traceOfCase: Int32Array;
  /** Share of the decided cases that fit. NaN if there are none. */
  readonly fittingShare: number;
  /** Mean fitness of the decided cases. NaN if there are none. */
  readonly averageFitness: number;
  /** 1 − cost of all decided cases / cost if nothing agreed. NaN if there are none. */
  readonly logFitness: number;
  /** Cases of undecided traces, which no other figure counts. */
  readonly undecidedCases: number;
  /** Steps with event of the shortest way through the model. */
  readonly shortestPath: number;
}
