import { countOf, type FlatPoints } from './points.ts';

/** One dimension of all points. */
export function columnOf(points: FlatPoints, dimension: number): Float64Array {
  const column = new Float64Array(countOf(points));
  for (let i = 0; i < column.length; i++) {
    column[i] = points.values[i * points.dimensions + dimension] as number;
  }
  return column;
}

/** All dimensions, each as an array. */
export function columnsOf(points: FlatPoints): Float64Array[] {
  return Array.from({ length: points.dimensions }, (_, j) => columnOf(points, j));
}

/** Least and greatest value. */
export function rangeOf(column: Float64Array): { least: number; most: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of column) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** Mean and standard deviation of the values as a population (divided by n), in two passes; 0 exactly if all are equal. */
export function spreadOf(column: Float64Array): { mean: number; sd: number } {
  const { least, most } = rangeOf(column);
  if (least === most) return { mean: least, sd: 0 };
  let sum = 0;
  for (const value of column) sum += value / column.length;
  let squares = 0;
  let rest = 0;
  for (const value of column) {
    rest += value - sum;
    squares += (value - sum) ** 2;
  }
  const correction = rest / column.length;
  return { mean: sum + correction, sd: Math.sqrt(Math.max(0, squares / column.length - correction ** 2)) };
}
