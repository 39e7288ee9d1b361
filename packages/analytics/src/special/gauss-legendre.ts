/** Numerical integration of smooth functions. */

const HALF_POINTS = 10;
const NODES = new Float64Array(2 * HALF_POINTS);
const WEIGHTS = new Float64Array(2 * HALF_POINTS);

// Nodes and weights of the 20-point rule, as roots of the Legendre polynomial found by Newton's method.
for (let i = 0; i < HALF_POINTS; i++) {
  const degree = 2 * HALF_POINTS;
  let x = Math.cos((Math.PI * (i + 0.75)) / (degree + 0.5));
  let slope = 0;
  for (let step = 0; step < 10; step++) {
    let previous = 1;
    let current = x;
    for (let k = 2; k <= degree; k++)
      [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
    slope = (degree * (x * current - previous)) / (x * x - 1);
    x -= current / slope;
  }
  const weight = 2 / ((1 - x * x) * slope * slope);
  NODES[i] = -x;
  NODES[degree - 1 - i] = x;
  WEIGHTS[i] = weight;
  WEIGHTS[degree - 1 - i] = weight;
}

/**
 * The integral of `f` from `from` to `to`, by the 20-point Gauss–Legendre rule on each of `panels` equal parts
 * (DLMF 3.5.15). Exact for polynomials of degree 39 on a part. O(20 × panels).
 */
export function gaussLegendre(from: number, to: number, panels: number, f: (x: number) => number): number {
  const half = (to - from) / panels / 2;
  let total = 0;
  for (let panel = 0; panel < panels; panel++) {
    const centre = from + (2 * panel + 1) * half;
    for (let i = 0; i < NODES.length; i++)
      total += (WEIGHTS[i] as number) * f(centre + half * (NODES[i] as number));
  }
  return total * half;
}
