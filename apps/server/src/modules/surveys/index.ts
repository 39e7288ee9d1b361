import { surveyEvents, surveyPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { surveyFormRoutes } from './form.routes.ts';
import { surveyPages } from './page.routes.ts';
import { surveyResultRoutes } from './result.routes.ts';
import { surveyActions } from './survey.automation.ts';
import { surveyDimensionNames } from './survey.dimensions.ts';
import { surveyMetrics } from './survey.metrics.ts';
import { surveyRecords } from './survey.records.ts';
import { surveyRoutes } from './survey.routes.ts';
import { sweepInvitations } from './sweep-invitations.ts';

export { importPastAnswers, type PastInvitation } from './import-answers.ts';
export { publishSurvey } from './publish-survey.ts';
export { createLink } from './save-link.ts';
export { createSurvey } from './save-survey.ts';

/** Asking customers: surveys, invitations, answers, and what follows from bad ones. */
export const surveysModule = defineModule({
  name: 'surveys',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: surveyPermissions,
  events: surveyEvents,
  metrics: surveyMetrics,
  dimensionNames: surveyDimensionNames,
  records: surveyRecords,
  routes: (app, services) => {
    surveyRoutes(app, services);
    surveyResultRoutes(app, services);
    surveyFormRoutes(app, services);
    surveyPages(app, services);
  },
  automationActions: surveyActions,
  schedules: [{ name: 'surveys.sweep', cron: '*/15 * * * *', run: sweepInvitations }],
});
