import { type FlatPoints, kMeans, silhouette } from '../src/cluster/index.ts';
import { kMeansParallel } from '../src/cluster/k-means-parallel.ts';
import { normals, seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/** Milliseconds of scikit-learn on the two cores of a cloud machine: KMeans(n_clusters=5, n_init=10), 1 M × 8. */
const STATED = { separated: 1300, overlapping: 3900 };

/** A million points around five centres between −10 and 10. */
function blobs(spread: number, count = 1_000_000): FlatPoints & { labels: Int32Array } {
  const random = seeded(1);
  const normal = normals(random);
  const dimensions = 8;
  const centres = Array.from({ length: 5 * dimensions }, () => 20 * random() - 10);
  const labels = Int32Array.from({ length: count }, () => Math.floor(5 * random()));
  const values = new Float64Array(count * dimensions);
  for (let at = 0; at < values.length; at++) {
    const label = labels[Math.floor(at / dimensions)] as number;
    values[at] = (centres[label * dimensions + (at % dimensions)] as number) + spread * normal();
  }
  return { values, dimensions, labels };
}

export default async function run(): Promise<Comparison[]> {
  const rows: Comparison[] = [];
  for (const [kind, spread] of [
    ['separated', 1],
    ['overlapping', 10],
  ] as const) {
    const points = blobs(spread);
    const referenceName = 'scikit-learn KMeans on two cores (stated)';
    const name = `cluster: 1 M × 8 ${kind}, k = 5, 10 starts`;
    const reference = STATED[kind];
    const options = () => ({ clusters: 5, random: seeded(3) });
    rows.push({ name, ours: median(() => kMeans(points, options()), 3), reference, referenceName });
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      await kMeansParallel(points, options());
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    rows.push({ name: `${name}, two threads`, ours: times[1] as number, reference, referenceName });
  }
  const points = blobs(3, 100_000);
  const measured = 50;
  rows.push({
    name: `cluster: silhouettes of ${measured} among 100 k × 8 points`,
    ours: median(() => silhouette(points, points.labels, { sample: measured, random: seeded(1) }), 3),
    reference: median(() => plainDistances(points, measured), 1),
    referenceName: 'the distances only, of rows by Math.hypot',
  });
  return rows;
}

function plainDistances(
  { values, dimensions, labels }: FlatPoints & { labels: Int32Array },
  measured: number,
): number {
  const rows = Array.from(labels, (_, i) => [...values.subarray(i * dimensions, (i + 1) * dimensions)]);
  let total = 0;
  for (const row of rows.slice(0, measured)) {
    for (const other of rows) total += Math.hypot(...row.map((x, k) => x - (other[k] as number)));
  }
  return total;
}
