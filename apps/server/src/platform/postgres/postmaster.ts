import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterContext } from './cluster.ts';
import { type FailureCause, recogniseFailure } from './errors.ts';
import { nameForServer } from './layout.ts';
import { spawnAs } from './server-user.ts';
import { fixedSettings } from './settings.ts';

/** A running postmaster, our child. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process has ended, however it ended. */
  readonly exited: Promise<ServerExit>;
  /** Fast shutdown; immediate, then kill, when the limit (milliseconds) passes. */
  stop(limit?: number): Promise<void>;
}

export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Start-up that did not succeed; `output` is what the server said. */
export interface FailedStart {
  readonly cause: FailureCause;
  readonly output: string;
}

/**
 * Starts the server and waits until it accepts connections, which after a crash includes recovery.
 * It becomes leader of a session of its own: a Ctrl-C in the terminal reaches the application only, which
 * then stops it in good order.
 */
export async function startPostmaster(
  context: ClusterContext,
  port: number,
  limit: number,
): Promise<Postmaster | FailedStart> {
  const { layout, user, binaries } = context;
  const logs = new LogTail(join(layout.clusterDir, 'log'));
  const name = nameForServer(layout.clusterDir, user !== undefined);
  const output = openSync(layout.startupLog, 'w', 0o600);
  const child = spawn(binaries.postgres, ['-D', name, ...fixedSettings(name, port)], {
    ...spawnAs(user, layout.clusterDir),
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  child.unref();
  let ended = false;
  const exited = new Promise<ServerExit>((resolve) => {
    const finish = (exit: ServerExit) => {
      ended = true;
      resolve(exit);
    };
    child.once('exit', (code, signal) => finish({ code, signal }));
    child.once('error', () => finish({ code: null, signal: null }));
  });
  const stop = (patience = 30_000) => stopChild(child, exited, patience);
  const deadline = performance.now() + limit;
  while (!ended && !isReady(layout.clusterDir, child.pid)) {
    if (performance.now() > deadline) {
      await stop();
      return { cause: 'start_timeout', output: logs.read() };
    }
    await Promise.race([exited, delay(20)]);
  }
  if (!ended && child.pid !== undefined) return { pid: child.pid, exited, stop };
  const said = readFileSync(layout.startupLog, 'utf8') + logs.read();
  return { cause: recogniseFailure(said), output: said };
}

/** The same sign that pg_ctl waits for: the eighth line of postmaster.pid. */
function isReady(clusterDir: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess, exited: Promise<ServerExit>, patience: number): Promise<void> {
  const steps = [
    ['SIGINT', patience],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const;
  for (const [signal, limit] of steps) {
    child.kill(signal);
    const timer = new AbortController();
    const gone = await Promise.race([
      exited.then(() => true),
      delay(limit, false, { signal: timer.signal }).catch(() => false),
    ]);
    timer.abort();
    if (gone) return;
  }
}

const LOGS_KEPT = 10;

/** What the server adds to its log files from now on. */
class LogTail {
  readonly #directory: string;
  readonly #sizes: ReadonlyMap<string, number>;

  constructor(directory: string) {
    this.#directory = directory;
    this.#sizes = new Map(listLogs(directory).map((name) => [name, statSync(join(directory, name)).size]));
  }

  read(): string {
    return listLogs(this.#directory)
      .map((name) =>
        readFileSync(join(this.#directory, name))
          .subarray(this.#sizes.get(name) ?? 0)
          .toString('utf8'),
      )
      .join('');
  }
}

/** Deletes all but the ten newest log files (each at most 10 MB or a day). */
export function pruneLogs(clusterDir: string): void {
  const directory = join(clusterDir, 'log');
  for (const name of listLogs(directory).slice(0, -LOGS_KEPT)) rmSync(join(directory, name), { force: true });
}

function listLogs(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^postgres-\d{8}-\d{6}\.log$/.test(name))
      .sort();
  } catch {
    return [];
  }
}
