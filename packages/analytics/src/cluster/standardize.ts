import { applyScaling } from './apply-scaling.ts';
import { columnsOf, spreadOf } from './columns.ts';
import { flatten, type Points } from './points.ts';
import type { Scaled, Scaling } from './scaling-types.ts';

/**
 * Makes dimensions of different units comparable: each has mean 0 and standard deviation 1 (of the population, over
 * n, as scikit-learn's StandardScaler). A dimension in which all are equal becomes 0. O(n d).
 *
 * @throws AnalyticsError if there is no point or a coordinate is not finite
 * @example const { points, scaling } = standardize(rows); kMeans(points, { clusters: 5, random });
 */
export function standardize(points: Points): Scaled {
  const flat = flatten(points);
  const spreads = columnsOf(flat).map(spreadOf);
  const scaling: Scaling = {
    method: 'standardize',
    shift: spreads.map(({ mean }) => mean),
    scale: spreads.map(({ sd }) => sd || 1),
  };
  return { points: applyScaling(flat, scaling), scaling };
}
