/** Minimising a function of a few parameters without its derivatives. */

/**
 * A point near `start` where `f` is least, by the downhill simplex (Nelder and Mead, Computer Journal 7, 1965), with
 * the usual coefficients. A value that is not finite counts as infinitely bad. O(evaluations × dimensions).
 *
 * @param step first size of the simplex in each parameter
 * @returns the best point and its value
 */
export function nelderMead(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  {
    step = 0.5,
    tolerance = 1e-10,
    evaluations = 400,
  }: { step?: number; tolerance?: number; evaluations?: number } = {},
): { point: number[]; value: number } {
  let used = 0;
  const evaluate = (point: number[]): { point: number[]; value: number } => {
    used++;
    const value = f(point);
    return { point, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  const size = start.length;
  let simplex = [evaluate([...start])];
  for (let i = 0; i < size; i++) simplex.push(evaluate(start.map((x, j) => (i === j ? x + step : x))));
  while (used < evaluations) {
    simplex = simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0] as (typeof simplex)[number];
    const worst = simplex[size] as (typeof simplex)[number];
    const second = simplex[size - 1] as (typeof simplex)[number];
    if (worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance)) break;
    const centre = start.map(
      (_, j) => simplex.slice(0, size).reduce((sum, vertex) => sum + (vertex.point[j] as number), 0) / size,
    );
    const along = (by: number) => evaluate(centre.map((c, j) => c + by * (c - (worst.point[j] as number))));
    const reflected = along(1);
    if (reflected.value < best.value) {
      const expanded = along(2);
      simplex[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < second.value) {
      simplex[size] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[size] = contracted;
      else {
        simplex = simplex.map((vertex, i) =>
          i === 0 ? vertex : evaluate(vertex.point.map((x, j) => ((best.point[j] as number) + x) / 2)),
        );
      }
    }
  }
  return simplex.reduce((a, b) => (b.value < a.value ? b : a));
}
