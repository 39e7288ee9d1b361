import { alertEvents, alertPermissions, chartEvents, chartPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { alertRoutes } from './alert.routes.ts';
import { chartRoutes } from './chart.routes.ts';
import { watchCharts } from './watch-charts.ts';

export { createChart } from './save-chart.ts';
export { watchCharts } from './watch-charts.ts';

/** Control charts of metrics, and the alerts that their signals raise. */
export const chartsModule = defineModule({
  name: 'charts',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: { ...chartPermissions, ...alertPermissions },
  events: [...chartEvents, ...alertEvents],
  routes: (app, services) => {
    chartRoutes(app, services);
    alertRoutes(app, services);
  },
  // Ten minutes after the hour: what happened just before a bucket closed is counted by then.
  schedules: [{ name: 'charts.watch', cron: '10,40 * * * *', run: watchCharts }],
});
