/** The distribution of one cell of a 2 × 2 table with its margins fixed. */
export interface Hypergeometric {
  /** Smallest value that the margins allow for the cell. */
  lowest: number;
  /** Probabilities of `lowest`, `lowest + 1`, …; they sum to 1. */
  probabilities: Float64Array;
}

/**
 * Probabilities of the top left cell, given the row sums and the first column's sum. By the ratio of neighbours
 * outwards from the mode, then scaled to sum to 1: no factorials, so no digits lost at any size. O(support).
 */
export function hypergeometric(row1: number, row2: number, column1: number): Hypergeometric {
  const lowest = Math.max(0, column1 - row2);
  const highest = Math.min(row1, column1);
  const probabilities = new Float64Array(highest - lowest + 1);
  const mode = Math.floor(((row1 + 1) * (column1 + 1)) / (row1 + row2 + 2));
  const start = Math.min(highest, Math.max(lowest, mode)) - lowest;
  probabilities[start] = 1;
  let total = 1;
  for (let i = start + 1; i < probabilities.length; i++) {
    const k = lowest + i - 1;
    const ratio = ((row1 - k) * (column1 - k)) / ((k + 1) * (row2 - column1 + k + 1));
    probabilities[i] = (probabilities[i - 1] as number) * ratio;
    total += probabilities[i] as number;
  }
  for (let i = start - 1; i >= 0; i--) {
    const k = lowest + i;
    const ratio = ((k + 1) * (row2 - column1 + k + 1)) / ((row1 - k) * (column1 - k));
    probabilities[i] = (probabilities[i + 1] as number) * ratio;
    total += probabilities[i] as number;
  }
  for (let i = 0; i < probabilities.length; i++) probabilities[i] = (probabilities[i] as number) / total;
  return { lowest, probabilities };
}
