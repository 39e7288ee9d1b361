import type { MetricDimension, MetricFilters } from '@jingyun/contracts';
import { type Actor, authorise } from '../actor.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { MetricDefinition } from './types.ts';

/** Values to keep by dimension, '' for none; every dimension that is named must match. */
export type Cut = ReadonlyMap<MetricDimension, readonly string[]>;

/**
 * The filters of a request together with what its actor may see: with the scope `team`
 * only numbers of the actor's teams, with `own` only those of the actor.
 *
 * @throws ServiceError metric_dimension_unknown, metric_out_of_scope
 */
export function cutFor(
  actor: Actor,
  metric: Pick<MetricDefinition, 'name' | 'dimensions'>,
  filters: MetricFilters,
  breakdown?: MetricDimension,
): Cut {
  const cut = new Map<MetricDimension, readonly string[]>();
  for (const [dimension, values] of Object.entries(filters) as [MetricDimension, (string | null)[]][]) {
    refuseUnknown(metric, dimension);
    cut.set(dimension, [...new Set(values.map((value) => value ?? ''))]);
  }
  if (breakdown !== undefined) refuseUnknown(metric, breakdown);
  const scope = authorise(actor, 'metrics.read');
  if (scope === 'team') narrow(cut, metric, 'team', actor.teamIds);
  if (scope === 'own') narrow(cut, metric, 'assignee', actor.id === null ? [] : [actor.id]);
  return cut;
}

function refuseUnknown(
  metric: Pick<MetricDefinition, 'name' | 'dimensions'>,
  dimension: MetricDimension,
): void {
  if (metric.dimensions.includes(dimension)) return;
  const params = { metric: metric.name, dimension, known: metric.dimensions.join(', ') };
  throw new ServiceError('metric_dimension_unknown', { params });
}

function narrow(
  cut: Map<MetricDimension, readonly string[]>,
  metric: Pick<MetricDefinition, 'name' | 'dimensions'>,
  dimension: MetricDimension,
  allowed: readonly string[],
): void {
  if (!metric.dimensions.includes(dimension)) {
    throw new ServiceError('metric_out_of_scope', { params: { metric: metric.name } });
  }
  const asked = cut.get(dimension);
  cut.set(dimension, asked === undefined ? [...allowed] : asked.filter((value) => allowed.includes(value)));
}
