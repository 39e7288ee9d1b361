import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresStartError } from './errors.ts';

/** How long each way of asking a server to go is given, in milliseconds. */
export interface Patience {
  readonly fast: number;
  readonly immediate: number;
}

const usualPatience: Patience = { fast: 30_000, immediate: 5_000 };

/**
 * Ends whatever still serves a cluster whose application has died, and removes its pid file.
 * Call with the data directory locked: then no living Jingyun owns these processes.
 *
 * Stopping was preferred to adopting: an adopted server is not our child (its exit would have to be polled
 * for), runs with the settings and perhaps the version of yesterday, and a clean stop takes 0.1 s.
 *
 * The pid file alone proves nothing, since its number may by now belong to any program (which PostgreSQL
 * would respect, refusing to start). What counts is a process that is a postgres working in this very folder.
 *
 * @returns how many processes had to be ended.
 */
export async function endLeftovers(clusterDir: string, patience: Patience = usualPatience): Promise<number> {
  const found = findServerProcesses(clusterDir);
  if (found.length > 0 && !(await end(clusterDir, found, patience))) {
    throw new PostgresStartError(
      'server_failed',
      `A server of an earlier run on ${clusterDir} cannot be ended (pid ${found.join(', ')}).`,
    );
  }
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
  return found.length;
}

async function end(clusterDir: string, found: readonly number[], patience: Patience): Promise<boolean> {
  const postmaster = readPostmasterPid(clusterDir);
  // Without their postmaster, backends know only the immediate way out; recovery follows at the start.
  if (postmaster !== undefined && found.includes(postmaster)) {
    signal([postmaster], 'SIGINT');
    if (await allGone(clusterDir, patience.fast)) return true;
  }
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    signal(findServerProcesses(clusterDir), name);
    if (await allGone(clusterDir, patience.immediate)) return true;
  }
  return false;
}

const programs = ['postgres', 'initdb'];

/** Pids of all PostgreSQL processes whose working directory is the cluster. */
export function findServerProcesses(clusterDir: string): number[] {
  const cluster = statSync(clusterDir, { throwIfNoEntry: false });
  if (cluster === undefined) return [];
  if (process.platform !== 'linux') return findByCommand(clusterDir);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const workingDir = statSync(`/proc/${pid}/cwd`);
        // A package update in the meantime makes the old program "(deleted)".
        const program = basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
        return workingDir.ino === cluster.ino && workingDir.dev === cluster.dev && programs.includes(program);
      } catch {
        return false;
      }
    });
}

/** Without /proc only the postmaster is found, by its command line; its children follow it. */
function findByCommand(clusterDir: string): number[] {
  const pid = readPostmasterPid(clusterDir);
  if (pid === undefined) return [];
  try {
    const command = execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(clusterDir) ? [pid] : [];
  } catch {
    return [];
  }
}

/** First line of postmaster.pid. */
export function readPostmasterPid(clusterDir: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has gone by itself.
    }
  }
}

async function allGone(clusterDir: string, limit: number): Promise<boolean> {
  const deadline = performance.now() + limit;
  while (findServerProcesses(clusterDir).length > 0) {
    if (performance.now() > deadline) return false;
    await delay(25);
  }
  return true;
}
