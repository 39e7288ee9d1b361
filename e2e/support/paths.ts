import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Where npm put a package; its `exports` may hide its own package.json. */
export function packageDir(name: string): string {
  const dir = join(root, 'node_modules', name);
  if (!existsSync(dir)) throw new Error(`${name} is not installed. Run npm ci.`);
  return dir;
}

function version(name: string): string {
  const text = readFileSync(join(packageDir(name), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The unpacked browser and fonts; made once for each version, shared by runs. */
export const browserDir = join(root, '.cache', 'browser', version('@sparticuz/chromium'));
export const fontDir = join(root, '.cache', 'fonts', version('@fontsource-variable/noto-sans-sc'));
export const executablePath = join(browserDir, 'chromium');
export const fontConfig = join(fontDir, 'fonts.conf');
