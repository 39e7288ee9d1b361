import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tell } from './output.ts';

const web = new URL('../../../web/', import.meta.url);

/**
 * The web client is built by `npm ci`. Where install scripts were switched off it is built
 * now, once. When that fails the server runs all the same: the API needs no web client.
 */
export function ensureWebBuilt(): void {
  if (existsSync(new URL('dist/index.html', web))) return;
  process.stderr.write(
    `${tell({ zh: '首次启动：正在构建网页端……', en: 'First start: building the web client …' })}\n`,
  );
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', web));
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: fileURLToPath(web),
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  if (status === 0) return;
  const words = {
    zh: '网页端未能构建，仅提供 API。请执行 npm run build -w apps/web 查看原因。',
    en: 'The web client could not be built; only the API is served. Run "npm run build -w apps/web" to see why.',
  };
  process.stderr.write(`${tell(words)}\n${firstLines(stderr ?? '')}\n`);
}

const firstLines = (text: string) => text.split('\n').slice(0, 6).join('\n');
