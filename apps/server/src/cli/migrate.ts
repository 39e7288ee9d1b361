import { Command } from 'commander';
import { openDatabase } from '../app/open-database.ts';
import { readConfig } from '../platform/config/config.ts';
import { openServer } from './open.ts';
import { answer, tell } from './output.ts';

/** `jingyun migrate`: brings the schema up to date; `start` does it by itself. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database to the schema of this version')
    .option('--json', 'print one JSON object')
    .action(async ({ json = false }: { json?: boolean }) => {
      const server = await openServer(readConfig(process.env));
      try {
        const open = await openDatabase(server.url, { pool: 2 });
        await open.close();
        const count = open.migrated.length;
        answer(
          json,
          { ok: true, migrated: open.migrated },
          tell({ zh: `已执行 ${count} 个迁移。`, en: `${count} migrations ran.` }),
        );
      } finally {
        await server.stop();
      }
    });
}
