import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import {
  directlyFollows,
  type EventLog,
  type ReadCsvOptions,
  readCsv,
  readXes,
  summarizeLog,
  variants,
  writeXes,
} from '../src/process/index.ts';
import type { Check } from './check.ts';

const HOUR = 3_600_000;

/** Real event logs read, counted and written, against the figures of pm4py. */
export async function verifyProcessLogs(dataDir: string): Promise<Check[]> {
  const helpdesk = await xes(dataDir, 'helpdesk.xes.gz');
  const { caseDuration } = summarizeLog(helpdesk);
  return [
    ...sizes('helpdesk', helpdesk, { cases: 4580, events: 21_348, activities: 14, variants: 226, edges: 55 }),
    figure('helpdesk mean case time, hours', (caseDuration?.mean ?? Number.NaN) / HOUR, 980.6018, 5e-5),
    figure('helpdesk median case time, hours', (caseDuration?.median ?? Number.NaN) / HOUR, 956.6213, 5e-5),
    ...sizes('receipt', await xes(dataDir, 'receipt.xes.gz'), {
      cases: 1434,
      events: 8577,
      activities: 27,
      variants: 116,
      edges: 99,
    }),
    ...sizes('running example', await xes(dataDir, 'running-example.xes'), {
      cases: 6,
      events: 42,
      activities: 8,
      variants: 6,
      edges: 16,
    }),
    ...(await incidents(dataDir)),
  ];
}

async function xes(dataDir: string, file: string): Promise<EventLog> {
  const { log } = await readXes(readFileSync(join(dataDir, file)));
  // What is written is read back: the figures are those of both.
  return (await readXes([...writeXes(log)].join(''))).log;
}

/**
 * pm4py counts variants in the order of the file and edges in the order of time. In one incident the clock goes back,
 * so each figure is that of its own order.
 */
async function incidents(dataDir: string): Promise<Check[]> {
  const csv = onlyFileOf(readFileSync(join(dataDir, 'incident_event_log.csv.zip')));
  const options: ReadCsvOptions = {
    columns: { case: 'number', activity: 'ident_state', time: 'sys_updated_at', resource: 'assigned_to' },
    dates: 'day-first',
    unknown: ['?'],
    attributes: ['made_sla'],
  };
  const { log: byTime } = await readCsv(csv, options);
  const { log: asFiled } = await readCsv(csv, { ...options, order: 'given' });
  const kept = byTime.eventAttributes.get('made_sla');
  let made = 0;
  for (let c = 0; c < asFiled.caseIds.length; c++)
    if (kept?.values[(byTime.caseStart[c + 1] as number) - 1] === 1) made++;
  return [
    figure('incidents', byTime.caseIds.length, 24_918),
    figure('incidents rows', byTime.activity.length, 141_712),
    figure('incidents states', byTime.activities.length, 9),
    figure('incidents variants, as filed', variants(asFiled).variants.length, 2079),
    figure('incidents edges, by time', directlyFollows(byTime).edges.length, 50),
    figure(
      'incidents that kept the promise at last, per cent',
      (100 * made) / byTime.caseIds.length,
      63.42,
      5e-4,
    ),
  ];
}

function sizes(
  name: string,
  log: EventLog,
  expected: { cases: number; events: number; activities: number; variants: number; edges: number },
): Check[] {
  const { nodes, edges } = directlyFollows(log);
  const actual = {
    cases: log.caseIds.length,
    events: log.activity.length,
    activities: nodes.length,
    variants: variants(log).variants.length,
    edges: edges.length,
  };
  return (Object.keys(expected) as (keyof typeof expected)[]).map((what) =>
    figure(`${name} ${what}`, actual[what], expected[what]),
  );
}

function figure(name: string, actual: number, expected: number, tolerance = 0): Check {
  return { name, actual, expected, tolerance };
}

/** The one file in a zip archive. */
function onlyFileOf(zip: Buffer): Uint8Array {
  const entry = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  const header = zip.readUInt32LE(entry + 42);
  const data = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  return inflateRawSync(zip.subarray(data, data + zip.readUInt32LE(entry + 20)));
}
