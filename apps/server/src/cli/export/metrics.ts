import { metricQuery } from '@jingyun/contracts';
import { queryMetric } from '../../platform/metrics/query-metric.ts';
import type { ExportSource } from './sources.ts';

/** Every metric day by day, of the whole organisation; the last 90 days where no range is given. */
export const exportMetrics: ExportSource = {
  columns: ['metric', 'label', 'unit', 'from', 'to', 'value', 'p50', 'p90', 'count', 'sum'],
  rows: async function* ({ services, call, days }) {
    for (const { name } of services.metrics.definitions) {
      const query = metricQuery.parse({
        metric: name,
        grain: 'day',
        ...(days === null ? { preset: '90d' } : { range: days }),
      });
      const answer = await services.database.inOrg(call.actor.orgId, (tx) =>
        queryMetric(tx, call, services, query),
      );
      for (const { start, end, value, percentiles, count, sum } of answer.series[0]?.buckets ?? [])
        yield {
          metric: name,
          label: answer.metric.label,
          unit: answer.metric.unit,
          from: start,
          to: end,
          value,
          p50: percentiles[0] ?? null,
          p90: percentiles[1] ?? null,
          count,
          sum,
        };
    }
  },
};
