import { importEvents, importPermissions } from '@jingyun/contracts';
import { anyJob } from '../../platform/jobs/types.ts';
import { defineModule } from '../../platform/module.ts';
import { importRoutes } from './import.routes.ts';
import { checkImportJob } from './run/check-import.ts';
import { runImportJob } from './run/run-import.ts';
import { templateRoutes } from './template.routes.ts';

export { importHere, takeIn, tryHere } from './import-path.ts';
export { presentImport } from './present-import.ts';
export { rejectedRows } from './rejected-rows.ts';
export { analyzeAsGrown } from './run/analyze-as-grown.ts';

/** Tickets from other systems: files with a mapping, tried and run as jobs. */
export const importsModule = defineModule({
  name: 'imports',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: importPermissions,
  events: importEvents,
  jobs: [anyJob(checkImportJob), anyJob(runImportJob)],
  routes: (app, services) => {
    importRoutes(app, services);
    templateRoutes(app, services);
  },
});
