/** Squared Euclidean distance of the point that begins at `p` in `a` and the one that begins at `q` in `b`. */
export function squaredDistance(
  a: Float64Array,
  p: number,
  b: Float64Array,
  q: number,
  dimensions: number,
): number {
  let sum = 0;
  for (let j = 0; j < dimensions; j++) {
    const difference = (a[p + j] as number) - (b[q + j] as number);
    sum += difference * difference;
  }
  return sum;
}
