/**
 * Puts the value of rank `rank` (0 is the least) where sorting would, everything smaller before it, everything
 * larger after, and returns it. Changes `values`. Floyd and Rivest's SELECT (CACM 18, 1975): O(n).
 */
export function selectRank(values: Float64Array, rank: number): number {
  select(values, rank, 0, values.length - 1);
  return values[rank] as number;
}

function select(values: Float64Array, rank: number, from: number, to: number): void {
  let left = from;
  let right = to;
  while (right > left) {
    if (right - left > 600) {
      // Select first in a sample around the wanted rank, so that the pivot is close to it.
      const size = right - left + 1;
      const offset = rank - left + 1;
      const logSize = Math.log(size);
      const sample = 0.5 * Math.exp((2 * logSize) / 3);
      const spread =
        0.5 * Math.sqrt((logSize * sample * (size - sample)) / size) * (offset < size / 2 ? -1 : 1);
      const low = Math.max(left, Math.floor(rank - (offset * sample) / size + spread));
      const high = Math.min(right, Math.floor(rank + ((size - offset) * sample) / size + spread));
      select(values, rank, low, high);
    }
    const pivot = values[rank] as number;
    let i = left;
    let j = right;
    swap(values, left, rank);
    if ((values[right] as number) > pivot) swap(values, left, right);
    while (i < j) {
      swap(values, i, j);
      i++;
      j--;
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
    }
    if (values[left] === pivot) swap(values, left, j);
    else {
      j++;
      swap(values, j, right);
    }
    if (j <= rank) left = j + 1;
    if (rank <= j) right = j - 1;
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i] as number;
  values[i] = values[j] as number;
  values[j] = kept;
}
