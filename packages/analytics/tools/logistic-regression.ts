/** Rows of few non-zero values, with a target and a weight each. */
export interface TrainingRows {
  rowStarts: Int32Array;
  columnIds: Int32Array;
  values: Float32Array;
  targets: Float64Array;
  rowWeights: Float64Array;
  columns: number;
}

const MEMORY = 7;
const MOST_ROUNDS = 80;

/**
 * Weights of a logistic regression with an L2 penalty (the last one is the bias, which has none), by L-BFGS with
 * backtracking (Nocedal and Wright, Numerical Optimization, 7.4). Ends when the loss falls by less than 1 in 10⁵.
 */
export function trainLogistic(data: TrainingRows, penalty: number): Float64Array {
  const size = data.columns + 1;
  let weights = new Float64Array(size);
  let gradient = new Float64Array(size);
  let loss = lossAt(data, weights, penalty, gradient);
  const steps: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const direction = directionOf(gradient, steps);
    const slope = -dot(gradient, direction);
    let length = 1;
    let next = weights;
    let nextGradient = gradient;
    let nextLoss = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 20; attempt++) {
      next = weights.map((value, j) => value - length * (direction[j] as number));
      nextGradient = new Float64Array(size);
      nextLoss = lossAt(data, next, penalty, nextGradient);
      if (nextLoss <= loss + 1e-4 * length * slope) break;
      length /= 2;
    }
    const step = next.map((value, j) => value - (weights[j] as number));
    const change = nextGradient.map((value, j) => value - (gradient[j] as number));
    const curvature = dot(step, change);
    if (curvature > 1e-12) steps.push({ step, change, curvature });
    if (steps.length > MEMORY) steps.shift();
    const gain = (loss - nextLoss) / Math.max(1, Math.abs(nextLoss));
    weights = next;
    gradient = nextGradient;
    loss = nextLoss;
    if (gain < 1e-5) break;
  }
  return weights;
}

/** The inverse Hessian by its last steps, times the gradient. */
function directionOf(
  gradient: Float64Array,
  steps: readonly { step: Float64Array; change: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.slice();
  const factors: number[] = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const { step, change, curvature } = steps[i] as (typeof steps)[number];
    factors[i] = dot(step, direction) / curvature;
    addTimes(direction, change, -(factors[i] as number));
  }
  const last = steps.at(-1);
  const scale = last
    ? last.curvature / dot(last.change, last.change)
    : 1 / Math.sqrt(dot(gradient, gradient));
  for (let j = 0; j < direction.length; j++) direction[j] = (direction[j] as number) * scale;
  for (let i = 0; i < steps.length; i++) {
    const { step, change, curvature } = steps[i] as (typeof steps)[number];
    addTimes(direction, step, (factors[i] as number) - dot(change, direction) / curvature);
  }
  return direction;
}

function lossAt(data: TrainingRows, weights: Float64Array, penalty: number, gradient: Float64Array): number {
  const { rowStarts, columnIds, values, targets, rowWeights, columns } = data;
  let loss = 0;
  for (let i = 0; i < targets.length; i++) {
    const rowWeight = rowWeights[i] as number;
    if (rowWeight === 0) continue;
    const end = rowStarts[i + 1] as number;
    let score = weights[columns] as number;
    for (let k = rowStarts[i] as number; k < end; k++) {
      score += (weights[columnIds[k] as number] as number) * (values[k] as number);
    }
    const target = targets[i] as number;
    loss += rowWeight * (Math.log1p(Math.exp(-Math.abs(score))) + Math.max(0, score) - target * score);
    const error = rowWeight * (1 / (1 + Math.exp(-score)) - target);
    gradient[columns] = (gradient[columns] as number) + error;
    for (let k = rowStarts[i] as number; k < end; k++) {
      const column = columnIds[k] as number;
      gradient[column] = (gradient[column] as number) + error * (values[k] as number);
    }
  }
  for (let j = 0; j < columns; j++) {
    const weight = weights[j] as number;
    loss += 0.5 * penalty * weight * weight;
    gradient[j] = (gradient[j] as number) + penalty * weight;
  }
  return loss;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addTimes(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + factor * (from[i] as number);
}
