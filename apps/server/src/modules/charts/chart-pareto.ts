import { pareto } from '@jingyun/analytics/stats';
import type { ChartPareto, MetricCell, MetricDimension } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { valueLabels } from '../../platform/metrics/describe-metric.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import type { MetricDefinition } from '../../platform/metrics/types.ts';
import { requireReach } from './chart.policy.ts';
import { getChart } from './chart.repo.ts';
import { readBuckets } from './read-buckets.ts';

/**
 * Where the chart's numbers come from, the largest part first: what is added up is how many, the time altogether,
 * or, of shares that should be high, how many were missed.
 *
 * @throws ServiceError not_found, metric_dimension_unknown, metric_range_too_long, metric_answer_too_large
 */
export async function chartPareto(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  id: string,
  ask: { dimension: MetricDimension; from?: string | undefined; to?: string | undefined },
): Promise<ChartPareto> {
  const chart = await getChart(tx, id);
  requireReach(call.actor, 'charts.read', chart);
  const { dimension, from, to } = ask;
  const { metric, filters, grain } = chart;
  const { answer } = await readBuckets(tx, call.now, sources, {
    metric,
    filters,
    grain,
    from,
    to,
    breakdown: dimension,
  });
  const definition = sources.metrics.get(metric);
  const amount = amountOf(definition);
  const items = answer.series.map(({ key, total }) => [key, sizeOf(amount, total)] as const);
  const keys = items.map(([key]) => key ?? '');
  const labels = await valueLabels(tx, sources.metrics, dimension, keys, call.actor.locale);
  const bars = pareto(items.filter(([, size]) => size > 0));
  return {
    dimension,
    amount,
    bars: bars.map(({ item, ...bar }) => ({
      key: item,
      label: labels.get(item ?? '') ?? item ?? '',
      ...bar,
    })),
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
