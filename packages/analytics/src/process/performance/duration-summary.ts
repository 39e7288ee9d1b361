import { selectRank } from '../../stats/select-rank.ts';

/** Many durations in few numbers, all in milliseconds. */
export interface DurationSummary {
  /** How many durations there are. */
  count: number;
  /** How many of them were negative, as clocks that disagree make them; they count as 0. */
  negative: number;
  total: number;
  mean: number;
  /** Quantiles of type 7: between neighbours by straight line. */
  median: number;
  p95: number;
  min: number;
  max: number;
}

/**
 * Sums durations up. Changes `values`, which must hold no NaN: negative ones become 0, and the order goes. O(n).
 *
 * @returns null if there is no duration
 */
export function summarizeInPlace(values: Float64Array): DurationSummary | null {
  const count = values.length;
  if (count === 0) return null;
  let negative = 0;
  let total = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < count; i++) {
    let value = values[i] as number;
    if (value < 0) {
      negative++;
      value = 0;
      values[i] = 0;
    }
    total += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const median = quantileInPlace(values, 0.5);
  return {
    count,
    negative,
    total,
    mean: total / count,
    median,
    p95: quantileInPlace(values, 0.95),
    min,
    max,
  };
}

function quantileInPlace(values: Float64Array, q: number): number {
  const position = (values.length - 1) * q;
  const rank = Math.floor(position);
  const low = selectRank(values, rank);
  if (rank === position) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let i = rank + 1; i < values.length; i++) if ((values[i] as number) < high) high = values[i] as number;
  return low === high ? low : low * (1 - (position - rank)) + high * (position - rank);
}

/**
 * Sums durations up group by group.
 *
 * @param groupOf per duration its group, or -1 for none
 * @param values per duration its length; NaN is passed over
 */
export function summarizeGroups(
  groups: number,
  groupOf: Int32Array,
  values: Float64Array,
): (DurationSummary | null)[] {
  const start = new Int32Array(groups + 1);
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i] as number;
    if (group >= 0 && !Number.isNaN(values[i])) start[group + 1] = (start[group + 1] as number) + 1;
  }
  for (let g = 0; g < groups; g++) start[g + 1] = (start[g + 1] as number) + (start[g] as number);
  const next = start.slice(0, groups);
  const sorted = new Float64Array(start[groups] as number);
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i] as number;
    if (group < 0 || Number.isNaN(values[i])) continue;
    const at = next[group] as number;
    next[group] = at + 1;
    sorted[at] = values[i] as number;
  }
  return Array.from({ length: groups }, (_, g) => summarizeInPlace(sorted.subarray(start[g], start[g + 1])));
}
