import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBenchServer } from './harness.ts';
import type { Bench } from './types.ts';

/** How long the stack is left alone before its memory is read: pools settle, start-up garbage goes. */
const idleMs = 20_000;

/** From the start of the program to the first page, on an empty data folder and again; and what the whole stack holds when idle. */
const bench: Bench = async (log) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'jingyun-bench-start-'));
  const first = await startBenchServer({ dataDir });
  log(`first page after ${(first.firstPageMs / 1000).toFixed(1)} s on an empty folder`);
  await first.stop();
  const again = await startBenchServer({ dataDir });
  await delay(idleMs);
  const megabytes = treeOf(again.process.pid ?? 0).reduce((sum, pid) => sum + proportionalSet(pid), 0) / 1024;
  await again.stop();
  rmSync(dataDir, { recursive: true, force: true });
  const figure = (name: string, what: string, value: number, unit: string, aim: string, met: boolean) => ({
    name,
    what,
    value,
    unit,
    reference: null,
    ratio: null,
    aim,
    met,
  });
  return [
    figure(
      'first-start',
      'first page on an empty data folder',
      first.firstPageMs / 1000,
      's',
      '≤ 20 s',
      first.firstPageMs <= 20_000,
    ),
    figure(
      'later-start',
      'first page afterwards',
      again.firstPageMs / 1000,
      's',
      '≤ 5 s',
      again.firstPageMs <= 5_000,
    ),
    figure(
      'idle-memory',
      'program and database, proportional set size',
      megabytes,
      'MB',
      '≤ 350 MB',
      megabytes <= 350,
    ),
  ];
};
export default bench;

/** A process and everything below it. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readOrEmpty(`/proc/${name}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const all = [root];
  for (let i = 0; i < all.length; i++) all.push(...(children.get(all[i]!) ?? []));
  return all;
}

/** Kilobytes: private memory, and shared memory divided among those who share it. */
function proportionalSet(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** Processes end while they are looked at. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
