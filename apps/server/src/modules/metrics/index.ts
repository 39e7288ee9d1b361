import { metricPermissions, metricTargetDeleted, metricTargetSet } from '@jingyun/contracts';
import { metricsProjector } from '../../platform/metrics/projector.ts';
import { defineModule } from '../../platform/module.ts';

/** Numbers about the service: kept sums, queries, drill-down, live board, targets, export. */
export const metricsModule = defineModule({
  name: 'metrics',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: metricPermissions,
  events: [metricTargetSet, metricTargetDeleted],
  projectors: ({ metrics, stream }) => [
    metricsProjector(metrics, (orgId) => stream.publish(orgId, { topic: 'metrics' })),
  ],
});
