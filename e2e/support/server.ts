import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.ts';

const node = join(root, 'node_modules', '.bin', 'node');
const cli = join(root, 'apps', 'server', 'bin', 'jingyun.js');

/** A product of its own: real server, embedded PostgreSQL, an empty data folder, a free port. */
export interface TestServer {
  url: string;
  dataDir: string;
  stop(): Promise<void>;
}

/** A folder for everything that one product keeps; `remove` when it is no longer needed. */
export async function makeDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'jingyun-e2e-'));
}

function environment(dataDir: string, port: number): NodeJS.ProcessEnv {
  // What the caller has set for a server of their own must not reach this one.
  const { DATABASE_URL: _, SMTP_URL: __, NODE_OPTIONS: ___, ...inherited } = process.env;
  return {
    ...inherited,
    JINGYUN_DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    JINGYUN_PUBLIC_URL: `http://127.0.0.1:${port}`,
    JINGYUN_LOG_LEVEL: 'warn',
    // All tests come from one address.
    JINGYUN_REQUESTS_PER_MINUTE: '1000000',
  };
}

/** Starts a server and waits until it answers. @throws Error with what it said, when it ends instead */
export async function startServer(dataDir: string): Promise<TestServer> {
  const port = await freePort();
  const child = spawn(node, [cli, 'start'], {
    env: environment(dataDir, port),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([
    untilReady(url, child),
    ended.then(() => {
      throw new Error(`The server ended while starting:\n${said.join('')}`);
    }),
  ]);
  return {
    url,
    dataDir,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs a command of the CLI to its end. @returns its last line, parsed */
export async function runCli(dataDir: string, args: readonly string[]): Promise<Record<string, unknown>> {
  const child = spawn(node, [cli, ...args, '--json'], {
    env: environment(dataDir, 0),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`jingyun ${args.join(' ')} ended with ${code}:\n${err}${out}`);
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
