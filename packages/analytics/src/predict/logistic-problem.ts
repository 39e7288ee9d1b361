/** The logistic loss of a set of cases with its derivatives, in one pass over the data. */
import type { Numbers } from '../checks.ts';
import type { Features } from './features.ts';

/** Cases of a block, so that its scaled values stay in the cache while the second derivatives are summed. */
const BLOCK = 256;

/**
 * Columns are centred and divided by their standard deviation on the way: the intercept then decouples from the
 * coefficients, and columns in different units do not cost digits.
 */
export interface LogisticProblem {
  rows: number;
  columns: readonly Numbers[];
  means: Float64Array;
  /** Standard deviations; 0 for a constant column. */
  spreads: Float64Array;
  outcome: Uint8Array;
}

/** Loss, gradient, and second derivatives (row by row, intercept first), at one point. */
export interface LogisticPoint {
  loss: number;
  gradient: Float64Array;
  curvature: Float64Array;
}

export function logisticProblem({ rows, columns }: Features, outcome: Uint8Array): LogisticProblem {
  const means = new Float64Array(columns.length);
  const spreads = new Float64Array(columns.length);
  for (const [j, column] of columns.entries()) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += ((column[i] as number) - mean) / (i + 1);
    let squares = 0;
    let largest = 0;
    for (let i = 0; i < rows; i++) {
      const value = column[i] as number;
      squares += (value - mean) ** 2;
      largest = Math.max(largest, Math.abs(value));
    }
    means[j] = mean;
    const spread = Math.sqrt(squares / rows);
    spreads[j] = spread > 1e-13 * largest ? spread : 0;
  }
  return { rows, columns, means, spreads, outcome };
}

/**
 * @param point the intercept and then the coefficient of each scaled column
 * @returns loss Σ log(1 + exp(-s η)), s = ±1 by outcome, with derivatives; O(rows × columns²)
 */
export function evaluateLogistic(problem: LogisticProblem, point: Float64Array): LogisticPoint {
  const { rows, columns, means, spreads, outcome } = problem;
  const size = columns.length + 1;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const values = new Float64Array(size * BLOCK).fill(1, 0, BLOCK);
  const weighted = new Float64Array(BLOCK);
  const predictor = new Float64Array(BLOCK);
  const residual = new Float64Array(BLOCK);
  const weight = new Float64Array(BLOCK);
  let loss = 0;
  for (let start = 0; start < rows; start += BLOCK) {
    const count = Math.min(BLOCK, rows - start);
    predictor.fill(point[0] as number);
    for (let j = 1; j < size; j++) {
      const column = columns[j - 1] as Numbers;
      const mean = means[j - 1] as number;
      const scale = spreads[j - 1] === 0 ? 0 : 1 / (spreads[j - 1] as number);
      const coefficient = point[j] as number;
      const base = j * BLOCK;
      for (let i = 0; i < count; i++) {
        const value = ((column[start + i] as number) - mean) * scale;
        values[base + i] = value;
        predictor[i] = (predictor[i] as number) + coefficient * value;
      }
    }
    for (let i = 0; i < count; i++) {
      const eta = predictor[i] as number;
      const small = Math.exp(-Math.abs(eta));
      const positive = outcome[start + i] === 1;
      const share = 1 / (1 + small);
      const wrong = eta > 0 !== positive;
      loss += Math.log1p(small) + (wrong ? Math.abs(eta) : 0);
      // The chance of the other outcome, without cancellation where it is tiny.
      const miss = wrong ? share : small * share;
      residual[i] = positive ? -miss : miss;
      weight[i] = small * share * share;
    }
    for (let j = 0; j < size; j++) {
      const base = j * BLOCK;
      let slope = 0;
      for (let i = 0; i < count; i++) {
        const value = values[base + i] as number;
        slope += (residual[i] as number) * value;
        weighted[i] = (weight[i] as number) * value;
      }
      gradient[j] = (gradient[j] as number) + slope;
      for (let k = 0; k <= j; k++) {
        curvature[j * size + k] =
          (curvature[j * size + k] as number) + dot(weighted, values, k * BLOCK, count);
      }
    }
  }
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) curvature[k * size + j] = curvature[j * size + k] as number;
  }
  return { loss, gradient, curvature };
}

/** Two sums in turn: the additions of one do not wait for those of the other. */
function dot(a: Float64Array, b: Float64Array, from: number, count: number): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < count; i += 2) {
    even += (a[i] as number) * (b[from + i] as number);
    odd += (a[i + 1] as number) * (b[from + i + 1] as number);
  }
  if (i < count) even += (a[i] as number) * (b[from + i] as number);
  return even + odd;
}
