import type { Room } from './descend.ts';
import type { FlatPoints } from './points.ts';
import { squaredDistance } from './squared-distance.ts';

/** Each sweep looks at all points. */
const SWEEPS = 100;
/** A gain below this share of the two squared distances is rounding. */
const LEAST_GAIN = 1e-12;

/**
 * Hartigan's step (Clustering Algorithms, 1975): moves single points from cluster a to b where that lowers the
 * inertia with both centres moved along, that is where n_b d_b² / (n_b + 1) < n_a d_a² / (n_a − 1). Nearest centres
 * need not be a rest for it, but its rest is one for them, so it ends lower than Lloyd's iterations can. Changes
 * `centres` and `room.labels`. O(n k d) a sweep.
 */
export function movePoints(
  { values, dimensions }: FlatPoints,
  centres: Float64Array,
  { labels }: Room,
): void {
  const clusters = centres.length / dimensions;
  const sizes = new Float64Array(clusters);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  let still = 0; // points in a row that stayed
  for (let sweep = 0; sweep < SWEEPS && still < labels.length; sweep++) {
    for (let i = 0; i < labels.length && still < labels.length; i++) {
      still++;
      const from = i * dimensions;
      const old = labels[i] as number;
      const size = sizes[old] as number;
      if (size < 2) continue;
      const leaving =
        (squaredDistance(values, from, centres, old * dimensions, dimensions) * size) / (size - 1);
      let now = old;
      let least = leaving * (1 - LEAST_GAIN);
      for (let c = 0; c < clusters; c++) {
        if (c === old) continue;
        const other = sizes[c] as number;
        const joining =
          (squaredDistance(values, from, centres, c * dimensions, dimensions) * other) / (other + 1);
        if (joining < least) {
          least = joining;
          now = c;
        }
      }
      if (now === old) continue;
      const joined = (sizes[now] as number) + 1;
      for (let j = 0; j < dimensions; j++) {
        const value = values[from + j] as number;
        const left = centres[old * dimensions + j] as number;
        const met = centres[now * dimensions + j] as number;
        centres[old * dimensions + j] = left - (value - left) / (size - 1);
        centres[now * dimensions + j] = met + (value - met) / joined;
      }
      sizes[old] = size - 1;
      sizes[now] = joined;
      labels[i] = now;
      still = 0;
    }
  }
}
