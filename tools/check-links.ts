/**
 * `node tools/check-links.ts`: what the documentation names must exist. Every relative link and
 * its heading, every path in backticks, every `npm run …` and `jingyun …` command; and pages in two
 * languages must keep step. `tools/docs.test.ts` runs the same over the whole repository.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something in a page that leads nowhere. */
export interface Finding {
  page: string;
  what: string;
}

/** Where pages, files and scripts are looked up. Paths are relative to the repository, with `/`. */
export interface Repository {
  /** Whether a file, a folder, or at least one match of a pattern with `*` exists. */
  exists(path: string): boolean;
  /** The text of a page. */
  read(path: string): string;
  /** Names of the npm scripts of a workspace; of the root for ''. Undefined: no such workspace. */
  scripts(workspace: string): readonly string[] | undefined;
  /** Commands of the CLI. */
  commands: readonly string[];
}

/** Shorthand that pages use for well-known folders. */
const folders: Record<string, string> = {
  platform: 'apps/server/src/platform',
  modules: 'apps/server/src/modules',
  app: 'apps/server/src/app',
  cli: 'apps/server/src/cli',
  testing: 'apps/server/src/testing',
  features: 'apps/web/src/features',
  console: 'apps/web/src/console',
  portal: 'apps/web/src/portal',
};
const roots = /^(?:apps|packages|docs|e2e|bench|tools|\.ci|\.github)\//;
const looksLikePath = /^[\w.@-][\w.@{},*-]*(?:\/[\w.@{},*-]+)+\/?$/;
const sourceFile = /\.(?:ts|tsx|js|cjs|json|sql|md|css)$/;

/** Everything in a page that leads nowhere. Generated pages are held to their links only. */
export function findingsOf(page: string, repository: Repository): Finding[] {
  const text = repository.read(page);
  const prose = withoutFences(text);
  const wrong = [...brokenLinks(page, prose, repository), ...unknownCommands(text, repository)];
  if (!text.startsWith('<!-- Generated')) wrong.push(...unknownPaths(page, prose, repository));
  return [...new Set(wrong)].map((what) => ({ page, what }));
}

