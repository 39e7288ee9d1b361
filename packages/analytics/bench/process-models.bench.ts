import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  alignLog,
  inductiveMiner,
  type PetriNet,
  parseProcessTree,
  readXes,
  replayLog,
  type Traces,
  treeToPetriNet,
} from '../src/process/index.ts';
import { seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/** Milliseconds that pm4py 2.7 takes for alignments on two cores of a cloud machine. */
const STATED = [
  { file: 'helpdesk.xes.gz', noise: 0, pm4py: 3200 },
  { file: 'receipt.xes.gz', noise: 0, pm4py: 21_000 },
  { file: 'receipt.xes.gz', noise: 0.2, pm4py: 51_000 },
];

/** With the folder of the real data sets in BENCH_DATA, those too, and first, before anything is warm. */
export default async function run(): Promise<Comparison[]> {
  const folder = process.env.BENCH_DATA ?? '';
  const rows: Comparison[] = [];
  for (const stated of STATED)
    if (existsSync(join(folder, stated.file))) rows.push(...(await real(folder, stated)));
  return [...rows, ...claims()];
}

async function real(folder: string, { file, noise, pm4py }: (typeof STATED)[number]): Promise<Comparison[]> {
  const { log } = await readXes(gunzipSync(readFileSync(join(folder, file))));
  const net = treeToPetriNet(inductiveMiner(log, { noise }));
  const start = performance.now();
  alignLog(log, net);
  const first = performance.now() - start;
  const name = `process: align ${file.split('.')[0]}, noise ${noise}`;
  const referenceName = 'pm4py (stated)';
  return [
    { name: `${name}, first run`, ours: first, reference: pm4py, referenceName },
    { name, ours: median(() => alignLog(log, net)), reference: pm4py, referenceName },
  ];
}

/** 2,000 claims of a procedure with five parallel checks, one event in ten lost and one in ten too early. */
function claims(): Comparison[] {
  const tree = parseProcessTree(
    "->( 'receive', +( ->( 'policy', X( 'expert', tau ) ), *( 'call', 'wait' ), X( 'photo', tau ), 'history', ->( 'draft', 'sign' ) ), 'decide', X( ->( 'pay', 'tell' ), 'reject' ) )",
  );
  const log = noisyLog(2000, seeded(11));
  const net = treeToPetriNet(tree);
  const plain = median(() => dijkstraLog(log, net), 1);
  return [
    {
      name: 'process: align 2 k noisy claims',
      ours: median(() => alignLog(log, net), 3),
      reference: plain,
      referenceName: 'Dijkstra over markings as text, each variant once',
    },
    {
      name: 'process: replay 2 k noisy claims',
      ours: median(() => replayLog(log, net), 3),
      reference: plain,
      referenceName: 'exact, by the same',
    },
  ];
}

function noisyLog(cases: number, random: () => number): Traces {
  const activities = 'receive,policy,expert,call,wait,photo,history,draft,sign,decide,pay,tell,reject'.split(
    ',',
  );
  const activity: number[] = [];
  const caseStart = [0];
  for (let i = 0; i < cases; i++) {
    const calls = random() < 0.3 ? [3, 4, 3] : [3];
    const middle = [[1, ...(random() < 0.3 ? [2] : [])], calls, random() < 0.4 ? [5] : [], [6], [7, 8]];
    const events = [0, ...interleaved(middle, random), 9, ...(random() < 0.6 ? [10, 11] : [12])];
    const kept = events.filter(() => random() >= 0.1);
    for (let at = 0; at + 1 < kept.length; at++) {
      if (random() < 0.1) [kept[at], kept[at + 1]] = [kept[at + 1] as number, kept[at] as number];
    }
    activity.push(...kept);
    caseStart.push(activity.length);
  }
  return { activities, activity: Int32Array.from(activity), caseStart: Int32Array.from(caseStart) };
}

function interleaved(branches: readonly (readonly number[])[], random: () => number): number[] {
  const left = branches.map((branch) => [...branch]);
  const order: number[] = [];
  for (;;) {
    const open = left.filter((branch) => branch.length > 0);
    if (open.length === 0) return order;
    order.push(open[Math.floor(random() * open.length)]?.shift() as number);
  }
}

/** Deviations of all cases by uniform cost search with markings as text: what one would write first. */
function dijkstraLog(log: Traces, net: PetriNet): number {
  const variants = new Map<string, number>();
  for (let c = 0; c + 1 < log.caseStart.length; c++) {
    const key = log.activity.subarray(log.caseStart[c], log.caseStart[c + 1]).join();
    variants.set(key, (variants.get(key) ?? 0) + 1);
  }
  let total = 0;
  for (const [key, cases] of variants) {
    const trace = key === '' ? [] : key.split(',').map((place) => log.activities[Number(place)] as string);
    total += cases * dijkstra(trace, net);
  }
  return total;
}

function dijkstra(trace: readonly string[], net: PetriNet): number {
  const seen = new Set<string>();
  let level = [{ position: 0, marking: net.initialMarking }];
  for (let cost = 0; ; cost++) {
    const next: typeof level = [];
    for (let state = level.pop(); state; state = level.pop()) {
      const { position, marking } = state;
      const key = `${position}:${marking.join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (position === trace.length && marking.every((tokens, place) => tokens === net.finalMarking[place]))
        return cost;
      if (position < trace.length) next.push({ position: position + 1, marking });
      for (const { label, inputs, outputs } of net.transitions) {
        if (!inputs.every(({ place }) => (marking[place] as number) > 0)) continue;
        const after = [...marking];
        for (const { place } of inputs) after[place] = (after[place] as number) - 1;
        for (const { place } of outputs) after[place] = (after[place] as number) + 1;
        if (label === null) level.push({ position, marking: after });
        else next.push({ position, marking: after });
        if (label !== null && label === trace[position])
          level.push({ position: position + 1, marking: after });
      }
    }
    level = next;
  }
}
