/** The least point of a penalised logistic loss: Newton's method, proximal where the penalty has corners. */
import { AnalyticsError } from '../errors.ts';
import { choleskyOf, choleskySolve } from '../special/cholesky.ts';
import {
  evaluateLogistic,
  type LogisticPoint,
  type LogisticProblem,
  thinnedProblem,
} from './logistic-problem.ts';

/** Penalties of the scaled coefficients, intercept first (with 0). */
export interface Penalty {
  l1: Float64Array;
  l2: Float64Array;
}

export interface LogisticOptimum {
  point: Float64Array;
  at: LogisticPoint;
  iterations: number;
  /** Greatest violation of the conditions of a least point, over the number of cases. */
  violation: number;
}

/** Cases of the sample that a start is found from. */
const SAMPLE = 20_000;
const MOST_ITERATIONS = 200;
/** Steps of the scaled coefficients below this end the search; Newton's next one would be about its square. */
const LEAST_STEP = 1e-10;
/** From here on, steps which still move a prediction by e^0.1 show that there is no least point. */
const SEPARATION_CHECK = 25;

/**
 * Newton's method from 0 with a backtracking line search. With an L1 penalty each step minimises the quadratic model
 * plus penalty by coordinate descent (Friedman, Hastie and Tibshirani, J. Stat. Software 33, 2010; Lee, Sun and
 * Saunders, SIAM J. Optim. 24, 2014). O(rows × columns²) a step, some ten steps.
 *
 * @param separated called with the direction in which the loss falls for ever; must throw
 */
export function minimiseLogistic(
  problem: LogisticProblem,
  penalty: Penalty,
  separated: (direction: Float64Array) => never,
): LogisticOptimum {
  const corners = penalty.l1.some((strength) => strength > 0);
  let point = startOf(problem, penalty);
  let at = evaluateLogistic(problem, point);
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    const step = corners ? proximalStep(point, at, penalty) : newtonStep(point, at, penalty);
    if (step === null) {
      if (iteration > 1) separated(point);
      throw new AnalyticsError('options.l2', 'is too small for columns that depend on each other: raise it');
    }
    const cost = at.loss + penaltyAt(point, penalty);
    const promised = promisedBy(step, point, at, penalty);
    let share = 1;
    let moved = plus(point, step, share);
    let next = evaluateLogistic(problem, moved);
    // Near the optimum the loss no longer tells points apart by more than its rounding: full steps are safe there.
    const close = -promised <= 1e-9 * (1 + cost);
    while (!close && next.loss + penaltyAt(moved, penalty) > cost + 1e-4 * share * promised) {
      share /= 2;
      if (share < 1e-10)
        throw new AnalyticsError('features', 'made the fit diverge: scale them to ordinary sizes');
      moved = plus(point, step, share);
      next = evaluateLogistic(problem, moved);
    }
    point = moved;
    at = next;
    const largest = step.reduce((most, move) => Math.max(most, Math.abs(move)), 0) * share;
    if (largest <= LEAST_STEP * (1 + point.reduce((most, value) => Math.max(most, Math.abs(value)), 0))) {
      return { point, at, iterations: iteration, violation: violationAt(point, at, penalty) / problem.rows };
    }
    const free = !corners && penalty.l2.every((strength) => strength === 0);
    if (free && iteration >= SEPARATION_CHECK && recedes(problem, step)) separated(step);
  }
  throw new AnalyticsError(
    'features',
    `allowed no convergence in ${MOST_ITERATIONS} steps: scale them or penalise`,
  );
}

/** The least point of a sample where cases are many: it saves half of the looks at all of them. Else the share of ones. */
function startOf(problem: LogisticProblem, { l1, l2 }: Penalty): Float64Array<ArrayBuffer> {
  const start = new Float64Array(problem.columns.length + 1);
  const ones = problem.outcome.reduce((sum, value) => sum + value, 0);
  start[0] = Math.log(ones / (problem.rows - ones));
  const step = Math.floor(problem.rows / SAMPLE);
  if (step < 4) return start;
  const sample = thinnedProblem(problem, step);
  const some = sample.outcome.reduce((sum, value) => sum + value, 0);
  if (some === 0 || some === sample.rows) return start;
  const weaker = (strengths: Float64Array): Float64Array => strengths.map((strength) => strength / step);
  try {
    const penalty = { l1: weaker(l1), l2: weaker(l2) };
    return Float64Array.from(minimiseLogistic(sample, penalty, refuse).point);
  } catch (error) {
    // A sample may be separated, or lack what a rare column says, where the whole is not.
    if (error instanceof AnalyticsError) return start;
    throw error;
  }
}

function refuse(): never {
  throw new AnalyticsError('outcome', 'is separated in a sample');
}

