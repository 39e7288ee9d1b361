import type { Random } from '../stats/types.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/** Rows in groups by direction. */
export interface Partition {
  /** Group of each row; -1 for a row without values. */
  groupOf: Int32Array;
  /** Unit vectors. */
  centres: Float64Array[];
  /** Cosine of each row with its centre. */
  similarity: Float64Array;
  /** Sum of the cosines. */
  objective: number;
}

const MOST_ROUNDS = 50;

/** The best of several starts of spherical k-means; rows must have length 1 or no values. */
export function sphericalKMeans(rows: SparseMatrix, k: number, random: Random, starts: number): Partition {
  const filled: number[] = [];
  for (let i = 0; i < rows.rows; i++) {
    if ((rows.rowStarts[i + 1] as number) > (rows.rowStarts[i] as number)) filled.push(i);
  }
  let best: Partition | undefined;
  for (let start = 0; start < starts; start++) {
    const found = oneStart(rows, filled, Math.min(k, filled.length), random);
    if (best === undefined || found.objective > best.objective) best = found;
  }
  return best as Partition;
}

function oneStart(rows: SparseMatrix, filled: number[], k: number, random: Random): Partition {
  const centres = seedCentres(rows, filled, k, random);
  const groupOf = new Int32Array(rows.rows).fill(-1);
  const similarity = new Float64Array(rows.rows);
  let objective = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = 0;
    objective = 0;
    for (const row of filled) {
      let bestGroup = 0;
      let bestCosine = Number.NEGATIVE_INFINITY;
      for (let g = 0; g < centres.length; g++) {
        const cosine = product(rows, row, centres[g] as Float64Array);
        if (cosine > bestCosine) {
          bestCosine = cosine;
          bestGroup = g;
        }
      }
      if (groupOf[row] !== bestGroup) changed++;
      groupOf[row] = bestGroup;
      similarity[row] = bestCosine;
      objective += bestCosine;
    }
    if (changed === 0) break;
    moveCentres(rows, filled, groupOf, similarity, centres);
  }
  return { groupOf, centres, similarity, objective };
}

/** k-means++ with 1 - cosine as the distance; stops early where no row differs from the centres there are. */
function seedCentres(rows: SparseMatrix, filled: number[], k: number, random: Random): Float64Array[] {
  const centres: Float64Array[] = [];
  const distance = new Float64Array(filled.length).fill(1);
  while (centres.length < k) {
    let total = 0;
    for (const d of distance) total += d;
    if (total <= 1e-9 * filled.length) break;
    let target = random() * total;
    let chosen = -1;
    for (let i = 0; i < filled.length; i++) {
      if ((distance[i] as number) <= 0) continue;
      chosen = i;
      target -= distance[i] as number;
      if (target < 0) break;
    }
    const centre = new Float64Array(rows.columns);
    addRow(rows, filled[chosen] as number, centre);
    centres.push(centre);
    for (let i = 0; i < filled.length; i++) {
      const far = 1 - product(rows, filled[i] as number, centre);
      distance[i] = Math.min(distance[i] as number, far < 1e-12 ? 0 : far);
    }
  }
  return centres;
}

/** Each centre becomes the direction of the sum of its rows; one without rows takes the row that fits its own worst. */
function moveCentres(
  rows: SparseMatrix,
  filled: number[],
  groupOf: Int32Array,
  similarity: Float64Array,
  centres: Float64Array[],
): void {
  const sizes = new Uint32Array(centres.length);
  for (const centre of centres) centre.fill(0);
  for (const row of filled) {
    const group = groupOf[row] as number;
    sizes[group] = (sizes[group] as number) + 1;
    addRow(rows, row, centres[group] as Float64Array);
  }
  for (let g = 0; g < centres.length; g++) {
    const centre = centres[g] as Float64Array;
    if (sizes[g] === 0) {
      let worst = filled[0] as number;
      for (const row of filled) if ((similarity[row] as number) < (similarity[worst] as number)) worst = row;
      addRow(rows, worst, centre);
      similarity[worst] = 1; // so that another empty centre takes another row
    }
    let squares = 0;
    for (const value of centre) squares += value * value;
    const length = Math.sqrt(squares);
    for (let c = 0; c < centre.length; c++) centre[c] = (centre[c] as number) / length;
  }
}

function product(rows: SparseMatrix, row: number, centre: Float64Array): number {
  let sum = 0;
  const end = rows.rowStarts[row + 1] as number;
  for (let i = rows.rowStarts[row] as number; i < end; i++) {
    sum += (rows.values[i] as number) * (centre[rows.columnIds[i] as number] as number);
  }
  return sum;
}

function addRow(rows: SparseMatrix, row: number, to: Float64Array): void {
  const end = rows.rowStarts[row + 1] as number;
  for (let i = rows.rowStarts[row] as number; i < end; i++) {
    const column = rows.columnIds[i] as number;
    to[column] = (to[column] as number) + (rows.values[i] as number);
  }
}
