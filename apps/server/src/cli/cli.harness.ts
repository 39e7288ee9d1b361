import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/jingyun.js', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The last line of standard output as JSON. */
  json(): Record<string, unknown>;
}

/** A `jingyun` process, as a shell would start it. */
export interface Running {
  process: ChildProcess;
  finished: Promise<Finished>;
  /** Resolves when the text appears on standard error; rejects when the process ends without. */
  says(text: string): Promise<void>;
}

/** Starts a command line of its own process, in English, on the data folder given. */
export function jingyun(args: string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C', JINGYUN_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
    for (const look of waiting) look();
  });
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) =>
      resolve({ code, stdout, stderr, json: () => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') }),
    );
  });
  return {
    process: child,
    finished,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stderr.includes(text)) resolve();
        };
        waiting.add(look);
        look();
        void finished.then(({ code }) =>
          reject(new Error(`ended with ${code} without saying it:\n${stderr}`)),
        );
      }),
  };
}

/** Runs a command line to its end. */
export function run(args: string[], env: Record<string, string>): Promise<Finished> {
  return jingyun(args, env).finished;
}

/** A port that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