/** Where two languages of one page have fallen out of step. What is said in words, also within code, may differ. */
export function outOfStep(one: string, other: string): string[] {
  const levels = (text: string) =>
    [...withoutFences(text).matchAll(/^(#{1,6}) /gm)].map(([, marks]) => marks);
  const links = (text: string) => targetsOf(withoutFences(text)).filter((target) => /^https?:/.test(target));
  const parts: [string, (text: string) => unknown[]][] = [
    ['headings', levels],
    ['code blocks', (text) => fences(text).map(withoutWords)],
    ['names', namesOf],
    ['pictures', (text) => [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, target]) => target)],
    ['links to other sites', links],
  ];
  return parts
    .filter(([, of]) => JSON.stringify(of(one)) !== JSON.stringify(of(other)))
    .map(([name]) => `${name} differ`);
}

/** A code block without what is there for readers: comments, and strings of words (with a space, or not in ASCII). */
function withoutWords(block: string): string {
  const isJson = block.startsWith('```json');
  return isJson
    ? block.replace(/"(?:[^"\\\n]|\\.)*"/g, (text) => (/[^!-~]/.test(text) ? '"…"' : text))
    : block.replace(/(^|\s)#\s.*$/gm, '$1#');
}

/** What stands in backticks outside of code blocks, and keys, each once. */
function namesOf(text: string): string[] {
  const names = withoutFences(text).matchAll(/`[^`\n]+`|<kbd>[^<]+<\/kbd>/g);
  return [...new Set([...names].map(([name]) => name))].sort();
}

function brokenLinks(page: string, prose: string, repository: Repository): string[] {
  return targetsOf(prose).flatMap((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), decodeURI(path)));
    if (file.startsWith('..') || !repository.exists(file)) return [`link to ${target}`];
    if (anchor === undefined || !file.endsWith('.md')) return [];
    return anchorsOf(repository.read(file)).has(decodeURI(anchor)) ? [] : [`heading of link ${target}`];
  });
}

/** Targets of links and pictures, references and HTML included. */
function targetsOf(prose: string): string[] {
  const text = prose.replace(/`[^`\n]*`/g, '``');
  const patterns = [
    /\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/g,
    /^\[[^\]]+\]:\s+(\S+)/gm,
    /\b(?:href|src)="([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, target = '']) => target));
}

function unknownPaths(page: string, prose: string, repository: Repository): string[] {
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return spans
    .filter((span) => looksLikePath.test(span) && (roots.test(span) || sourceFile.test(span)))
    .flatMap(expandBraces)
    .filter((path) => !candidates(page, path).some((candidate) => repository.exists(candidate)))
    .map((path) => `path \`${path}\``);
}

/** Where a path may lead: from the repository, from a well-known folder, from the page's own. */
function candidates(page: string, path: string): string[] {
  const [first = '', ...rest] = path.split('/');
  const folder = folders[first];
  return [
    path,
    ...(folder === undefined ? [] : [[folder, ...rest].join('/')]),
    `apps/server/src/modules/${path}`,
    posix.join(posix.dirname(page), path),
  ];
}

/** `a/{b,c}.md` is two paths. */
function expandBraces(path: string): string[] {
  const [whole, before = '', inside = '', after = ''] = /^([^{}]*)\{([^{}]*)\}(.*)$/.exec(path) ?? [];
  if (whole === undefined) return [path];
  return inside.split(',').flatMap((part) => expandBraces(`${before}${part}${after}`));
}

function unknownCommands(text: string, repository: Repository): string[] {
  const scripts = [...text.matchAll(/\bnpm run (?:-s )?([\w:-]+)(?:[ \t]+-w[ \t]+([\w@/-]+))?/g)].filter(
    ([, script = '', workspace = '']) => repository.scripts(workspace)?.includes(script) !== true,
  );
  const commands = [...text.matchAll(/\bnpx jingyun ([a-z][a-z-]*)/g)].filter(
    ([, command = '']) => !repository.commands.includes(command),
  );
  return [...scripts, ...commands].map(([whole]) => `command ${whole}`);
}

/** Ids that a link may end in: of headings as GitHub makes them, and of `<a id>`. */
export function anchorsOf(text: string): Set<string> {
  const ids = new Set([...text.matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id));
  const times = new Map<string, number>();
  for (const [, heading = ''] of withoutFences(text).matchAll(/^#{1,6} +(.+)$/gm)) {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    ids.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return ids;
}

const fence = /^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm;

function withoutFences(text: string): string {
  return text.replace(fence, '');
}

function fences(text: string): string[] {
  return [...text.matchAll(fence)].map(([whole]) => whole);
}

/** Pages written in English and in Chinese. Those that are generated hold both languages, and have no other edition. */
export function editionsOf(pages: readonly string[], { read }: Pick<Repository, 'read'>): [string, string][] {
  const guides = pages
    .filter((path) => /^docs\/(?:(?:guides|reference)\/|scale-out\.md)/.test(path))
    .filter((path) => !read(path).startsWith('<!-- Generated'));
  return [
    ['README.md', 'README.zh-CN.md'],
    ...guides.map((path): [string, string] => [path, path.replace('docs/', 'docs/zh/')]),
  ];
}

/** The pages of a repository: those at its root, under docs and .github, and the modules' own. */
export function pagesOf(root: string): string[] {
  const patterns = ['*.md', 'docs/**/*.md', '.github/**/*.md', 'apps/server/src/**/*.md', 'bench/*.md'];
  return globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** A repository on disk. */
export function repositoryAt(root: string): Repository {
  const scripts = (workspace: string) => {
    const file = join(root, workspace, 'package.json');
    if (!existsSync(file)) return undefined;
    return Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { scripts?: object }).scripts ?? {});
  };
  const runCli = readFileSync(join(root, 'apps/server/src/cli/run-cli.ts'), 'utf8');
  return {
    exists: (path) =>
      path.includes('*') ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path)),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    scripts,
    commands: [...runCli.matchAll(/from '\.\/([a-z-]+)\.ts'/g)].map(([, name = '']) => name),
  };
}

/** The repository that this file is part of. */
export const here = dirname(dirname(fileURLToPath(import.meta.url)));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const repository = repositoryAt(here);
  const pages = pagesOf(here);
  const findings = pages.flatMap((page) => findingsOf(page, repository));
  const apart = editionsOf(pages, repository).flatMap(([english, chinese]) =>
    repository.exists(chinese)
      ? outOfStep(repository.read(english), repository.read(chinese)).map((what) => `${chinese}: ${what}`)
      : [`${chinese} is missing`],
  );
  for (const { page, what } of findings) console.error(`${page}: ${what}`);
  for (const what of apart) console.error(what);
  if (findings.length + apart.length > 0) process.exitCode = 1;
}
