import type { JobDefinition } from '../../platform/jobs/types.ts';
import { defineModule } from '../../platform/module.ts';
import { demoRoutes } from './demo.routes.ts';
import { demoJob } from './start-demo.ts';

export type { DemoCounts } from './fill-demo.ts';
export { type DemoOptions, demoEnd, startDemo } from './start-demo.ts';

/** A simulated retailer: eighteen months of after-sales service, made from a seed. Owns no table. */
export const demoModule = defineModule({
  name: 'demo',
  routes: demoRoutes,
  jobs: [demoJob as JobDefinition<never>],
});
