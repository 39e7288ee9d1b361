/**
 * What a first visit loads, gzipped, from the build's manifest: the page's own script with everything it
 * imports, its styles, the words of one language, and (console) the shell's first screen.
 * Fails where a budget is broken.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

const dist = join(import.meta.dirname, '../dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

const pages = [
  {
    name: 'console (home, zh-CN)',
    entries: [
      'index.html',
      'src/lib/i18n/words/zh-CN.ts',
      'src/features/home/home-page.tsx',
      'node_modules/antd/es/locale/zh_CN.js',
    ],
    budget: 350_000,
  },
  { name: 'portal', entries: ['portal.html'], budget: 60_000 },
  { name: 'survey answer page', entries: ['src/survey/main.ts'], budget: 30_000 },
];

let broken = false;
for (const { name, entries, budget } of pages) {
  const files = new Set<string>();
  for (const entry of entries) collect(entryKey(entry), files);
  const sizes = [...files].map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file))).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  broken ||= total > budget;
  console.log(
    `${name}: ${kilobytes(total)} gzipped in ${files.size} files (budget ${kilobytes(budget)})${total > budget ? '  TOO LARGE' : ''}`,
  );
  for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes).slice(0, 8))
    console.log(`  ${kilobytes(bytes).padStart(9)}  ${file}`);
}
if (broken) process.exit(1);

/** The manifest's key of a source file; a dependency's path begins with the way up to it. */
function entryKey(entry: string): string {
  const key = Object.keys(manifest).find((known) => known === entry || known.endsWith(`/${entry}`));
  if (key === undefined)
    throw new Error(`The manifest has no ${entry}: run the build first, or correct scripts/size.ts.`);
  return key;
}

function collect(key: string, files: Set<string>): void {
  const chunk = manifest[key];
  if (chunk === undefined || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
