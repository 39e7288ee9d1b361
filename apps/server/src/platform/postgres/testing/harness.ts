import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { layoutOf } from '../layout.ts';
import { endLeftovers } from '../leftovers.ts';

/** What testing/app.ts says. */
export interface AppSays {
  readonly event: 'started' | 'failed' | 'exit' | 'restart' | 'interrupted';
  readonly url: string;
  readonly pid: number;
  readonly code?: string;
  readonly message: string;
  readonly detail: string;
}

export interface App {
  readonly process: ChildProcess;
  /** The next thing it says; fails when it ends without saying anything. */
  next(): Promise<AppSays>;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface RunAppOptions {
  readonly durability?: 'full' | 'none';
  readonly uid?: number;
  readonly gid?: number;
  /** Path of the app, when it is not to be the one in this repository. */
  readonly entry?: string;
  readonly node?: string;
  readonly env?: Record<string, string>;
  /** Shell words before the command, for example a resource limit. */
  readonly before?: string;
}

/** A data directory which is gone after the test, with whatever still runs on it. */
export function temporaryDataDir(): string {
  const parent = mkdtempSync(join(tmpdir(), 'jingyun-postgres-'));
  chmodSync(parent, 0o755);
  const dataDir = join(parent, 'data', 'postgres');
  mkdirSync(join(parent, 'data'));
  onTestFinished(async () => {
    await endLeftovers(layoutOf(dataDir).clusterDir);
    rmSync(parent, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });
  return dataDir;
}

let template: Promise<string> | undefined;
afterAll(async () => {
  if (template !== undefined) rmSync(await template, { recursive: true, force: true });
});

/** The same with a cluster in it, copied from one which the first call makes: ten times faster than initdb. */
export async function preparedDataDir(): Promise<string> {
  template ??= makeTemplate();
  const dataDir = temporaryDataDir();
  execFileSync('cp', ['-a', `${await template}/.`, dirname(dataDir)]);
  return dataDir;
}

async function makeTemplate(): Promise<string> {
  const parent = mkdtempSync(join(tmpdir(), 'jingyun-postgres-template-'));
  const dataDir = join(parent, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir, durability: 'none' });
  await server.stop();
  // Copies need not all try the same port.
  rmSync(layoutOf(dataDir).serverFile);
  return parent;
}

/** Runs testing/app.ts as a process, which is killed after the test at the latest. */
export function runApp(dataDir: string, options: RunAppOptions = {}): App {
  const entry = options.entry ?? join(import.meta.dirname, 'app.ts');
  const command = `${options.before ?? ''} exec "$0" "$@"`;
  const child = spawn(
    '/bin/sh',
    ['-c', command, options.node ?? process.execPath, entry, dataDir, options.durability ?? 'none'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...options.env },
      // A group of its own, as a terminal gives it.
      detached: true,
      cwd: '/',
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
    },
  );
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async next() {
      const line = await lines.next();
      if (line.done) throw new Error('the application ended without a word');
      return JSON.parse(line.value);
    },
    async end(signal) {
      child.kill(signal);
      await exited;
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<postgres.RowList<postgres.Row[]>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Resolves when the condition holds; fails after half a minute. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('waited half a minute in vain');
    await delay(10);
  }
}
