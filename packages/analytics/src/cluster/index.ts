/** Clusters: points that lie together, how sure the grouping is, and what to call the groups. */

export { adjustedRandIndex } from './adjusted-rand-index.ts';
export { applyScaling, undoScaling } from './apply-scaling.ts';
export { type Assignment, assignClusters } from './assign-clusters.ts';
export {
  type ClusterCountChoice,
  type ClusterCountEvidence,
  chooseClusterCount,
} from './choose-cluster-count.ts';
export { type ClusterStability, clusterStability, type StabilityOptions } from './cluster-stability.ts';
export {
  type CategoryTrait,
  type ClusterDescription,
  type ClusterFeatures,
  describeClusters,
  type NumberTrait,
} from './describe-clusters.ts';
export { type KMeansOptions, type KMeansResult, kMeans } from './k-means.ts';
export { log1pScale } from './log1p-scale.ts';
export { minMaxScale } from './min-max-scale.ts';
export { type MiniBatchOptions, miniBatchKMeans } from './mini-batch-k-means.ts';
export { type NameLanguage, type NameOptions, nameClusters } from './name-clusters.ts';
export type { FlatPoints, Points } from './points.ts';
export { type Purchase, type Rfm, rfmOfPurchases } from './rfm-of-purchases.ts';
export { type RfmScores, rfmScores } from './rfm-scores.ts';
export { RFM_SEGMENTS, type RfmSegment, rfmSegmentOf } from './rfm-segments.ts';
export { robustScale } from './robust-scale.ts';
export type { Scaled, Scaling } from './scaling-types.ts';
export { type Silhouette, silhouette } from './silhouette.ts';
export { standardize } from './standardize.ts';
