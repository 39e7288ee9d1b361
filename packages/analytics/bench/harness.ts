/** One line of the table of ratios: what was measured, the same by a reference, and how many times faster. */
export interface Comparison {
  name: string;
  /** Milliseconds of one run, the median of several. */
  ours: number;
  /** Milliseconds of the reference on the same machine, or a stated figure. */
  reference: number;
  referenceName: string;
}

/** Median time of `repeat` runs after one to warm up, in milliseconds. The result goes to `sink` so that no run is optimised away. */
export function median(run: () => unknown, repeat = 7): number {
  sink(run());
  const times: number[] = [];
  for (let i = 0; i < repeat; i++) {
    const start = performance.now();
    sink(run());
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1] as number;
}

let sunk: unknown;
function sink(value: unknown): void {
  sunk = value === sunk ? null : value;
}

/** Prints the table: one line a comparison, `ratio` > 1 means faster than the reference. */
export function printTable(rows: readonly Comparison[]): void {
  console.table(
    rows.map((row) => ({
      what: row.name,
      'ours (ms)': Number(row.ours.toPrecision(4)),
      'reference (ms)': Number(row.reference.toPrecision(4)),
      ratio: Number((row.reference / row.ours).toPrecision(3)),
      reference: row.referenceName,
    })),
  );
}