function newtonStep(point: Float64Array, at: LogisticPoint, { l2 }: Penalty): Float64Array | null {
  const size = point.length;
  const rows = Array.from({ length: size }, (_, j) => {
    const row = [...at.curvature.subarray(j * size, (j + 1) * size)];
    // A constant column has no curvature and no gradient: any positive diagonal keeps its coefficient at 0.
    row[j] = (row[j] as number) + (l2[j] as number) || 1;
    return row;
  });
  const factor = choleskyOf(rows);
  if (factor === null) return null;
  const slope = Array.from(point, (value, j) => -(at.gradient[j] as number) - (l2[j] as number) * value);
  return Float64Array.from(choleskySolve(factor, slope));
}

/** Coordinate descent on the quadratic model plus penalty until no coordinate moves. */
function proximalStep(point: Float64Array, at: LogisticPoint, { l1, l2 }: Penalty): Float64Array {
  const size = point.length;
  const { curvature } = at;
  const target = Float64Array.from(point);
  // Gradient of the quadratic model at `target`.
  const slope = Float64Array.from(
    at.gradient,
    (value, j) => value + (l2[j] as number) * (point[j] as number),
  );
  const sweep = (all: boolean): number => {
    let largest = 0;
    for (let j = 0; j < size; j++) {
      const before = target[j] as number;
      if (!all && before === 0) continue;
      const bend = (curvature[j * size + j] as number) + (l2[j] as number);
      if (bend === 0) continue;
      const wish = before - (slope[j] as number) / bend;
      const threshold = (l1[j] as number) / bend;
      const after = wish > threshold ? wish - threshold : wish < -threshold ? wish + threshold : 0;
      const move = after - before;
      if (move === 0) continue;
      target[j] = after;
      const row = j * size;
      for (let k = 0; k < size; k++) slope[k] = (slope[k] as number) + (curvature[row + k] as number) * move;
      slope[j] = (slope[j] as number) + (l2[j] as number) * move;
      largest = Math.max(largest, Math.abs(move));
    }
    return largest;
  };
  for (let round = 0; round < 200; round++) {
    if (sweep(true) <= 1e-13) break;
    for (let inner = 0; inner < 500 && sweep(false) > 1e-13; inner++);
  }
  return target.map((value, j) => value - (point[j] as number));
}

function plus(point: Float64Array, step: Float64Array, share: number): Float64Array<ArrayBuffer> {
  // The whole step is taken exactly, so that coefficients which it sets to 0 are 0.
  return Float64Array.from(point, (value, j) => value + share * (step[j] as number));
}

function penaltyAt(point: Float64Array, { l1, l2 }: Penalty): number {
  let sum = 0;
  for (let j = 1; j < point.length; j++) {
    const value = point[j] as number;
    sum += (l1[j] as number) * Math.abs(value) + 0.5 * (l2[j] as number) * value * value;
  }
  return sum;
}

/** By how much the cost would fall along `step` if it were straight: negative, 0 at a least point. */
function promisedBy(step: Float64Array, point: Float64Array, at: LogisticPoint, { l1, l2 }: Penalty): number {
  let sum = 0;
  for (let j = 0; j < step.length; j++) {
    const value = point[j] as number;
    const move = step[j] as number;
    sum += ((at.gradient[j] as number) + (l2[j] as number) * value) * move;
    sum += (l1[j] as number) * (Math.abs(value + move) - Math.abs(value));
  }
  return sum;
}

function violationAt(point: Float64Array, at: LogisticPoint, { l1, l2 }: Penalty): number {
  let worst = 0;
  for (let j = 0; j < point.length; j++) {
    const value = point[j] as number;
    const slope = (at.gradient[j] as number) + (l2[j] as number) * value;
    const corner = l1[j] as number;
    const miss =
      value === 0 ? Math.max(0, Math.abs(slope) - corner) : Math.abs(slope + corner * Math.sign(value));
    worst = Math.max(worst, miss);
  }
  return worst;
}

/**
 * Whether the cases are separated along `step`: it moves no prediction the wrong way (to within a hundredth of the
 * greatest move) and some by much. Then the loss falls along it for ever (Albert and Anderson, Biometrika 71, 1984).
 */
function recedes(problem: LogisticProblem, step: Float64Array): boolean {
  let most = 0;
  let least = 0;
  for (let i = 0; i < problem.rows; i++) {
    let move = step[0] as number;
    for (const [j, column] of problem.columns.entries()) {
      const spread = problem.spreads[j] as number;
      if (spread === 0) continue;
      move += ((step[j + 1] as number) * ((column[i] as number) - (problem.means[j] as number))) / spread;
    }
    const right = problem.outcome[i] === 1 ? move : -move;
    most = Math.max(most, right);
    least = Math.min(least, right);
  }
  return most > 0.1 && least >= -0.01 * most;
}
