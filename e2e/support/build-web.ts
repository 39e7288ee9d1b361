import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

const web = join(root, 'apps', 'web');

/** Builds the web client where its sources are newer than what was built: the tests look at the code as it is. */
export function buildWeb(): void {
  const built = join(web, 'dist', 'index.html');
  const sources = [join(web, 'src'), join(web, 'public'), join(root, 'packages', 'contracts', 'src')];
  if (existsSync(built) && Math.max(...sources.map(newest)) < statSync(built).mtimeMs) return;
  execFileSync('npm', ['run', '-s', 'build', '-w', 'apps/web'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function newest(dir: string): number {
  return Math.max(
    0,
    ...readdirSync(dir, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}
