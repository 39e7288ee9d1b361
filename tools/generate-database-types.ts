/**
 * Writes apps/server/src/platform/database/schema.generated.ts from a freshly
 * migrated database. `--check` writes nothing and fails where the file is stale.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';

const target = fileURLToPath(
  new URL('../apps/server/src/platform/database/schema.generated.ts', import.meta.url),
);
const root = fileURLToPath(new URL('..', import.meta.url));

const server = await createTestServer();
try {
  const database = await openDatabase(server.url, { pool: 2 });
  await database.close();
  const draft = join(mkdtempSync(join(tmpdir(), 'jingyun-types-')), 'schema.ts');
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect=postgres',
      `--url=${server.url}`,
      `--out-file=${draft}`,
      '--date-parser=string',
      '--exclude-pattern={events_*,auth.*,pgboss.*,jingyun_migrations}',
      `--type-mapping=${JSON.stringify({ timestamptz: 'Temporal.Instant', int8: 'number' })}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const made = readFileSync(draft, 'utf8');
  if (process.argv.includes('--check')) {
    if (made !== readFileSync(target, 'utf8'))
      throw new Error('schema.generated.ts is stale: run npm run generate:db and commit it.');
  } else {
    writeFileSync(target, made);
  }
} finally {
  await server.stop();
}
