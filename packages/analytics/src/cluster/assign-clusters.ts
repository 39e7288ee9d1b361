import { requireInteger } from '../checks.ts';
import { assign } from './descend.ts';
import { countOf, flatten, type Points, requireSameDimensions } from './points.ts';

/** Points by their nearest centre. */
export interface Assignment {
  labels: Int32Array;
  /** Squared distance of each point from its centre. */
  squaredDistances: Float64Array;
  inertia: number;
}

/**
 * The nearest centre of each point, the lowest number of equals: where customers that come later belong. They have to
 * be scaled as the points were from which the centres came (`applyScaling`). O(n k d).
 *
 * @param model a result of `kMeans` or `miniBatchKMeans`, or any centres one after the other
 * @throws AnalyticsError if there is no point or centre, one is not finite, or the dimensions differ
 * @example assignClusters(applyScaling(newcomers, scaling), model).labels;
 */
export function assignClusters(
  points: Points,
  model: { centres: Float64Array; dimensions: number },
): Assignment {
  const flat = flatten(points);
  requireInteger('model.dimensions', model.dimensions, 1);
  const { values, dimensions } = flatten(
    { values: model.centres, dimensions: model.dimensions },
    'model.centres',
  );
  requireSameDimensions('points', flat, dimensions);
  const count = countOf(flat);
  const labels = new Int32Array(count);
  const squared = new Float64Array(count);
  const inertia = assign(flat, values, { labels, squared });
  return { labels, squaredDistances: squared, inertia };
}
