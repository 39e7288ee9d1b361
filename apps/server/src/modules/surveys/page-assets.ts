import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Addresses of the answer page's style and script. Without a built web client the page is plain and works all the same. */
export interface PageAssets {
  styles: readonly string[];
  script: string | null;
}

const manifestPath = fileURLToPath(new URL('../../../../web/dist/.vite/manifest.json', import.meta.url));
const entry = 'src/survey/main.ts';

/** Reads what the build has made of the page's own entry. */
export function readPageAssets(path: string = manifestPath): PageAssets {
  if (!existsSync(path)) return { styles: [], script: null };
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { file: string; css?: string[] }>;
  const chunk = manifest[entry];
  if (chunk === undefined) return { styles: [], script: null };
  return { styles: (chunk.css ?? []).map((file) => `/${file}`), script: `/${chunk.file}` };
}
