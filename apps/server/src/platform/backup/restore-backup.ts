import { createHash } from 'node:crypto';
import { type FileHandle, open, statfs } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ledgerTable, type Migration, migrationLock } from '../database/migrate.ts';
import { ServiceError } from '../errors/service-error.ts';
import {
  type CatalogTable,
  firstFilled,
  foreignKeys,
  isInUse,
  listTables,
  migrationsOf,
} from './catalog.repo.ts';
import { type Connection, inTransaction } from './connection.ts';
import type { ArchiveHeader } from './format.ts';
import { type CheckedArchive, checkArchive, damaged, held, openMembers } from './read-archive.ts';
import { type FilesToKeep, filesToKeep } from './restore-files.ts';

export interface RestoreTarget {
  /** The owner of a database without organisations. */
  ownerUrl: string;
  dataDir: string;
  /** This program's, in the order in which they run. */
  migrations: readonly Migration[];
  /** False where the secret comes from JINGYUN_SECRET. */
  keepSecret: boolean;
}

export interface RestoreSummary {
  /** The version and time of the backup. */
  product: string;
  createdAt: string;
  tables: number;
  rows: number;
  files: number;
  /** Migrations newer than the backup that ran after its rows were there. */
  migrated: string[];
  missingFiles: string[];
  damagedFiles: string[];
}

export interface RestoreProgress {
  /** Bytes of rows and files that were checked, then written. */
  onBytes?: (stage: 'check' | 'restore', done: number, total: number | null) => void;
}

/**
 * Brings a backup into an empty database: first the whole archive is read and every
 * checksum compared; then, in one transaction, the schema is made as it was at the time
 * of the backup, the rows are loaded, and the migrations that came since are run. So a
 * kill at any point leaves the target as empty as it was.
 *
 * Foreign keys are taken off while rows load and put back, which checks them all; row
 * security is not forced meanwhile, because COPY refuses to write below it.
 *
 * @throws ServiceError archive_not_ours, archive_damaged, archive_newer, archive_differs, target_not_empty,
 *   target_in_use, file_unusable, disk_full
 */
export async function restoreBackup(
  target: RestoreTarget,
  path: string,
  { onBytes = () => undefined }: RestoreProgress = {},
): Promise<RestoreSummary> {
  const file = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new ServiceError('file_unusable', {
      params: { file: path, reason: cause.code ?? 'unknown' },
      cause,
    });
  });
  try {
    const archive = await checkArchive(file, (done) => onBytes('check', done, null));
    refuseUnknown(archive.header, target.migrations);
    await refuseTooLarge(archive, target.dataDir);
    const files = filesToKeep(target.dataDir);
    const total = sizeOf(archive);
    const migrated = await inTransaction(target.ownerUrl, 'read write', async (sql) => {
      // Another process that starts meanwhile waits here, and then finds the restored database.
      await sql.rows('select pg_advisory_xact_lock($1::bigint)', [migrationLock]);
      await refuseFilled(sql, archive.header);
      await makeSchema(sql, archive.header, target.migrations);
      await load(sql, file, archive, files, (done) => onBytes('restore', done, total));
      const newer = target.migrations.filter(isNewerThan(archive.header));
      for (const migration of newer) await runMigration(sql, migration);
      return newer.map(({ id }) => id);
    });
    if (target.keepSecret) await files.keepSecret();
    await inTransaction(target.ownerUrl, 'read write', (sql) => sql.run('analyze'));
    const { product, createdAt, tables } = archive.header;
    const rows = [...archive.rows.values()].reduce((sum, count) => sum + count, 0);
    const { damagedFiles, missingFiles } = archive.manifest;
    const restored = archive.manifest.files.count - damagedFiles.length;
    return {
      product,
      createdAt,
      tables: tables.length,
      rows,
      files: restored,
      migrated,
      missingFiles,
      damagedFiles,
    };
  } finally {
    await file.close();
  }
}

function refuseUnknown(header: ArchiveHeader, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ id, checksum }) => [id, checksum]));
  for (const { id, checksum } of header.migrations) {
    const ours = known.get(id);
    if (ours === undefined) throw new ServiceError('archive_newer', { params: { version: header.product } });
    if (ours !== checksum) throw new ServiceError('archive_differs', { params: { migration: id } });
  }
}

const isNewerThan = (header: ArchiveHeader) => {
  const ids = new Set(header.migrations.map(({ id }) => id));
  return ({ id }: Migration) => !ids.has(id);
};

async function refuseTooLarge(archive: CheckedArchive, dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (archive.manifest.files.bytes > bavail * bsize) throw new ServiceError('disk_full');
}

/** Empty is a database without tables, or one that this program made and nobody has used; of the backup's schema or an older. */
async function refuseFilled(sql: Connection, header: ArchiveHeader): Promise<void> {
  if (await isInUse(sql)) throw new ServiceError('target_in_use');
  const tables = await listTables(sql);
  if (tables.length === 0) return;
  const ran = await migrationsOf(sql);
  if (ran.length === 0) throw new ServiceError('target_not_empty', { params: { what: tables[0]!.name } });
  const inBackup = new Set(header.migrations.map(({ id }) => id));
  const newer = ran.find(({ id }) => !inBackup.has(id));
  const what = newer?.id ?? (await firstFilled(sql, tables));
  if (what !== null) throw new ServiceError('target_not_empty', { params: { what } });
}

