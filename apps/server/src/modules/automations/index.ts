import { automationEvents, automationPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { automationProjector } from './automation.projector.ts';
import { automationRoutes } from './automation.routes.ts';
import { mailAction } from './mail-action.ts';
import { runSchedules } from './run-schedules.ts';

export { createAutomation } from './save-automation.ts';

/** When something happens, if a condition holds, do actions that modules offer. */
export const automationsModule = defineModule({
  name: 'automations',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: automationPermissions,
  events: automationEvents,
  projectors: (services) => [automationProjector(services)],
  automationActions: [mailAction],
  routes: automationRoutes,
  schedules: [{ name: 'automations', cron: '* * * * *', run: runSchedules }],
});
