/**
 * `npm run verify-data -- <folder>`: imports the real logs in the folder and checks
 * what the product says of them against figures counted straight from the files; then
 * what packages/analytics computes on the classics of its field against published figures.
 * docs/guides/verify-real-data.md tells how; exit code 1 where a figure differs.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { verifyAssociate } from '../packages/analytics/verify/associate.ts';
import { holds } from '../packages/analytics/verify/check.ts';
import { verifyClusters } from '../packages/analytics/verify/clusters.ts';
import { verifyErlang } from '../packages/analytics/verify/erlang.ts';
import { verifyForecasting } from '../packages/analytics/verify/forecasting.ts';
import { verifyPredict } from '../packages/analytics/verify/predict.ts';
import { verifyProcessLogs } from '../packages/analytics/verify/process-logs.ts';
import { verifyProcessModels } from '../packages/analytics/verify/process-models.ts';
import { verifySpc } from '../packages/analytics/verify/spc.ts';
import { verifyText } from '../packages/analytics/verify/text.ts';
import { compareHelpdesk, compareIncidents } from './verify/comparisons.ts';
import { helpdeskFigures } from './verify/helpdesk-figures.ts';
import { importFresh } from './verify/imported-log.ts';
import { incidentFigures } from './verify/incident-figures.ts';
import { print } from './verify/print.ts';

const folder = resolve(process.argv[2] ?? '.');
const incidents = join(folder, 'incident_event_log.csv.zip');
const helpdesk = join(folder, 'helpdesk.xes.gz');
const missing = [incidents, helpdesk].filter((path) => !existsSync(path));
if (missing.length > 0) {
  console.error(`Not found: ${missing.join(', ')}. Name the folder that holds them.`);
  process.exit(2);
}

let differences = 0;
differences += await importFresh(incidents, async (log) =>
  print('incident_event_log.csv.zip', log, await compareIncidents(log, incidentFigures(incidents))),
);
differences += await importFresh(helpdesk, async (log) =>
  print('helpdesk.xes.gz', log, await compareHelpdesk(log, helpdeskFigures(helpdesk))),
);
for (const verify of [
  verifySpc,
  verifyErlang,
  verifyForecasting,
  verifyPredict,
  verifyAssociate,
  verifyClusters,
  verifyProcessLogs,
  verifyProcessModels,
  verifyText,
]) {
  for (const check of await verify(folder)) {
    if (holds(check)) continue;
    differences++;
    console.log(`${check.name}: ${check.actual}, expected ${check.expected}`);
  }
}
console.log(differences === 0 ? 'Every figure agrees.' : `${differences} figures differ.`);
process.exit(differences === 0 ? 0 : 1);
