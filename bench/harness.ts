import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findRunningPostgres } from '../apps/server/src/platform/postgres/index.ts';

const program = fileURLToPath(new URL('../apps/server/bin/jingyun.js', import.meta.url));

/** A running Jingyun in a data folder of its own, as `npm start` runs it. */
export interface BenchServer {
  url: string;
  /** An owner's API key. */
  key: string;
  orgId: string;
  dataDir: string;
  /** The embedded server's address for its owner. */
  databaseUrl: string;
  process: ChildProcess;
  /** Milliseconds from the process's start to the first page answered. */
  firstPageMs: number;
  cli(...args: string[]): string;
  stop(): Promise<void>;
}

export interface BenchServerOptions {
  /** CLI commands to run on the empty data folder before the server starts, e.g. `['demo', '--tickets', '1000000']`. */
  prepare?: string[][];
  dataDir?: string;
  env?: Record<string, string>;
}

/** Runs commands of the program and gives what they print. */
export function cliIn(env: NodeJS.ProcessEnv): (...args: string[]) => string {
  return (...args) =>
    execFileSync(process.execPath, [program, ...args], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
}

/** Starts the product and waits for its first page. */
export async function startBenchServer(options: BenchServerOptions = {}): Promise<BenchServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'jingyun-bench-'));
  const port = await freePort();
  const env = {
    ...process.env,
    ...options.env,
    JINGYUN_DATA_DIR: dataDir,
    PORT: String(port),
    JINGYUN_LOG_LEVEL: 'warn',
    JINGYUN_REQUESTS_PER_MINUTE: '100000000',
  };
  const cli = cliIn(env);
  for (const command of options.prepare ?? []) cli(...command, '--yes', '--json');
  const begun = performance.now();
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/`, child);
  const firstPageMs = performance.now() - begun;
  const made = JSON.parse(
    cli('api-key', 'create', '--role', 'owner', '--json').trim().split('\n').at(-1) ?? '{}',
  ) as { key: string; orgId: string };
  const postgres = await findRunningPostgres({ dataDir: join(dataDir, 'postgres') });
  return {
    url,
    key: made.key,
    orgId: made.orgId,
    dataDir,
    databaseUrl: postgres?.url ?? '',
    process: child,
    firstPageMs,
    cli,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + 120_000;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await delay(50);
  }
  throw new Error('the server did not answer within two minutes');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
