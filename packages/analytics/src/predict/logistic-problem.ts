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
    // In units of the largest value, so that no square overflows or vanishes.
    let largest = 0;
    for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(column[i] as number));
    const unit = largest || 1;
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += ((column[i] as number) / unit - mean) / (i + 1);
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += ((column[i] as number) / unit - mean) ** 2;
    const spread = Math.sqrt(squares / rows);
    means[j] = mean * unit;
    spreads[j] = spread > 1e-13 ? spread * unit : 0;
  }
  return { rows, columns, means, spreads, outcome };
}

/** Every so-manieth case of a problem, scaled as the whole. */
export function thinnedProblem(problem: LogisticProblem, step: number): LogisticProblem {
  const rows = Math.ceil(problem.rows / step);
  const thin = (column: Numbers): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => column[i * step] as number);
  return {
    ...problem,
    rows,
    columns: problem.columns.map(thin),
    outcome: Uint8Array.from({ length: rows }, (_, i) => problem.outcome[i * step] as number),
  };
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
      addProducts(curvature, j * size, j, weighted, values, count);
    }
  }
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) curvature[k * size + j] = curvature[j * size + k] as number;
  }
  return { loss, gradient, curvature };
}

/** Adds `weighted` times each of the columns 0 to `last`: four at a time, so that their sums do not wait for each other. */
function addProducts(
  sums: Float64Array,
  row: number,
  last: number,
  weighted: Float64Array,
  values: Float64Array,
  count: number,
): void {
  let k = 0;
  for (; k + 3 <= last; k += 4) {
    const a = k * BLOCK;
    const b = a + BLOCK;
    const c = b + BLOCK;
    const d = c + BLOCK;
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const w = weighted[i] as number;
      sumA += w * (values[a + i] as number);
      sumB += w * (values[b + i] as number);
      sumC += w * (values[c + i] as number);
      sumD += w * (values[d + i] as number);
    }
    sums[row + k] = (sums[row + k] as number) + sumA;
    sums[row + k + 1] = (sums[row + k + 1] as number) + sumB;
    sums[row + k + 2] = (sums[row + k + 2] as number) + sumC;
    sums[row + k + 3] = (sums[row + k + 3] as number) + sumD;
  }
  for (; k <= last; k++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += (weighted[i] as number) * (values[k * BLOCK + i] as number);
    sums[row + k] = (sums[row + k] as number) + sum;
  }
}
