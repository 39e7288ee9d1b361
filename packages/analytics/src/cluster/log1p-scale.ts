import { applyScaling } from './apply-scaling.ts';
import { flatten, type Points } from './points.ts';
import type { Scaled, Scaling } from './scaling-types.ts';

/**
 * ln(1 + x) of every coordinate: for money and counts, of which a few are very large. Commonly followed by
 * `standardize`. O(n d).
 *
 * @throws AnalyticsError if there is no point, or a coordinate is not finite or not above −1
 * @example const logged = log1pScale(rfm); const { points, scaling } = standardize(logged.points);
 */
export function log1pScale(points: Points): Scaled {
  const flat = flatten(points);
  const scaling: Scaling = { method: 'log1p', dimensions: flat.dimensions };
  return { points: applyScaling(flat, scaling), scaling };
}
