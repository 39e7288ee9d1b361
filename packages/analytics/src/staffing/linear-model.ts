/** A linear model under construction: minimise cost · x within bounds of variables and of rows, some x whole. */
export interface LinearModel {
  cost: number[];
  lower: number[];
  upper: number[];
  whole: boolean[];
  rowLower: number[];
  rowUpper: number[];
  /** Row by row: `starts[r]` to `starts[r + 1]` are the places of row r in `columns` and `coefficients`. */
  starts: number[];
  columns: number[];
  coefficients: number[];
}

/** What a solver found. */
export interface LinearSolution {
  /** `none`: no solution was found within the limits; `infeasible`: there is none. */
  status: 'optimal' | 'feasible' | 'none' | 'infeasible';
  values: Float64Array;
  objective: number;
  /** No solution costs less than this. */
  bound: number;
}

/** Limits of one solve, and where to begin. */
export interface SolveOptions {
  seconds: number;
  /** Stop when cost is proved to be within this share of the least. */
  relativeGap: number;
  /** Values of some variables in a solution that is known: the solver begins with the best that agrees with them. */
  start?: { indices: number[]; values: number[] };
}

/** Anything that solves linear models with whole numbers: HiGHS, by `loadHighs`. */
export type LinearSolver = (model: LinearModel, options: SolveOptions) => LinearSolution;

/** A model of nothing. */
export function emptyModel(): LinearModel {
  return {
    cost: [],
    lower: [],
    upper: [],
    whole: [],
    rowLower: [],
    rowUpper: [],
    starts: [0],
    columns: [],
    coefficients: [],
  };
}

/** Adds a variable and returns its place. */
export function addVariable(
  model: LinearModel,
  cost: number,
  lower: number,
  upper: number,
  whole = false,
): number {
  model.cost.push(cost);
  model.lower.push(lower);
  model.upper.push(upper);
  model.whole.push(whole);
  return model.cost.length - 1;
}

/** Adds lower ≤ Σ coefficient · variable ≤ upper. Variables must not repeat. */
export function addRow(
  model: LinearModel,
  lower: number,
  upper: number,
  columns: readonly number[],
  coefficients: readonly number[],
): void {
  for (const column of columns) model.columns.push(column);
  for (const coefficient of coefficients) model.coefficients.push(coefficient);
  model.starts.push(model.columns.length);
  model.rowLower.push(lower);
  model.rowUpper.push(upper);
}
