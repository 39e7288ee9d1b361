import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  alignLog,
  inductiveMiner,
  printProcessTree,
  readPnml,
  readXes,
  replayLog,
  treeToPetriNet,
  writePnml,
} from '../src/process/index.ts';
import type { Check } from './check.ts';

/** Models found in public logs and how well these fit them, against what pm4py says. */
export async function verifyProcessModels(dataDir: string): Promise<Check[]> {
  return [
    ...(await runningExample(dataDir)),
    ...(await fitness(dataDir, 'helpdesk', { noise: 0, fitting: 100 })),
    ...(await fitness(dataDir, 'helpdesk', { noise: 0.2, fitting: 85.786, logFitness: 0.978448 })),
    ...(await fitness(dataDir, 'receipt', { noise: 0, fitting: 100, replayFitting: 99.3 })),
    ...(await fitness(dataDir, 'receipt', { noise: 0.2, fitting: 49.721, logFitness: 0.827741 })),
  ];
}

interface Figures {
  noise: number;
  /** Per cent of cases. */
  fitting: number;
  logFitness?: number;
  replayFitting?: number;
}

async function fitness(dataDir: string, name: string, figures: Figures): Promise<Check[]> {
  const log = await logFrom(gunzipSync(readFileSync(join(dataDir, `${name}.xes.gz`))));
  const net = treeToPetriNet(inductiveMiner(log, { noise: figures.noise }));
  const aligned = alignLog(log, net);
  const title = `${name}, inductive miner with noise ${figures.noise}`;
  const checks = [
    check(`${title}: cases that fit (%)`, 100 * aligned.fittingShare, figures.fitting, 5e-4),
    check(`${title}: undecided cases`, aligned.undecidedCases, 0, 0),
  ];
  if (figures.logFitness !== undefined)
    checks.push(check(`${title}: log fitness`, aligned.logFitness, figures.logFitness, 5e-7));
  if (figures.replayFitting !== undefined) {
    const replayed = 100 * replayLog(log, net).fittingShare;
    checks.push(check(`${title}: cases that fit by token replay (%)`, replayed, figures.replayFitting, 0.05));
  }
  return checks;
}

/** The textbook's log and net: the miner finds the known tree, and net and log agree, also after writing and reading. */
async function runningExample(dataDir: string): Promise<Check[]> {
  const log = await logFrom(readFileSync(join(dataDir, 'running-example.xes')));
  const net = readPnml(readFileSync(join(dataDir, 'running-example.pnml'), 'utf8'));
  const again = readPnml(writePnml(net));
  const tree =
    "->( 'register request', *( ->( +( 'check ticket', X( 'examine casually', 'examine thoroughly' ) ), 'decide' ), " +
    "'reinitiate request' ), X( 'pay compensation', 'reject request' ) )";
  return [
    check('running example: tree as known', printProcessTree(inductiveMiner(log)) === tree ? 1 : 0, 1, 0),
    check('running example: places of its net', net.places.length, 9, 0),
    check('running example: share of cases that its net fits', alignLog(log, net).fittingShare, 1, 0),
    check('running example: the same by token replay', replayLog(log, net).fittingShare, 1, 0),
    check('running example: the same after a round trip', alignLog(log, again).fittingShare, 1, 0),
  ];
}

async function logFrom(bytes: Uint8Array) {
  return (await readXes(bytes)).log;
}

function check(name: string, actual: number, expected: number, tolerance: number): Check {
  return { name, actual, expected, tolerance };
}
