import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import { clusterStability } from './cluster-stability.ts';
import { kMeans } from './k-means.ts';
import { countOf, flatten, type Points, sampleOf } from './points.ts';
import { silhouette } from './silhouette.ts';

/** What speaks for and against one number of clusters. */
export interface ClusterCountEvidence {
  clusters: number;
  inertia: number;
  /** Mean silhouette; of a sample where there are more points than `sample`. */
  silhouette: number;
  /** Mean adjusted Rand index when the clustering is repeated on parts of the points. */
  stability: number;
}

/** A proposal with its evidence. */
export interface ClusterCountChoice {
  clusters: number;
  evidence: ClusterCountEvidence[];
  /** False if no number was found again on parts of the points: the data may have no clusters. */
  stable: boolean;
}

/** From here on a clustering counts as found again. */
const STABLE = 0.75;

/**
 * How many clusters? Tries each number in a range and proposes the one with the greatest mean silhouette among those
 * that are stable (adjusted Rand index of at least 0.75 over repetitions on halves), of all if none is; the smaller
 * of equals. The evidence comes along, since the use of the clusters has a say too. One cluster is not considered:
 * it has no silhouette. O(range · rounds) times k-means, and the silhouettes of a sample.
 *
 * @param options `from` and `to` bound the range, default 2 and 10, at most the number of points less one; `sample`
 * bounds the points that stability and silhouette are measured on, default 4,000; `rounds` as `clusterStability`,
 * default 10
 * @throws AnalyticsError as `kMeans` does, if there are fewer than 4 points, or the range is empty
 * @example chooseClusterCount(points, { random }).clusters;
 */
export function chooseClusterCount(
  points: Points,
  {
    random,
    from = 2,
    to = 10,
    sample = 4000,
    rounds = 10,
  }: { random: Random; from?: number; to?: number; sample?: number; rounds?: number },
): ClusterCountChoice {
  const flat = flatten(points);
  const count = countOf(flat);
  requireInteger('options.from', from, 2);
  requireInteger('options.to', to, from);
  requireInteger('options.sample', sample, 100);
  requireInteger('options.rounds', rounds, 2);
  // Half the points have to be able to make the clusters again.
  const most = Math.min(to, Math.floor(Math.min(count, sample) / 2));
  if (most < from) {
    throw new AnalyticsError('points', `must be at least ${2 * from} to try ${from} clusters, not ${count}`);
  }
  const part = sampleOf(flat, sample, random);
  const evidence: ClusterCountEvidence[] = [];
  for (let clusters = from; clusters <= most; clusters++) {
    const { inertia, sizes } = kMeans(flat, { clusters, random });
    if (sizes[1] === 0) break; // all points at one place
    const { mean, labels } = clusterStability(part, { clusters, random, rounds });
    evidence.push({ clusters, inertia, stability: mean, silhouette: silhouette(part, labels).mean });
    if (sizes.includes(0)) break; // no more distinct points than that
  }
  const stable = evidence.filter(({ stability }) => stability >= STABLE);
  const candidates = stable.length > 0 ? stable : evidence;
  if (candidates.length === 0) throw new AnalyticsError('points', 'must not all be equal');
  const best = candidates.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  return { clusters: best.clusters, evidence, stable: stable.length > 0 };
}
