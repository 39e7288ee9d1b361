import { demoPermissions } from '@jingyun/contracts';
import { anyJob } from '../../platform/jobs/types.ts';
import { defineModule } from '../../platform/module.ts';
import { demoRoutes } from './demo.routes.ts';
import { passWeeksJob } from './pass-weeks.ts';
import { demoJob, lookJob } from './start-demo.ts';
import { takeUpClock } from './take-up-clock.ts';

export type { DemoCounts } from './fill-demo.ts';
export { type DemoOptions, demoEnd, startDemo } from './start-demo.ts';

/** A simulated retailer: eighteen months of after-sales service, made from a seed, and what comes of it as weeks pass. */
export const demoModule = defineModule({
  name: 'demo',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: demoPermissions,
  routes: demoRoutes,
  jobs: [anyJob(demoJob), anyJob(lookJob), anyJob(passWeeksJob)],
  start: async (services) => {
    await takeUpClock(services);
    return async () => undefined;
  },
});
