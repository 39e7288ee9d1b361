import { improvementEvents, improvementPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { improvementMetrics } from './improvement.metrics.ts';
import { improvementRecords } from './improvement.records.ts';
import { improvementRoutes } from './improvement.routes.ts';
import { improvementWorkRoutes } from './improvement-work.routes.ts';
import { recheckImprovements } from './recheck-improvements.ts';

export { analyseCauses } from './analyse-causes.ts';
export { changePlan, setPilot } from './change-plan.ts';
export { changeStage } from './change-stage.ts';
export { checkImprovement } from './check-improvement.ts';
export { closeImprovement } from './close-improvement.ts';
export { openImprovement } from './open-improvement.ts';
export { readImprovement } from './read-improvement.ts';
export { recheckImprovements } from './recheck-improvements.ts';
export { addCountermeasure, replaceCountermeasure } from './save-countermeasure.ts';

/** Improvements: plan, cause analysis, countermeasures, checks against the metric, rechecks. */
export const improvementsModule = defineModule({
  name: 'improvements',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: improvementPermissions,
  events: improvementEvents,
  metrics: improvementMetrics,
  records: improvementRecords,
  routes: (app, services) => {
    improvementRoutes(app, services);
    improvementWorkRoutes(app, services);
  },
  // Each hour: days end at another hour in every time zone. What was made is not made again.
  schedules: [{ name: 'improvements.recheck', cron: '25 * * * *', run: recheckImprovements }],
});
