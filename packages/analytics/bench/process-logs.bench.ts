import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bottlenecks,
  buildEventLog,
  directlyFollows,
  type EventLog,
  handovers,
  readCsv,
  readXes,
  temporalProfile,
  variants,
  writeCsv,
  writeXes,
} from '../src/process/index.ts';
import { seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/** Milliseconds of pm4py 2.7 to read helpdesk.xes.gz on two cores of a cloud machine. */
const STATED_HELPDESK = 1860;

/** With the folder of the real data sets in BENCH_DATA, the helpdesk log too, and first, before anything is warm. */
export default async function run(): Promise<Comparison[]> {
  const helpdesk = join(process.env.BENCH_DATA ?? '', 'helpdesk.xes.gz');
  return [...(existsSync(helpdesk) ? await realLog(readFileSync(helpdesk)) : []), ...(await largeLog())];
}

async function realLog(bytes: Uint8Array): Promise<Comparison[]> {
  const first = await timed(() => readXes(bytes));
  const { log } = await readXes(bytes);
  const referenceName = 'pm4py (stated)';
  return [
    { name: 'process: helpdesk.xes.gz, first run', ours: first, reference: STATED_HELPDESK, referenceName },
    {
      name: 'process: helpdesk.xes.gz',
      ours: await timed(() => readXes(bytes), 5),
      reference: STATED_HELPDESK,
      referenceName,
    },
    ...counted('helpdesk', log),
  ];
}

async function largeLog(): Promise<Comparison[]> {
  const { log, comparison } = fromRows();
  const what = `${(log.activity.length / 1e6).toFixed(2)} M events`;
  return [
    comparison,
    await fromText(
      `${what} from XES`,
      writeXes(log),
      readXes,
      attributesByPattern,
      'matching attributes by regular expression',
    ),
    await fromText(
      `${what} from CSV`,
      writeCsv(log),
      readCsv,
      (text) => text.split('\r\n').map((line) => line.split(',')),
      'splitting it by line and comma',
    ),
    ...counted(what, log),
    {
      name: `process: hand-overs and bottlenecks, ${what}`,
      ours: median(() => [handovers(log), bottlenecks(log)], 3),
      reference: median(() => edgesByText(log), 3),
      referenceName: 'waits by text, sorted',
    },
    {
      name: `process: temporal profile, ${what}`,
      ours: median(() => temporalProfile(log), 3),
      reference: median(() => edgesByText(log), 3),
      referenceName: 'waits by text, sorted',
    },
  ];
}

/** A million events of 115 k cases, 12 activities and 40 people. */
function fromRows(): { log: EventLog; comparison: Comparison } {
  const random = seeded(9);
  const rows = Array.from({ length: 115_000 }, (_, c) => {
    const steps = 3 + Math.floor(random() * 8 + random() ** 8 * 20);
    let time = c * 60_000;
    return Array.from({ length: steps }, (_, i) => {
      const activity = i === 0 ? 0 : i === steps - 1 ? 11 : 1 + Math.floor(10 * random() ** 3);
      const resource = `person ${Math.floor(40 * random() ** 2)}`;
      time += Math.floor(3_600_000 * -Math.log(1 - random()));
      return { case: `T-${c}`, activity: `activity ${activity}`, time, resource };
    });
  }).flat();
  const log = buildEventLog(rows);
  return {
    log,
    comparison: {
      name: `process: ${(rows.length / 1e6).toFixed(2)} M events from rows`,
      ours: median(() => buildEventLog(rows), 3),
      reference: median(() => groupedRows(rows), 3),
      referenceName: 'grouping and sorting the rows',
    },
  };
}

async function fromText(
  name: string,
  text: Iterable<string>,
  read: (pieces: Uint8Array[]) => Promise<unknown>,
  plainly: (text: string) => unknown,
  referenceName: string,
): Promise<Comparison> {
  const encoder = new TextEncoder();
  const pieces = Array.from(text, (piece) => encoder.encode(piece));
  const megabytes = pieces.reduce((sum, { length }) => sum + length, 0) / 1e6;
  return {
    name: `process: ${name}, ${megabytes.toFixed(0)} MB`,
    ours: await timed(() => read(pieces), 3),
    reference: await timed(async () => plainly(decoded(pieces)), 3),
    referenceName,
  };
}

function counted(what: string, log: EventLog): Comparison[] {
  return [
    {
      name: `process: directly-follows with times, ${what}`,
      ours: median(() => directlyFollows(log), 5),
      reference: median(() => edgesByText(log), 3),
      referenceName: 'waits by text, sorted',
    },
    {
      name: `process: variants, ${what}`,
      ours: median(() => variants(log), 5),
      reference: median(() => variantsByText(log), 3),
      referenceName: 'counting joined names',
    },
  ];
}

function edgesByText(log: EventLog): [string, number, number][] {
  const waits = new Map<string, number[]>();
  for (let c = 0; c < log.caseIds.length; c++) {
    for (let e = (log.caseStart[c] as number) + 1; e < (log.caseStart[c + 1] as number); e++) {
      const key = `${log.activities[log.activity[e - 1] as number]}→${log.activities[log.activity[e] as number]}`;
      const own = waits.get(key) ?? [];
      own.push((log.time[e] as number) - (log.time[e - 1] as number));
      waits.set(key, own);
    }
  }
  return Array.from(waits, ([key, own]) => {
    own.sort((a, b) => a - b);
    return [key, own[own.length >> 1] as number, own.reduce((a, b) => a + b, 0) / own.length];
  });
}

function groupedRows(rows: readonly { case: string; time: number }[]): unknown {
  const cases = Map.groupBy(rows, (row) => row.case);
  for (const own of cases.values()) own.sort((a, b) => a.time - b.time);
  return cases;
}

function attributesByPattern(text: string): unknown {
  const events: Record<string, string>[] = [];
  for (const [, event, key, value] of text.matchAll(/<(event)>|key="([^"]*)" value="([^"]*)"/g)) {
    if (event !== undefined) events.push({});
    else if (key !== undefined) (events.at(-1) ?? {})[key] = value ?? '';
  }
  return events;
}

function variantsByText(log: EventLog): Map<string, number> {
  const counts = new Map<string, number>();
  for (let c = 0; c < log.caseIds.length; c++) {
    const own = log.activity.subarray(log.caseStart[c], log.caseStart[c + 1]);
    const key = Array.from(own, (a) => log.activities[a]).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function decoded(pieces: Uint8Array[]): string {
  const decoder = new TextDecoder();
  let text = '';
  for (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text;
}

/** Median time of so many runs, in milliseconds. */
async function timed(run: () => Promise<unknown>, repeat = 1): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repeat; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[repeat >> 1] as number;
}
