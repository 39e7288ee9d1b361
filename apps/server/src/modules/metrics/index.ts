import { metricPermissions, metricTargetDeleted, metricTargetSet } from '@jingyun/contracts';
import { metricsProjector } from '../../platform/metrics/projector.ts';
import { defineModule } from '../../platform/module.ts';
import { metricRoutes } from './metric.routes.ts';
import { targetRoutes } from './target.routes.ts';

export { answerQuery } from './answer-query.ts';
export { createTarget } from './create-target.ts';

/** Numbers about the service: kept sums, queries, drill-down, live board, targets, export. */
export const metricsModule = defineModule({
  name: 'metrics',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: metricPermissions,
  events: [metricTargetSet, metricTargetDeleted],
  routes: (app, services) => {
    metricRoutes(app, services);
    targetRoutes(app, services);
  },
  projectors: ({ metrics, stream }) => [
    metricsProjector(metrics, (orgId) => stream.publish(orgId, { topic: 'metrics' })),
  ],
});
