#!/usr/bin/env node
// Jingyun runs on the Node that `npm ci` brings along; the system's may be older. This file is plain
// JavaScript that any Node from 20 on reads: it hands over to the right one where it is not it already.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) >= 26) {
  // Compiled code is kept in the clone: 1.9 s of start-up work become 1.2. Where it may not be written nothing is lost.
  module.enableCompileCache(fileURLToPath(new URL('../../../.cache/compile', import.meta.url)));
  await import('../src/main.ts');
} else {
  const node = createRequire(import.meta.url).resolve('node/bin/node');
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself: the terminal signals the whole group. Signals sent to this process are passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
