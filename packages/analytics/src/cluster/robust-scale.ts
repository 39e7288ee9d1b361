import { quantiles } from '../stats/quantile.ts';
import { applyScaling } from './apply-scaling.ts';
import { columnsOf } from './columns.ts';
import { flatten, type Points } from './points.ts';
import type { Scaled, Scaling } from './scaling-types.ts';

/**
 * Scaling that a few extreme values cannot spoil: each dimension less its median, divided by the distance between its
 * quartiles (type 7), as scikit-learn's RobustScaler. Where the quartiles are equal, only the median is taken away.
 * O(d n log n).
 *
 * @throws AnalyticsError if there is no point or a coordinate is not finite
 * @example robustScale(spending).points;
 */
export function robustScale(points: Points): Scaled {
  const flat = flatten(points);
  const quartiles = columnsOf(flat).map((column) => quantiles(column, [0.25, 0.5, 0.75]));
  const scaling: Scaling = {
    method: 'robust',
    shift: quartiles.map(([, middle = 0]) => middle),
    scale: quartiles.map(([low = 0, , high = 0]) => high - low || 1),
  };
  return { points: applyScaling(flat, scaling), scaling };
}
