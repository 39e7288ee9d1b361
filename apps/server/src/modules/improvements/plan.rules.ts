import { isDeepStrictEqual } from 'node:util';
import { type MetricDimension, type MetricFilters, metricDimensions } from '@jingyun/contracts';
import { ServiceError } from '../../platform/errors/service-error.ts';

/** @throws ServiceError metric_dimension_unknown where numbers are filtered by what the metric cannot be cut by */
export function refuseUnknownDimensions(
  metric: { name: string; dimensions: readonly MetricDimension[] },
  filters: MetricFilters,
): void {
  const unknown = metricDimensions.find(
    (dimension) => filters[dimension] !== undefined && !metric.dimensions.includes(dimension),
  );
  if (unknown === undefined) return;
  const params = { metric: metric.name, dimension: unknown, known: metric.dimensions.join(', ') };
  throw new ServiceError('metric_dimension_unknown', { params });
}

/** The teams that filters name; rows without a team are none. */
export function teamsOf({ team }: MetricFilters): string[] {
  return (team ?? []).filter((id) => id !== null);
}

/** Only what differs, as it was and as it is; null where nothing does. */
export function changesOf<T extends object>(
  before: T,
  after: T,
): { before: Partial<T>; after: Partial<T> } | null {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  if (keys.length === 0) return null;
  const pick = (from: T) => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
