import { requireInteger, requireNotNegative } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { drawSeeds } from '../special/random-stream.ts';
import type { Random } from '../stats/types.ts';
import { roomFor } from './descend.ts';
import { bestOf, complete, meanVariance, type Partition, type Plan, runStart } from './k-means-steps.ts';
import { countOf, type FlatPoints, flatten, type Points } from './points.ts';

/** How k-means is run. */
export interface KMeansOptions {
  /** How many clusters, from 1 to the number of points. */
  clusters: number;
  /** Where chance comes from; the same stream gives the same result. */
  random: Random;
  /** Independent starts, of which the best goes on; default 10. */
  starts?: number;
  /** Most iterations of a start; default 300. */
  maxIterations?: number;
  /** A start rests when the centres' squared moves sum to at most this part of the mean variance; default 1e-4. */
  tolerance?: number;
  /** Whether the best start is taken out of a local optimum by moving single centres; default true. */
  improve?: boolean;
}

/** Points in clusters. Clusters are numbered from 0 by falling size. */
export interface KMeansResult {
  /** Centre of cluster `c`: `centres.subarray(c * dimensions, (c + 1) * dimensions)`. */
  centres: Float64Array;
  dimensions: number;
  /** Cluster of each point. */
  labels: Int32Array;
  sizes: Int32Array;
  /** Sum of the squared distances of the points from their centres. */
  inertia: number;
  /** Iterations of the best start up to its rest. */
  iterations: number;
}

/**
 * Groups of points that lie together: k centres such that the squared distances of the points from their nearest
 * centre sum to as little as can be found.
 *
 * Several starts by greedy k-means++ (Arthur and Vassilvitskii, 2007), each moved downhill by Lloyd's iterations with
 * Hamerly's bounds (2010) until the centres move less than the tolerance; the best of them is improved by moves of
 * single centres and brought to rest exactly. Distances have the units of the points: scale them before
 * (`standardize`). O(starts · iterations · n k d) at worst; the bounds save most of it.
 *
 * Fewer distinct points than clusters leave the surplus clusters with size 0, their centres on one of the points.
 *
 * @throws AnalyticsError if there is no point, a coordinate is not finite, `clusters` exceeds the points, or an option
 * is out of its range
 * @example kMeans({ values, dimensions: 3 }, { clusters: 5, random }).sizes;
 */
export function kMeans(points: Points, options: KMeansOptions): KMeansResult {
  const flat = flatten(points);
  const { plan, seeds } = planOf(flat, options);
  return solve(flat, plan, seeds);
}

/** All starts one after the other, then the completion. */
export function solve(points: FlatPoints, plan: Plan, seeds: readonly number[]): KMeansResult {
  const room = roomFor(countOf(points));
  const starts = seeds.slice(1).map((seed) => runStart(points, plan, seed, room));
  return resultOf(points, complete(points, plan, bestOf(starts), seeds[0] as number, room));
}

/** Checked options, and a seed for the improvement followed by one for each start. */
export function planOf(
  points: FlatPoints,
  { clusters, random, starts = 10, maxIterations = 300, tolerance = 1e-4, improve = true }: KMeansOptions,
): { plan: Plan; seeds: number[] } {
  requireInteger('options.clusters', clusters, 1);
  requireInteger('options.starts', starts, 1);
  requireInteger('options.maxIterations', maxIterations, 1);
  requireNotNegative('options.tolerance', tolerance);
  const count = countOf(points);
  if (clusters > count) {
    throw new AnalyticsError(
      'options.clusters',
      `must not exceed the number of points (${count}), but is ${clusters}`,
    );
  }
  const limits = { maxIterations, squaredShift: tolerance * meanVariance(points) };
  return { plan: { clusters, limits, improve }, seeds: drawSeeds(random, starts + 1) };
}

/** The result as it is given out. */
export function resultOf({ dimensions }: FlatPoints, partition: Partition): KMeansResult {
  const { centres, labels, sizes, inertia, iterations } = partition;
  return { centres, dimensions, labels, sizes, inertia, iterations };
}
