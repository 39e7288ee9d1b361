import { applyScaling } from './apply-scaling.ts';
import { columnsOf, rangeOf } from './columns.ts';
import { flatten, type Points } from './points.ts';
import type { Scaled, Scaling } from './scaling-types.ts';

/**
 * Each dimension from 0 (its least value) to 1 (its greatest). A dimension in which all are equal becomes 0; points
 * that come later can lie outside. O(n d).
 *
 * @throws AnalyticsError if there is no point or a coordinate is not finite
 * @example minMaxScale([[1, 10], [3, 20]]).points.values; // 0, 0, 1, 1
 */
export function minMaxScale(points: Points): Scaled {
  const flat = flatten(points);
  const ranges = columnsOf(flat).map(rangeOf);
  const scaling: Scaling = {
    method: 'min-max',
    shift: ranges.map(({ least }) => least),
    scale: ranges.map(({ least, most }) => most - least || 1),
  };
  return { points: applyScaling(flat, scaling), scaling };
}
