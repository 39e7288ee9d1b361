import {
  slaBreached,
  slaMet,
  slaPermissions,
  slaPolicyCreated,
  slaPolicyDeleted,
  slaPolicyUpdated,
  slaWarned,
} from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { clockRoutes } from './clock.routes.ts';
import { policyRoutes } from './policy.routes.ts';
import { setUpPolicies } from './set-up-policies.ts';
import { slaDimensionNames } from './sla.dimensions.ts';
import { slaMetrics } from './sla.metrics.ts';
import { slaProjector } from './sla.projector.ts';
import { startSweeper } from './sweeper.ts';
import { TermsCache } from './terms.ts';

export { countDue, type DueCount } from './count-due.ts';
export { createPolicy } from './create-policy.ts';
export { dueOrder } from './due-order.ts';
export { standardPolicy } from './set-up-policies.ts';

/** What this process knows of policies and calendars; shared by the projector and the readers. */
const cache = new TermsCache();

/** Service level policies, the clocks they set going on tickets, and the word when one is due. */
export const slaModule = defineModule({
  name: 'sla',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: slaPermissions,
  events: [slaWarned, slaBreached, slaMet, slaPolicyCreated, slaPolicyUpdated, slaPolicyDeleted],
  metrics: slaMetrics,
  dimensionNames: slaDimensionNames,
  projectors: (services) => [slaProjector(services.registry, cache)],
  routes: (app, services) => {
    policyRoutes(app, services);
    clockRoutes(app, services, cache);
  },
  setUpOrganisation: setUpPolicies,
  start: startSweeper,
});
