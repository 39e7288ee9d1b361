import type { ChartPareto, MetricDimension } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { valueLabels } from '../../platform/metrics/describe-metric.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { requireReach } from './chart.policy.ts';
import { getChart } from './chart.repo.ts';
import { countedBy, paretoFrom } from './pareto-of.ts';
import { readBuckets } from './read-buckets.ts';

/**
 * Where the chart's numbers come from, the largest part first.
 *
 * @throws ServiceError not_found, metric_unknown, metric_dimension_unknown, metric_range_too_long, metric_answer_too_large
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
  const { filters, grain } = chart;
  const metric = countedBy(sources.metrics.get(chart.metric), dimension);
  const { answer } = await readBuckets(tx, call.now, sources, {
    metric,
    filters,
    grain,
    from,
    to,
    breakdown: dimension,
  });
  // A chart's numbers are read as the product itself, in no reader's language.
  const keys = answer.series.map(({ key }) => key ?? '');
  const labels = await valueLabels(tx, sources.metrics, dimension, keys, call.actor.locale);
  const series = answer.series.map(({ key, total }) => ({
    key,
    total,
    label: labels.get(key ?? '') ?? key ?? '',
  }));
  return paretoFrom(sources.metrics.get(metric), dimension, series);
}
