import { pareto } from '@jingyun/analytics/stats';
import type {
  ChartPareto,
  MetricCell,
  MetricDimension,
  MetricFilters,
  MetricSeries,
} from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import type { MetricDefinition } from '../../platform/metrics/types.ts';
import { answerQuery } from '../metrics/index.ts';

/** Which numbers, by what, on which days: both ends included. */
export interface ParetoAsk {
  metric: string;
  filters: MetricFilters;
  dimension: MetricDimension;
  from: string;
  to: string;
}

/**
 * Where the numbers of any metric come from, the largest part first, within what the actor may see. A room that has
 * decided by itself who may see a number asks as the product (`systemActor` in the reader's language).
 *
 * @throws ServiceError metric_unknown, metric_dimension_unknown, metric_out_of_scope, metric_range_too_long,
 *   metric_answer_too_large
 */
export async function paretoOf(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  { filters, dimension, from, to, ...ask }: ParetoAsk,
): Promise<ChartPareto> {
  const metric = countedBy(sources.metrics.get(ask.metric), dimension);
  const { series } = await answerQuery(tx, call, sources, {
    metric,
    filters,
    breakdown: dimension,
    range: { from, to },
    grain: 'month',
    compare: 'none',
    percentiles: [],
  });
  return paretoFrom(sources.metrics.get(metric), dimension, series);
}

/** The metric whose numbers a Pareto by a dimension adds up: of causes the one that counts them. */
export function countedBy(
  { name, dimensions, causes }: MetricDefinition,
  dimension: MetricDimension,
): string {
  return causes?.dimension === dimension && !dimensions.includes(dimension) ? causes.metric : name;
}

/**
 * Bars of an answer that is broken down: what is added up is how many, the time altogether, or, of shares that should
 * be high, how many were missed. Parts of nothing have no bar.
 */
export function paretoFrom(
  metric: MetricDefinition,
  dimension: MetricDimension,
  series: readonly Pick<MetricSeries, 'key' | 'label' | 'total'>[],
): ChartPareto {
  const amount = amountOf(metric);
  const labels = new Map(series.map(({ key, label }) => [key, label]));
  const items = series.map(({ key, total }) => [key, sizeOf(amount, total)] as const);
  const bars = pareto(items.filter(([, size]) => size > 0));
  return {
    dimension,
    amount,
    bars: bars.map(({ item, ...bar }) => ({ key: item, label: labels.get(item) ?? item ?? '', ...bar })),
  };
}

function amountOf({ kind, unit, direction }: MetricDefinition): ChartPareto['amount'] {
  if (kind === 'ratio' && unit === 'ratio' && direction === 'up') return 'missed';
  if (kind === 'distribution') return 'total';
  return kind === 'sum' ? 'sum' : 'count';
}

function sizeOf(amount: ChartPareto['amount'], { count, sum, value }: MetricCell): number {
  switch (amount) {
    case 'missed':
      return Math.max(0, count - sum);
    case 'total':
    case 'sum':
      return Math.max(0, sum);
    case 'count':
      return Math.max(0, value !== null && Number.isInteger(value) ? value : sum);
  }
}
