/** One figure beside its reference, both measured in the same run. */
export interface BenchResult {
  name: string;
  /** What was measured, in a few words. */
  what: string;
  value: number;
  unit: string;
  /** What it is compared with, measured in the same run; null where only an aim exists. */
  reference: { what: string; value: number } | null;
  /** value ÷ reference. */
  ratio: number | null;
  aim: string;
  met: boolean;
}

/** A benchmark: a file of this folder with this as its default export. May give several figures. */
export type Bench = (log: (line: string) => void) => Promise<BenchResult[]>;

/** The middle of the measurements; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value below which the share q of the measurements lies (nearest rank). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))]!;
}
