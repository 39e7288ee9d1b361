import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { drawSeeds, randomStream } from '../special/random-stream.ts';
import type { Random } from '../stats/types.ts';
import { assign, type Room, roomFor } from './descend.ts';
import type { KMeansResult } from './k-means.ts';
import { bySize } from './k-means-steps.ts';
import { countOf, type FlatPoints, flatten, type Points, sampleOf } from './points.ts';
import { seedCentres } from './seed-centres.ts';
import { squaredDistance } from './squared-distance.ts';

/** How mini-batch k-means is run. */
export interface MiniBatchOptions {
  clusters: number;
  random: Random;
  /** Points a step; default 1,024. */
  batchSize?: number;
  /** Most steps; default 100 times through the points. */
  maxSteps?: number;
  /** Seedings on a sample, of which the best is used; default 3. */
  starts?: number;
}

/** Steps without a lower smoothed inertia before it stops. */
const PATIENCE = 10;
/** A cluster that has won no point by then starts anew. */
const GRACE = 10;
/** Points a cluster of which the seedings see a sample. */
const SAMPLE_OF_CLUSTER = 256;

/**
 * K-means for sets too large to go through often: each step draws some points with repetition and moves their
 * nearest centres towards them, ever less the more points a centre has had (Sculley, "Web-scale k-means clustering",
 * WWW 2010). Ends when the inertia of the batches, smoothed, stops falling; then each point is assigned once.
 * Its inertia is commonly some per cent above that of `kMeans`. O(steps · batch · k d + n k d).
 *
 * @returns as `kMeans`; `iterations` are steps. Centres lie near the means of their points, not on them
 * @throws AnalyticsError as `kMeans` does
 * @example miniBatchKMeans({ values, dimensions: 8 }, { clusters: 20, random }).centres;
 */
export function miniBatchKMeans(points: Points, options: MiniBatchOptions): KMeansResult {
  const { clusters, random, batchSize = 1024, starts = 3 } = options;
  const flat = flatten(points);
  const count = countOf(flat);
  const { maxSteps = 100 * Math.ceil(count / batchSize) } = options;
  requireInteger('options.clusters', clusters, 1);
  requireInteger('options.batchSize', batchSize, 1);
  requireInteger('options.starts', starts, 1);
  requireInteger('options.maxSteps', maxSteps, 1);
  if (clusters > count) {
    throw new AnalyticsError(
      'options.clusters',
      `must not exceed the number of points (${count}), but is ${clusters}`,
    );
  }
  const [seed = 0, ...seeds] = drawSeeds(random, starts + 1);
  const stream = randomStream(seed);
  const size = Math.max(3 * batchSize, clusters * SAMPLE_OF_CLUSTER);
  const sample = sampleOf(flat, size, stream);
  const sampleRoom = roomFor(countOf(sample));
  const [centres = new Float64Array()] = seeds
    .map((own) => seedCentres(sample, clusters, randomStream(own), sampleRoom))
    .map((seeded) => ({ seeded, inertia: assign(sample, seeded, sampleRoom) }))
    .sort((a, b) => a.inertia - b.inertia)
    .map(({ seeded }) => seeded);
  const steps = walk(flat, centres, { batchSize, maxSteps }, stream);
  const room: Pick<Room, 'labels' | 'squared'> = {
    labels: new Int32Array(count),
    squared: new Float64Array(count),
  };
  const inertia = assign(flat, centres, room);
  const partition = bySize(flat, { centres, inertia, iterations: steps }, room.labels);
  return { ...partition, dimensions: flat.dimensions };
}

/** Moves the centres batch by batch. @returns the number of steps */
function walk(
  { values, dimensions }: FlatPoints,
  centres: Float64Array,
  { batchSize, maxSteps }: { batchSize: number; maxSteps: number },
  random: () => number,
): number {
  const count = values.length / dimensions;
  const clusters = centres.length / dimensions;
  const won = new Float64Array(clusters);
  const sums = new Float64Array(centres.length);
  const sizes = new Float64Array(clusters);
  const weight = Math.min(1, (2 * batchSize) / (count + 1));
  let smoothed = Number.NaN;
  let least = Number.POSITIVE_INFINITY;
  let waited = 0;
  for (let step = 1; step <= maxSteps; step++) {
    sums.fill(0);
    sizes.fill(0);
    let inertia = 0;
    for (let drawn = 0; drawn < batchSize; drawn++) {
      const from = Math.min(count - 1, Math.floor(random() * count)) * dimensions;
      let nearest = 0;
      let distance = Number.POSITIVE_INFINITY;
      for (let c = 0; c < clusters; c++) {
        const other = squaredDistance(values, from, centres, c * dimensions, dimensions);
        if (other < distance) {
          distance = other;
          nearest = c;
        }
      }
      inertia += distance;
      sizes[nearest] = (sizes[nearest] as number) + 1;
      const to = nearest * dimensions;
      for (let j = 0; j < dimensions; j++)
        sums[to + j] = (sums[to + j] as number) + (values[from + j] as number);
    }
    for (let c = 0; c < clusters; c++) {
      const size = sizes[c] as number;
      won[c] = (won[c] as number) + size;
      if (size === 0) {
        if (step === GRACE && won[c] === 0) restart(values, dimensions, centres, c, random);
        continue;
      }
      for (let at = c * dimensions; at < (c + 1) * dimensions; at++) {
        const centre = centres[at] as number;
        centres[at] = centre + ((sums[at] as number) - size * centre) / (won[c] as number);
      }
    }
    smoothed = Number.isNaN(smoothed) ? inertia : smoothed + weight * (inertia - smoothed);
    waited = smoothed < least ? 0 : waited + 1;
    least = Math.min(least, smoothed);
    if (waited >= PATIENCE) return step;
  }
  return maxSteps;
}

function restart(
  values: Float64Array,
  dimensions: number,
  centres: Float64Array,
  cluster: number,
  random: () => number,
): void {
  const count = values.length / dimensions;
  const from = Math.min(count - 1, Math.floor(random() * count)) * dimensions;
  centres.set(values.subarray(from, from + dimensions), cluster * dimensions);
}
