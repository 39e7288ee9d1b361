import { requireInteger, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import { adjustedRandIndex } from './adjusted-rand-index.ts';
import { assignClusters } from './assign-clusters.ts';
import { type KMeansOptions, kMeans } from './k-means.ts';
import { countOf, flatten, type Points, pick } from './points.ts';

/** How the sets are drawn on which the clustering is repeated. */
export interface StabilityOptions extends KMeansOptions {
  /** `subsample` draws a share of the points without repetition, `bootstrap` as many as there are with; default `subsample`. */
  draw?: 'subsample' | 'bootstrap';
  /** Share of the points in a subsample; default 0.5. */
  share?: number;
  /** Default 20. */
  rounds?: number;
}

/** Whether the same clusters are found again. */
export interface ClusterStability {
  /** Mean adjusted Rand index of the repetitions against the clustering of all points; from about 0.75 on, stable. */
  mean: number;
  standardError: number;
  /** The index of each repetition. */
  values: number[];
  /** For each cluster, the mean share |A ∩ B| / |A ∪ B| with its most similar one in a repetition. */
  jaccard: number[];
  /** The clustering of all points that was compared with. */
  labels: Int32Array;
}

/**
 * Are the clusters in the data, or in the method? Repeats k-means on parts of the points, gives all points to the
 * centres found there, and compares with the clustering of all points by the adjusted Rand index; each cluster by its
 * best Jaccard share (Hennig, "Cluster-wise assessment of cluster stability", 2007: below 0.6 it should not be
 * trusted, from 0.85 on it is very stable). O(rounds) times k-means.
 *
 * @throws AnalyticsError as `kMeans` does, if `rounds` is below 2, `share` not between 0 and 1, or a part would have
 * fewer points than clusters
 * @example clusterStability(points, { clusters: 5, random }).mean;
 */
export function clusterStability(points: Points, options: StabilityOptions): ClusterStability {
  const { draw = 'subsample', share = 0.5, rounds = 20, ...kMeansOptions } = options;
  const { clusters, random } = options;
  requireInteger('options.rounds', rounds, 2);
  requireOpenShare('options.share', share);
  const flat = flatten(points);
  const count = countOf(flat);
  const { labels } = kMeans(flat, kMeansOptions);
  const size = draw === 'bootstrap' ? count : Math.round(share * count);
  if (size < clusters) {
    throw new AnalyticsError(
      'options.share',
      `leaves ${size} of ${count} points, fewer than options.clusters (${clusters})`,
    );
  }
  const values: number[] = [];
  const jaccard = new Float64Array(clusters);
  for (let round = 0; round < rounds; round++) {
    const places = draw === 'bootstrap' ? drawWith(count, random) : drawWithout(count, size, random);
    const model = kMeans(pick(flat, places), kMeansOptions);
    const again = assignClusters(flat, model).labels;
    values.push(adjustedRandIndex(labels, again));
    for (const [c, best] of bestJaccards(labels, again, clusters).entries()) {
      jaccard[c] = (jaccard[c] as number) + best / rounds;
    }
  }
  const mean = values.reduce((a, b) => a + b, 0) / rounds;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return {
    mean,
    standardError: Math.sqrt(squares / (rounds - 1) / rounds),
    values,
    jaccard: [...jaccard],
    labels,
  };
}

function drawWith(count: number, random: Random): Int32Array {
  return Int32Array.from({ length: count }, () => Math.min(count - 1, Math.floor(random() * count)));
}

/** The first `size` places of a shuffle (Fisher and Yates). */
function drawWithout(count: number, size: number, random: Random): Int32Array {
  const places = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < size; i++) {
    const other = Math.min(count - 1, i + Math.floor(random() * (count - i)));
    const held = places[i] as number;
    places[i] = places[other] as number;
    places[other] = held;
  }
  return places.slice(0, size);
}

/** For each cluster of the first labels the greatest Jaccard share with one of the second; 0 if it has no points. */
function bestJaccards(first: Int32Array, second: Int32Array, clusters: number): Float64Array {
  const cells = new Float64Array(clusters * clusters);
  const rows = new Float64Array(clusters);
  const columns = new Float64Array(clusters);
  for (let i = 0; i < first.length; i++) {
    const a = first[i] as number;
    const b = second[i] as number;
    cells[a * clusters + b] = (cells[a * clusters + b] as number) + 1;
    rows[a] = (rows[a] as number) + 1;
    columns[b] = (columns[b] as number) + 1;
  }
  return rows.map((row, a) => {
    let best = 0;
    for (let b = 0; b < clusters; b++) {
      const both = cells[a * clusters + b] as number;
      if (both > 0) best = Math.max(best, both / (row + (columns[b] as number) - both));
    }
    return best;
  });
}
