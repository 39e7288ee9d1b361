/** Runs every verification against the data folder given as argument; exits 1 if a figure is not reproduced. */
import { verifyAssociate } from './associate.ts';
import { type Check, holds } from './check.ts';
import { verifyClusters } from './clusters.ts';
import { verifyErlang } from './erlang.ts';
import { verifyForecasting } from './forecasting.ts';
import { verifyPredict } from './predict.ts';
import { verifyProcessLogs } from './process-logs.ts';
import { verifyProcessModels } from './process-models.ts';
import { verifySpc } from './spc.ts';
import { verifyText } from './text.ts';

const dataDir = process.argv[2];
if (!dataDir) throw new Error('Give the folder of the data sets: node verify/run.ts <folder>');
const checks: Check[] = [
  ...verifySpc(dataDir),
  ...verifyErlang(dataDir),
  ...verifyForecasting(dataDir),
  ...verifyPredict(dataDir),
  ...verifyAssociate(dataDir),
  ...verifyClusters(dataDir),
  ...(await verifyProcessLogs(dataDir)),
  ...(await verifyProcessModels(dataDir)),
  ...verifyText(dataDir),
];
console.table(checks.map((check) => ({ ...check, holds: holds(check) })));
const failed = checks.filter((check) => !holds(check)).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
