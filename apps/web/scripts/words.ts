/**
 * Keeps the three languages in step.
 *
 *   node scripts/words.ts          writes zh-TW from zh-CN (OpenCC with Taiwan phrases, then the overrides)
 *   node scripts/words.ts --check  writes nothing; fails where zh-TW is stale, or where English lacks a key,
 *                                  has one too many, or other {{places}}
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inTaiwanUsage } from '@jingyun/contracts';
import * as OpenCC from 'opencc-js/cn2t';

type Tree = { [key: string]: string | Tree };

const check = process.argv.includes('--check');
const toTaiwan = OpenCC.Converter({ from: 'cn', to: 'twp' });
const inTaiwan = (text: string) => inTaiwanUsage(toTaiwan(text));
const places = ['src/lib/i18n/words', 'src/portal/words'].map((path) =>
  join(import.meta.dirname, '..', path),
);
const problems: string[] = [];

for (const words of places) {
  const overrides = readJson(join(words, 'zh-TW.overrides.json')) as Record<string, string>;
  const used = new Set<string>();
  mkdirSync(join(words, 'zh-TW'), { recursive: true });
  for (const file of readdirSync(join(words, 'zh-CN'))) {
    const room = basename(file, '.json');
    const source = readJson(join(words, 'zh-CN', file));
    const taiwan = convert(source, room, overrides, used);
    const target = join(words, 'zh-TW', file);
    const text = `${JSON.stringify(taiwan, null, 2)}\n`;
    if (!check) writeFileSync(target, text);
    else if (readText(target) !== text) problems.push(`${target} is stale: run npm run words -w apps/web`);
    compare(flatten(source), flatten(readJson(join(words, 'en', file))), `${room} in ${words}`);
  }
  for (const key of Object.keys(overrides)) {
    if (!used.has(key)) problems.push(`zh-TW.overrides.json has "${key}", which zh-CN does not`);
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}

function convert(tree: Tree, path: string, overrides: Record<string, string>, used: Set<string>): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => {
      const here = `${path}.${key}`;
      if (typeof value !== 'string') return [key, convert(value, here, overrides, used)];
      const override = overrides[here];
      if (override !== undefined) used.add(here);
      return [key, override ?? inTaiwan(value)];
    }),
  );
}

function flatten(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flatten(value, `${path}${key}.`)],
    ),
  );
}

function compare(chinese: Map<string, string>, english: Map<string, string>, where: string): void {
  for (const [key, text] of chinese) {
    const other = english.get(key);
    if (other === undefined) problems.push(`${where}: English lacks ${key}`);
    else if (slots(text) !== slots(other))
      problems.push(`${where}: ${key} has other places: ${slots(text)} / ${slots(other)}`);
    else if (other.trim() === '' || text.trim() === '') problems.push(`${where}: ${key} is empty`);
  }
  for (const key of english.keys()) if (!chinese.has(key)) problems.push(`${where}: zh-CN lacks ${key}`);
}

function slots(text: string): string {
  return [...new Set(text.match(/\{\{\w+\}\}/g))].sort().join(' ');
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function readJson(path: string): Tree {
  const text = readText(path);
  return text === null ? {} : (JSON.parse(text) as Tree);
}
