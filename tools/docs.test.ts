import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { automationInput, createTicketInput } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import { automationOffers, eventDefinitions, metricRegistry } from '../apps/server/src/app/declarations.ts';
import { exitCodes } from '../apps/server/src/cli/exit-codes.ts';
import { checkAutomation, nextRunAt } from '../apps/server/src/modules/automations/check-automation.ts';
import { registryOf } from '../apps/server/src/platform/events/registry.ts';
import {
  anchorsOf,
  editionsOf,
  findingsOf,
  here,
  outOfStep,
  pagesOf,
  type Repository,
  repositoryAt,
} from './check-links.ts';

const repository = repositoryAt(here);
const editions = editionsOf(pagesOf(here), repository);
const page = (path: string) => repository.read(path);

/** A repository of two pages, to see that the check finds what is planted. */
const small = (text: string): Repository => ({
  exists: (path) => ['docs/a.md', 'docs/b.md', 'apps/server/src/platform/module.ts'].includes(path),
  read: (path) => (path === 'docs/a.md' ? text : '# Two words\n\n<a id="x"></a>\n'),
  scripts: (workspace) => (workspace === '' ? ['check'] : workspace === 'apps/web' ? ['dev'] : undefined),
  commands: ['start'],
});
const found = (text: string) => findingsOf('docs/a.md', small(text)).map(({ what }) => what);

describe('the check finds', () => {
  test.each([
    ['a link to no page', '[b](c.md)', 'link to c.md'],
    ['a link that leaves the repository', '[b](../../c.md)', 'link to ../../c.md'],
    ['a picture that is missing', '![b](b.png)', 'link to b.png'],
    ['a heading that is missing', '[b](b.md#three)', 'heading of link b.md#three'],
    ['a path of nothing', '`apps/server/src/nothing.ts`', 'path `apps/server/src/nothing.ts`'],
    ['one of two in braces', '`platform/{module,nothing}.ts`', 'path `platform/nothing.ts`'],
    ['a script of nothing', 'npm run nothing', 'command npm run nothing'],
    ['a script of another workspace', '`npm run check -w apps/web`', 'command npm run check -w apps/web'],
    ['a command of nothing', '```sh\nnpx jingyun dance\n```', 'command npx jingyun dance'],
  ])('%s', (_, text, what) => {
    expect(found(text)).toEqual([what]);
  });

  test('nothing where all is well', () => {
    const good = [
      '[b](b.md) [b](b.md#two-words) [b](b.md#x) [here](#top) [site](https://example.org/x.md)',
      '# Top',
      '`platform/module.ts` `Asia/Shanghai` `/api/v1/tickets` `npm run check` `npm run dev -w apps/web`',
      '```\n[in a block](nowhere.md)\n```',
      'npx jingyun start',
    ];
    expect(found(good.join('\n\n'))).toEqual([]);
  });
});

test('headings become the ids that GitHub gives them', () => {
  expect([...anchorsOf('# How `it` works, in 2 steps\n## 数据放在哪里?\n## A\n## A\n')]).toEqual([
    'how-it-works-in-2-steps',
    '数据放在哪里',
    'a',
    'a-1',
  ]);
});

test('two languages out of step are told apart by headings, blocks, names and pictures', () => {
  expect(outOfStep('# A\n\n```\nx\n```\n', '# 甲\n\n```\nx\n```\n')).toEqual([]);
  expect(outOfStep('# A\n## B\n', '# 甲\n')).toEqual(['headings differ']);
  expect(outOfStep('```\nx\n```\n', '```\ny\n```\n')).toEqual(['code blocks differ']);
  expect(outOfStep('![a](a.png)', '甲')).toEqual(['pictures differ']);
  expect(outOfStep('Set `PORT` and `HOST`.', '设置 `PORT`。')).toEqual(['names differ']);
  expect(outOfStep('Press <kbd>R</kbd>.', '按 <kbd>N</kbd>。')).toEqual(['names differ']);
});

test('words in code may be in the language of the page, commands may not', () => {
  expect(outOfStep('```sh\nnpm ci # gets all\n```\n', '```sh\nnpm ci # 全部取得\n```\n')).toEqual([]);
  expect(outOfStep('```sh\nnpm ci # gets all\n```\n', '```sh\nnpm i # 全部取得\n```\n')).toEqual([
    'code blocks differ',
  ]);
  const json = (name: string, status: string) =>
    `\`\`\`json\n{"name": "${name}", "is": "${status}"}\n\`\`\`\n`;
  expect(outOfStep(json('Night shift', 'new'), json('夜班', 'new'))).toEqual([]);
  expect(outOfStep(json('Night shift', 'new'), json('夜班', 'open'))).toEqual(['code blocks differ']);
});

