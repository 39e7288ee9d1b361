import { alertEvents, alertPermissions, chartEvents, chartPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { alertRoutes } from './alert.routes.ts';
import { chartRecords } from './chart.records.ts';
import { chartRoutes } from './chart.routes.ts';
import { watchCharts } from './watch-charts.ts';

export type { AlertRow } from './alert.repo.ts';
export { requireReach as requireChartReach } from './chart.policy.ts';
export { type ComputedChart, computeChart, leastPoints } from './chart.rules.ts';
export { type ChartBucket, chooseKind, isMeasured, type MeasuredMetric } from './chart-data.rules.ts';
export { type ParetoAsk, paretoOf } from './pareto-of.ts';
export { readAlert } from './read-alert.ts';
export { type BucketsAsk, type ReadBuckets, readBuckets } from './read-buckets.ts';
export { type SketchAsk, sketchChart } from './read-chart.ts';
export { createChart } from './save-chart.ts';
export { watchCharts } from './watch-charts.ts';

/** Control charts of metrics, and the alerts that their signals raise. */
export const chartsModule = defineModule({
  name: 'charts',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: { ...chartPermissions, ...alertPermissions },
  events: [...chartEvents, ...alertEvents],
  records: chartRecords,
  routes: (app, services) => {
    chartRoutes(app, services);
    alertRoutes(app, services);
  },
  // Ten minutes after the hour: what happened just before a bucket closed is counted by then.
  schedules: [{ name: 'charts.watch', cron: '10,40 * * * *', run: watchCharts }],
});