async function makeSchema(
  sql: Connection,
  header: ArchiveHeader,
  migrations: readonly Migration[],
): Promise<void> {
  await sql.run(ledgerTable);
  const ran = new Set((await migrationsOf(sql)).map(({ id }) => id));
  const isNewer = isNewerThan(header);
  for (const migration of migrations) {
    if (!isNewer(migration) && !ran.has(migration.id)) await runMigration(sql, migration);
  }
  for (const month of header.eventMonths) {
    await sql.rows('select ensure_event_partitions($1::date, $1::date)', [month]);
  }
}

async function load(
  sql: Connection,
  file: FileHandle,
  archive: CheckedArchive,
  files: FilesToKeep,
  onBytes: (done: number) => void,
): Promise<void> {
  const catalog = await listTables(sql);
  const tables = matched(archive.header, catalog);
  const keys = await foreignKeys(sql);
  for (const { table, name } of keys) await sql.run(`alter table ${table} drop constraint ${name}`);
  for (const { sqlName } of catalog) {
    // What a migration itself inserted is in the backup as well.
    await sql.run(
      `alter table ${sqlName} no force row level security, disable trigger user; truncate ${sqlName}`,
    );
  }
  await copyMembers(sql, file, archive, tables, files, onBytes);
  for (const { table, name, definition } of keys)
    await sql.run(`alter table ${table} add constraint ${name} ${definition}`);
  for (const { sqlName } of catalog)
    await sql.run(`alter table ${sqlName} force row level security, enable trigger user`);
  for (const [name, { sqlName }] of tables) {
    const [row] = await sql.rows<{ rows: string }>(`select count(*)::text as rows from ${sqlName}`);
    if (Number(row?.rows) !== archive.rows.get(name)) throw damaged(`${name} has rows that are none`);
  }
}

/** The statement that loads each table. Names come from the catalogue: the archive's are only compared with them. */
function matched(
  header: ArchiveHeader,
  catalog: CatalogTable[],
): Map<string, { sqlName: string; copy: string }> {
  const byName = new Map(catalog.map((table) => [table.name, table]));
  return new Map(
    header.tables.map(({ name, columns }) => {
      const table = byName.get(name);
      const quoted = columns.flatMap((column) => table?.columns.get(column) ?? []);
      if (
        table === undefined ||
        quoted.length !== columns.length ||
        new Set(quoted).size !== table.columns.size
      )
        throw damaged(`${name} has other columns than its schema`);
      return [
        name,
        { sqlName: table.sqlName, copy: `copy ${table.sqlName} (${quoted.join(', ')}) from stdin` },
      ];
    }),
  );
}

async function copyMembers(
  sql: Connection,
  file: FileHandle,
  archive: CheckedArchive,
  tables: Map<string, { copy: string }>,
  files: FilesToKeep,
  onBytes: (done: number) => void,
): Promise<void> {
  const expected = new Map(archive.manifest.members.map(({ name, sha256 }) => [name, sha256]));
  const broken = new Set(archive.manifest.damagedFiles);
  let done = 0;
  const tally = (count: number) => {
    done += count;
    onBytes(done);
  };
  let current: { table: string; stream: Writable } | undefined;
  const endTable = async () => {
    const stream = current?.stream;
    current = undefined;
    if (stream === undefined) return;
    stream.end();
    await finished(stream);
  };
  for await (const { name, member, bytes } of openMembers(file)) {
    if (member.kind === 'table') {
      if (current?.table !== member.table) {
        await endTable();
        const { copy } = tables.get(member.table)!;
        current = { table: member.table, stream: sql.copyIn(copy) };
      }
      const hash = createHash('sha256');
      for await (const piece of bytes) {
        hash.update(piece);
        await write(current.stream, piece);
        tally(piece.length);
      }
      // The file was checked before; it must not have been exchanged since.
      if (hash.digest('hex') !== expected.get(name)) throw damaged(`${name} changed while it was read`);
      continue;
    }
    await endTable();
    if (member.kind === 'secret') files.holdSecret((await held(bytes)).content);
    else if (member.kind === 'file' && !broken.has(name)) await files.keep(member, bytes, tally);
    else for await (const piece of bytes) tally(piece.length);
  }
}

/** Waits until the server has taken in what was sent before: memory stays constant. */
async function write(stream: Writable, piece: Buffer): Promise<void> {
  if (stream.errored !== null) throw stream.errored;
  if (stream.write(piece)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      stream.off('drain', settle).off('error', settle);
      if (error === undefined) resolve();
      else reject(error);
    };
    stream.on('drain', settle).on('error', settle);
  });
}

function sizeOf({ manifest }: CheckedArchive): number {
  return manifest.members.reduce((sum, { bytes }) => sum + bytes, manifest.files.bytes);
}

async function runMigration(sql: Connection, { id, checksum, sql: text }: Migration): Promise<void> {
  await sql.run(text);
  await sql.rows('insert into jingyun_migrations (id, checksum) values ($1, $2)', [id, checksum]);
}
