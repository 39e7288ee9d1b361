/** The steps of k-means, each fit to run in a thread of its own: starts, then the improvement of the best one. */
import { randomStream } from '../special/random-stream.ts';
import { assign, type DescentLimits, descend, inertiaOf, type Room, roomFor } from './descend.ts';
import { EXACT_COUNT, improve } from './improve.ts';
import { countOf, type FlatPoints, sampleOf } from './points.ts';
import { seedCentres } from './seed-centres.ts';
import { squaredDistance } from './squared-distance.ts';

/** What all starts have in common. */
export interface Plan {
  clusters: number;
  limits: DescentLimits;
  improve: boolean;
}

/** Where one start ended. */
export interface Descent {
  centres: Float64Array;
  inertia: number;
  iterations: number;
}

/** Centres with the points that belong to them; `squared` are the distances of the points from their centres. */
export interface Partition extends Descent {
  labels: Int32Array;
  sizes: Int32Array;
}

/**
 * Of many points, a start looks at a sample of its own first, then at a larger one, so that on all points little is
 * left to do (Bradley and Fayyad, "Refining initial points for k-means clustering", 1998). Sizes by which.
 */
const SAMPLES = [1 << 14, 1 << 17];
/** Fewer points a cluster than this say too little. */
const LEAST_OF_CLUSTER = 256;
/** A sample pays where the set is at least so many times as large. */
const LEAST_RATIO = 4;

/** One start: seeds and descends. Depends on nothing but points, plan and seed. */
export function runStart(points: FlatPoints, { clusters, limits }: Plan, seed: number, room: Room): Descent {
  const random = randomStream(seed);
  const samples = SAMPLES.map((size) => Math.max(size, clusters * LEAST_OF_CLUSTER))
    .filter((size) => size * LEAST_RATIO <= countOf(points))
    .map((size) => sampleOf(points, size, random));
  const stages = [...samples, points];
  const [first = points] = stages;
  const centres = seedCentres(first, clusters, random, first === points ? room : roomFor(countOf(first)));
  let iterations = 0;
  for (const stage of stages) {
    iterations = descend(stage, centres, stage === points ? room : roomFor(countOf(stage)), limits);
  }
  return { centres, iterations, inertia: inertiaOf(points, centres, room.labels) };
}

/** The start of least inertia, the earlier of equals. */
export function bestOf(starts: readonly Descent[]): Descent {
  return starts.reduce((best, start) => (start.inertia < best.inertia ? start : best));
}

/**
 * Improves the best start. Up to `EXACT_COUNT` points, or with a tolerance of 0, it is then brought to rest: centres
 * are the means of their points and each point is with its nearest centre, both computed afresh, unless the
 * iterations run out before. Of more points each is with its nearest centre.
 */
export function complete(
  points: FlatPoints,
  { clusters, limits, improve: wanted }: Plan,
  best: Descent,
  seed: number,
  room: Room,
): Partition {
  const improved = wanted && clusters > 1 ? improve(points, best, limits, randomStream(seed), room) : best;
  const centres = improved.centres.slice();
  const { maxIterations } = limits;
  if (countOf(points) > EXACT_COUNT && limits.squaredShift > 0) {
    const inertia = assign(points, centres, room);
    return bySize(points, { centres, inertia, iterations: improved.iterations }, room.labels);
  }
  let iterations = descend(points, centres, room, { maxIterations, squaredShift: 0 });
  let inertia = assign(points, centres, room);
  // Sums that were kept up to date have gathered rounding errors; means computed afresh can move a last few points.
  for (let again = true; again && iterations < maxIterations; iterations++) {
    const { labels } = room;
    const exact = meansOf(points, labels, centres);
    const before = labels.slice();
    inertia = assign(points, exact, room);
    centres.set(exact);
    again = before.some((label, i) => label !== labels[i]);
  }
  return bySize(points, { centres, inertia, iterations: improved.iterations + iterations }, room.labels);
}

/** Clusters numbered by falling size, equal sizes by their centres' coordinates: alike from whatever seed. */
export function bySize(
  points: FlatPoints,
  { centres, inertia, iterations }: Descent,
  labels: Int32Array,
): Partition {
  const { dimensions } = points;
  const clusters = centres.length / dimensions;
  const sizes = new Int32Array(clusters);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const order = Array.from({ length: clusters }, (_, c) => c).sort((a, b) => {
    let difference = (sizes[b] as number) - (sizes[a] as number);
    for (let j = 0; j < dimensions && difference === 0; j++) {
      difference = (centres[a * dimensions + j] as number) - (centres[b * dimensions + j] as number);
    }
    return difference;
  });
  const ranks = new Int32Array(clusters);
  const sorted = new Float64Array(centres.length);
  for (const [rank, c] of order.entries()) {
    ranks[c] = rank;
    sorted.set(centres.subarray(c * dimensions, (c + 1) * dimensions), rank * dimensions);
  }
  return {
    centres: sorted,
    labels: labels.map((label) => ranks[label] as number),
    sizes: Int32Array.from(order, (c) => sizes[c] as number),
    inertia,
    iterations,
  };
}

/** Means of the points of each label; a label without points keeps its centre. */
function meansOf(
  { values, dimensions }: FlatPoints,
  labels: Int32Array,
  centres: Float64Array,
): Float64Array {
  const sums = new Float64Array(centres.length);
  const sizes = new Float64Array(centres.length / dimensions);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    sizes[label] = (sizes[label] as number) + 1;
    for (let j = 0; j < dimensions; j++) {
      const at = label * dimensions + j;
      sums[at] = (sums[at] as number) + (values[i * dimensions + j] as number);
    }
  }
  return sums.map((sum, at) => {
    const size = sizes[Math.floor(at / dimensions)] as number;
    return size === 0 ? (centres[at] as number) : sum / size;
  });
}

/** The mean over the dimensions of their variances, which makes a tolerance independent of the units. */
export function meanVariance(points: FlatPoints): number {
  const { values, dimensions } = points;
  const count = countOf(points);
  const means = new Float64Array(dimensions);
  for (let i = 0; i < values.length; ) {
    for (let j = 0; j < dimensions; j++, i++) means[j] = (means[j] as number) + (values[i] as number) / count;
  }
  let squares = 0;
  for (let i = 0; i < count; i++)
    squares += squaredDistance(values, i * dimensions, means, 0, dimensions) / count;
  return squares / dimensions;
}