test('every link, path and command of every page exists', () => {
  const pages = pagesOf(here);
  expect(pages.length).toBeGreaterThan(30);
  expect(pages.flatMap((path) => findingsOf(path, repository))).toEqual([]);
});

test('there are guides in two languages', () => {
  expect(editions.length).toBeGreaterThan(14);
});

test.each(editions)('%s and %s keep step', (english, chinese) => {
  expect(repository.exists(chinese)).toBe(true);
  expect(outOfStep(page(english), page(chinese))).toEqual([]);
});

test('every Chinese page is the edition of an English one, and links to it', () => {
  const index = 'docs/zh/README.md';
  for (const path of pagesOf(here).filter((path) => path.startsWith('docs/zh/') && path !== index)) {
    const english = path.replace('docs/zh/', 'docs/');
    expect(editions).toContainEqual([english, path]);
    expect(page(path)).toContain(`\n\n[English](${posix.relative(posix.dirname(path), english)})\n`);
    expect(page(english)).toContain(`\n\n[中文](${posix.relative(posix.dirname(english), path)})\n`);
    expect(page(index)).toContain(`](${path.slice('docs/zh/'.length)})`);
  }
});

test('the index leads to every guide, tutorial, reference and decision', () => {
  const index = page('docs/README.md');
  const missing = pagesOf(here)
    .filter((path) => path.startsWith('docs/') && path !== 'docs/README.md' && !path.startsWith('docs/zh/'))
    .filter((path) => !index.includes(`](${path.slice('docs/'.length)})`));
  expect(missing).toEqual([]);
});

test('every setting is documented, and no other', () => {
  const source = readFileSync(`${here}/apps/server/src/platform/config/config.ts`, 'utf8');
  const settings = [...source.matchAll(/^ {2}([A-Z_]+): z\b/gm)].map(([, name]) => name);
  const documented = [...page('docs/reference/configuration.md').matchAll(/^\| `([A-Z_]+)` \|/gm)];
  expect(settings.length).toBeGreaterThan(10);
  expect(documented.map(([, name]) => name).sort()).toEqual(settings.sort());
});

test('every command and exit code is documented', () => {
  const text = page('docs/reference/cli.md');
  const commands = [...text.matchAll(/^### .*$/gm)].flatMap(([heading]) =>
    [...heading.matchAll(/`([a-z-]+)/g)].map(([, name]) => name),
  );
  const own = readFileSync(`${here}/apps/server/src/cli/run-cli.ts`, 'utf8');
  const declared = [...own.matchAll(/import \{ \w+Command \} from '\.\/([a-z-]+)\.ts'/g)].map(
    ([, name]) => name,
  );
  expect([...new Set(commands)].sort()).toEqual(declared.sort());
  const codes = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(exitCodes));
});

test.each([
  ['docs', 'en'],
  ['docs/zh', 'zh'],
] as const)('every metric is explained in %s, as the product calls it', (folder, language) => {
  const text = page(`${folder}/guides/metrics.md`);
  const rows = metricRegistry.definitions.map(({ name, words }) => `| ${words[language]} | \`${name}\` |`);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !text.includes(row))).toEqual([]);
});

test.each(['docs', 'docs/zh'])('every example of an automation in %s can be saved', (folder) => {
  const parts = { registry: registryOf(eventDefinitions), automation: automationOffers };
  const examples = [...page(`${folder}/guides/automations.md`).matchAll(/^```json\n([\s\S]*?)^```$/gm)];
  expect(examples.length).toBeGreaterThan(3);
  const now = Temporal.Instant.from('2026-03-02T08:00:00Z');
  for (const [, text = ''] of examples) {
    const example = automationInput.parse(JSON.parse(text));
    checkAutomation(parts, example);
    expect(nextRunAt(example.trigger, now, 'Asia/Shanghai') === null).toBe(example.trigger.on === 'event');
  }
});

test('the example of a ticket is one', () => {
  const [, body = ''] = /-d '(\{"subject".*\})' \\$/m.exec(page('docs/guides/api.md')) ?? [];
  expect(createTicketInput.parse(JSON.parse(body)).subject).toBe('No cold air');
});

test('what the guide of automations says actions are called is what they are called', () => {
  const named = [...page('docs/guides/automations.md').matchAll(/^\| `([a-z]+\.[a-z]+)` \|/gm)];
  expect(named.map(([, name]) => name).sort()).toEqual([...automationOffers.actions.keys()].sort());
});
