import { procedureEvents, procedurePermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { procedureDimensionNames } from './procedure.dimensions.ts';
import { procedureMetrics } from './procedure.metrics.ts';
import { procedureRecords } from './procedure.records.ts';
import { procedureRoutes } from './procedure.routes.ts';
import { runProjector } from './run.projector.ts';
import { procedureRunRoutes } from './run.routes.ts';
import { setUpProcedures } from './set-up-procedures.ts';
import { procedureVersionRoutes } from './version.routes.ts';

export { acknowledgeFor } from './acknowledge-version.ts';
export { draftVersion } from './draft-version.ts';
export { importPastRuns, type PastRun } from './import-runs.ts';
export { lineageOf, matches } from './in-force.rules.ts';
export { inForceOf, proceduresInForce } from './in-force.ts';
export { allProcedures, procedureByCode } from './procedure.repo.ts';
export { publishVersion, retireVersion } from './publish-version.ts';
export { approve, submitVersion } from './review-version.ts';
export { createProcedure } from './save-procedure.ts';
export { starterCodes } from './starter/starter-set.ts';
export { getVersion as versionById, newestVersion, type VersionRow } from './version.repo.ts';

/** Service standards and SOPs: versions, what is in force for whom, and their runs on tickets. */
export const proceduresModule = defineModule({
  name: 'procedures',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: procedurePermissions,
  events: procedureEvents,
  metrics: procedureMetrics,
  dimensionNames: procedureDimensionNames,
  records: procedureRecords,
  projectors: (services) => [runProjector(services)],
  setUpOrganisation: setUpProcedures,
  routes: (app, services) => {
    procedureRoutes(app, services);
    procedureVersionRoutes(app, services);
    procedureRunRoutes(app, services);
  },
});
