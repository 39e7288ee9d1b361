import {
  type MetricDimension,
  type MetricFilters,
  type MetricQuery,
  type MetricQueryParams,
  metricDimensions,
  metricQuery,
} from '@jingyun/contracts';

/** The filters of an address: values separated by commas, `none` for having none. */
export function filtersFrom(params: Partial<Record<MetricDimension, string | undefined>>): MetricFilters {
  const filters: MetricFilters = {};
  for (const dimension of metricDimensions) {
    const list = params[dimension];
    if (list !== undefined)
      filters[dimension] = list.split(',').map((value) => (value === 'none' ? null : value));
  }
  return filters;
}

/** Days of an address: both, or neither. A lone `from` ends today by the caller's choice of `to`. */
export function rangeFrom(params: { from?: string | undefined; to?: string | undefined }) {
  const { from, to } = params;
  if (from === undefined && to === undefined) return undefined;
  return { from: from ?? to, to: to ?? from };
}

/** The query that an address stands for. @throws ZodError where its parts do not go together */
export function queryFrom(params: MetricQueryParams): MetricQuery {
  const { metric, grain, breakdown, compare, preset, percentiles } = params;
  return metricQuery.parse({
    metric,
    grain,
    breakdown,
    compare,
    preset,
    range: rangeFrom(params),
    filters: filtersFrom(params),
    ...(percentiles === undefined ? {} : { percentiles: percentiles.split(',').map(Number) }),
  });
}
