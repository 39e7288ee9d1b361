import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ServiceError } from '../errors/service-error.ts';
import type { Sql } from './connect.ts';

/** Where a module keeps its migrations: `NNNN_name.sql`, run in the order of their names. */
export interface MigrationSource {
  module: string;
  folder: URL;
}

export interface Migration {
  id: string;
  checksum: string;
  sql: string;
}

/** Any number that no other program on this database uses for an advisory lock. Held while the schema changes. */
export const migrationLock = 748_359_001;

/**
 * Brings the database to the newest schema. Forward only; each file in its own
 * transaction together with the note that it ran. Safe to run from several
 * processes at once: one works, the others wait and find nothing to do.
 *
 * @returns the ids that ran now, e.g. `tickets/0001_tickets`.
 * @throws ServiceError database_newer; Error where a file that ran before was changed since.
 */
export async function migrate(owner: Sql, sources: MigrationSource[]): Promise<string[]> {
  const wanted = await readMigrations(sources);
  const connection = await owner.reserve();
  try {
    await connection`select pg_advisory_lock(${migrationLock}::bigint)`;
    await connection.unsafe(ledgerTable);
    const done = new Map<string, string>(
      (await connection`select id, checksum from jingyun_migrations`).map((row) => [
        row['id'],
        row['checksum'],
      ]),
    );
    refuseSurprises(wanted, done);
    const pending = wanted.filter((migration) => !done.has(migration.id));
    for (const migration of pending) {
      await connection.unsafe('begin');
      try {
        await connection.unsafe(migration.sql).simple();
        await connection`insert into jingyun_migrations (id, checksum) values (${migration.id}, ${migration.checksum})`;
        await connection.unsafe('commit');
      } catch (error) {
        await connection.unsafe('rollback');
        throw new Error(`Migration ${migration.id} failed; nothing of it was kept.`, { cause: error });
      }
    }
    return pending.map((migration) => migration.id);
  } finally {
    await connection`select pg_advisory_unlock(${migrationLock}::bigint)`.catch(() => undefined);
    connection.release();
  }
}

/** Makes the table of migrations that ran, where there is none. */
export const ledgerTable = `create table if not exists jingyun_migrations (
  id text primary key, checksum text not null, ran_at timestamptz not null default now())`;

/** Every migration of this program, in the order in which they run. */
export async function readMigrations(sources: readonly MigrationSource[]): Promise<Migration[]> {
  return (await Promise.all(sources.map(readSource))).flat();
}

async function readSource({ module, folder }: MigrationSource): Promise<Migration[]> {
  const names = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return {
        id: `${module}/${name.replace(/\.sql$/, '')}`,
        checksum: createHash('sha256').update(sql).digest('hex'),
        sql,
      };
    }),
  );
}

function refuseSurprises(wanted: Migration[], done: Map<string, string>): void {
  const known = new Map(wanted.map((migration) => [migration.id, migration.checksum]));
  for (const [id, checksum] of done) {
    if (!known.has(id)) {
      throw new ServiceError('database_newer', { params: { migration: id } });
    }
    if (known.get(id) !== checksum) {
      throw new Error(
        `Migration ${id} was changed after it ran. Restore the file and write a new migration.`,
      );
    }
  }
}
