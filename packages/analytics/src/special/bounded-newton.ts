/** Minimising a smooth function of a few bounded parameters to the last digits that its gradient holds. */
import { choleskyOf, choleskySolve } from './cholesky.ts';

/** A value with its derivatives by each parameter. */
export interface ValueAndGradient {
  value: number;
  gradient: number[];
}

const MOST_STEPS = 200;

/**
 * The least point of `f` near `start` inside the bounds: Newton's method with second derivatives from differences of
 * the gradient, damped where they are not positive (Levenberg and Marquardt), parameters at a bound which the gradient
 * pushes outwards held there. O(steps × parameters) evaluations.
 */
export function boundedNewton(
  f: (point: readonly number[]) => ValueAndGradient,
  start: readonly number[],
  { lower, upper }: { lower: number; upper: number },
): ValueAndGradient & { point: number[] } {
  const inside = (x: number): number => Math.min(upper, Math.max(lower, x));
  let point = start.map(inside);
  let at = f(point);
  let damping = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const free = point.map((x, i) => !heldAt(x, at.gradient[i] as number, lower, upper));
    const steepest = Math.max(0, ...at.gradient.map((slope, i) => (free[i] ? Math.abs(slope) : 0)));
    if (steepest <= 1e-13 * (1 + Math.abs(at.value))) break;
    const hessian = hessianAt(f, point);
    let moved = false;
    for (let attempt = 0; attempt < 60 && !moved; attempt++) {
      const direction = solveDamped(hessian, at.gradient, free, damping);
      if (direction) {
        const next = point.map((x, i) => inside(x + (direction[i] as number)));
        const there = f(next);
        const gain = at.value - there.value;
        const calmer =
          Math.max(...there.gradient.map((slope, i) => (free[i] ? Math.abs(slope) : 0))) < steepest;
        // Where the value cannot tell points apart any more, the gradient still can.
        if (gain > 0 || (gain > -1e-13 * Math.abs(at.value) && calmer)) {
          point = next;
          at = there;
          damping = damping < 1e-8 ? 0 : damping / 10;
          moved = true;
          continue;
        }
      }
      damping = damping === 0 ? 1e-6 : damping * 10;
    }
    if (!moved) break;
  }
  return { point, ...at };
}

function heldAt(x: number, slope: number, lower: number, upper: number): boolean {
  return (x <= lower && slope > 0) || (x >= upper && slope < 0);
}

function hessianAt(f: (point: readonly number[]) => ValueAndGradient, point: readonly number[]): number[][] {
  const step = 1e-5;
  const rows = point.map((x, i) => {
    const above = f(point.with(i, x + step)).gradient;
    const below = f(point.with(i, x - step)).gradient;
    return above.map((slope, j) => (slope - (below[j] as number)) / (2 * step));
  });
  return rows.map((row, i) => row.map((value, j) => (value + (rows[j]?.[i] as number)) / 2));
}

/** Newton's step with the diagonal raised; null where the matrix is not positive. */
function solveDamped(
  hessian: readonly number[][],
  gradient: readonly number[],
  free: readonly boolean[],
  damping: number,
): number[] | null {
  const largest = Math.max(1e-12, ...hessian.map((row, i) => Math.abs(row[i] as number)));
  const matrix = hessian.map((row, i) =>
    row.map((value, j) => (free[i] && free[j] ? value + (i === j ? damping * largest : 0) : i === j ? 1 : 0)),
  );
  if (matrix.some((row, i) => !((row[i] as number) > 0))) return null;
  const factor = choleskyOf(matrix);
  return (
    factor &&
    choleskySolve(
      factor,
      gradient.map((slope, i) => (free[i] ? -slope : 0)),
    )
  );
}
