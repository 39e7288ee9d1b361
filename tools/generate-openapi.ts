/**
 * Writes the OpenAPI document (docs/reference/openapi.json) and, from it, the web
 * client's types (apps/web/src/lib/api/schema.generated.ts). `--check` writes
 * nothing and fails where either is stale.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { buildHttp } from '../apps/server/src/app/build-http.ts';
import { openProduct } from '../apps/server/src/app/open-product.ts';
import { readConfig } from '../apps/server/src/platform/config/config.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const targets = {
  document: at('docs/reference/openapi.json'),
  types: at('apps/web/src/lib/api/schema.generated.ts'),
};

const dataDir = mkdtempSync(join(tmpdir(), 'jingyun-openapi-'));
const server = await createTestServer();
try {
  const config = readConfig({ JINGYUN_DATA_DIR: dataDir, JINGYUN_SECRET: 'x'.repeat(40) });
  const product = await openProduct(config, server.url, pino({ level: 'silent' }));
  const http = await buildHttp(product.services, async () => null);
  await http.ready();
  const document = written(http.swagger());
  await http.close();
  await product.close();
  put(targets.document, document);
  put(targets.types, typesOf(document));
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** The web workspace's own tool: it wants an older TypeScript than the project's, so it is run, not imported. */
function typesOf(document: string): string {
  const [input, output] = [join(dataDir, 'openapi.json'), join(dataDir, 'schema.ts')];
  writeFileSync(input, document);
  execFileSync(
    'npm',
    ['exec', '--workspace', 'apps/web', '--', 'openapi-typescript', input, '--output', output],
    { cwd: at('.'), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return readFileSync(output, 'utf8');
}

function put(path: string, text: string): void {
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } else if (readFileSync(path, 'utf8') !== text) {
    throw new Error(`${path} is stale: run npm run generate:api and commit it.`);
  }
}

/** Each path on a line of its own, in alphabetical order: a change shows as the paths it touches. */
function written(document: unknown): string {
  const { paths, ...rest } = document as { paths: Record<string, unknown> };
  const lines = Object.entries(paths)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, operations]) => `${JSON.stringify(path)}: ${JSON.stringify(operations)}`);
  return `${JSON.stringify(rest).slice(0, -1)},\n"paths": {\n${lines.join(',\n')}\n}}\n`;
}
