import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tell } from './output.ts';

const web = new URL('../../../web/', import.meta.url);

/** The web client is built by `npm ci`. Where install scripts were switched off it is built now, once. */
export function ensureWebBuilt(): void {
  if (existsSync(new URL('dist/index.html', web))) return;
  process.stderr.write(
    `${tell({ zh: '首次启动:正在构建网页端……', en: 'First start: building the web client …' })}\n`,
  );
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', web));
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: fileURLToPath(web),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The web client could not be built.\n${stderr}`);
}
