/** Sorts values[from…to) and drops repeats; returns the new end. */
export function sortDistinct(values: Int32Array, from: number, to: number): number {
  let ascending = true;
  for (let i = from + 1; i < to && ascending; i++)
    ascending = (values[i - 1] as number) < (values[i] as number);
  if (ascending) return to;
  values.subarray(from, to).sort();
  let end = from + 1;
  for (let i = from + 1; i < to; i++) {
    if (values[i] !== values[end - 1]) values[end++] = values[i] as number;
  }
  return end;
}
