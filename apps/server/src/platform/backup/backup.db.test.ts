import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { defineEvent } from '@jingyun/contracts';
import fc from 'fast-check';
import { sql } from 'kysely';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { migrationSources, type OpenDatabase, openDatabase } from '../../app/open-database.ts';
import { projectToEnd } from '../../testing/project-to-end.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { openPool, type Sql } from '../database/connect.ts';
import { readMigrations } from '../database/migrate.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { appendEvents } from '../events/append-events.ts';
import { rebasePositions } from '../events/rebase-positions.ts';
import { registryOf } from '../events/registry.ts';
import { projectNext } from '../events/run-projector.ts';
import type { Projector } from '../events/types.ts';
import { contents, makeArchive, makeFile, makeMails } from './backup.factory.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const happened = defineEvent('test.happened', z.object({ n: z.number() }));
const registry = registryOf([happened]);
const db = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'jingyun-test-backup-'));
const dataDir = join(folder, 'data');
const archive = join(folder, 'backup.tar.gz');
const made: string[] = [];
let sha256: string;

/** Writes each event's id where a second time would fail: exactly once, or the test does not pass. */
const witness: Projector = {
  name: 'witness',
  types: ['test.happened'],
  batchSize: 10,
  apply: async (tx, events) => {
    for (const event of events)
      await sql`insert into idempotency_keys (org_id, actor_id, key, fingerprint, status, headers, body)
        values (${tx.orgId}, 'witness', ${event.id}, ${event.data['n']}, 0, '{}', '')`.execute(tx.db);
  },
  reset: async () => undefined,
};

const append = (database: Database, from: number, to: number) =>
  database.inOrg(db.orgId, async (tx) => {
    for (let n = from; n < to; n++)
      await appendEvents(tx, [
        {
          definition: happened,
          data: { n },
          subject: { type: 'test', id: randomUUID() },
          actor: { type: 'system', id: null },
        },
      ]);
  });

const witnessed = async (tx: Tx) =>
  (
    await sql<{
      n: number;
    }>`select fingerprint::int as n from idempotency_keys where org_id = ${tx.orgId} order by 1`.execute(
      tx.db,
    )
  ).rows.map(({ n }) => n);

/** An empty database on the test server. */
async function emptyDatabase(): Promise<string> {
  const name = `b_${randomUUID().replaceAll('-', '')}`;
  await inAdmin((admin) => admin.unsafe(`create database ${name}`));
  made.push(name);
  const url = new URL(db.open.ownerUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function inAdmin(work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const url = new URL(db.open.ownerUrl);
  url.pathname = '/postgres';
  const admin = postgres(url.href, { max: 1, onnotice: () => undefined });
  await work(admin).finally(() => admin.end({ timeout: 5 }));
}

async function withOwner<T>(url: string, work: (owner: Sql) => Promise<T>): Promise<T> {
  const owner = openPool(url, { max: 2, name: 'owner' });
  return work(owner).finally(() => owner.end({ timeout: 5 }));
}

async function withOpen<T>(url: string, work: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const open = await openDatabase(url, { pool: 2 });
  return work(open).finally(() => open.close());
}

async function restore(url: string, path = archive, into = join(folder, randomUUID())) {
  mkdirSync(into, { recursive: true });
  const migrations = await readMigrations(migrationSources());
  return restoreBackup({ ownerUrl: url, dataDir: into, migrations, keepSecret: true }, path);
}

beforeAll(async () => {
  mkdirSync(join(dataDir, 'secrets'), { recursive: true });
  writeFileSync(join(dataDir, 'secrets', 'installation'), 'a secret of forty characters, or thereabouts');
  await db.inOrg(makeMails);
  sha256 = await db.inOrg((tx) => makeFile(tx, dataDir, '附件内容'));
  await append(db.database, 0, 25);
  await projectNext(db.database, registry, witness, db.orgId);
  await db.open.owner`
    insert into auth."user" (id, "orgId", name, email) values ('u1', ${db.orgId}, '李娜', 'li@example.com')`;
  await writeBackup({ ownerUrl: db.open.ownerUrl, dataDir, product: '1.2.3' }, archive);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await inAdmin(async (admin) => {
    for (const name of made) await admin.unsafe(`drop database ${name} with (force)`);
  });
});

test('a restored database has the same rows, files and secret, and the log goes on where it was', async () => {
  const url = await emptyDatabase();
  const into = join(folder, 'into');
  const before = await contents(db.open.owner);
  const summary = await restore(url, archive, into);
  expect(summary).toMatchObject({
    product: '1.2.3',
    files: 1,
    migrated: [],
    missingFiles: [],
    damagedFiles: [],
  });
  await withOwner(url, async (owner) => expect(await contents(owner)).toEqual(before));
  expect(before['public.mails']).toHaveLength(5);
  expect(readFileSync(join(into, 'files', db.orgId, sha256.slice(0, 2), sha256), 'utf8')).toBe('附件内容');
  expect(readFileSync(join(into, 'secrets', 'installation'), 'utf8')).toContain('forty characters');
  expect(statSync(archive).mode & 0o077, 'others may not read the archive').toBe(0);

  await withOpen(url, async ({ database }) => {
    await append(database, 25, 40);
    await projectToEnd(database, registry, witness, db.orgId);
    expect(await database.inOrg(db.orgId, witnessed)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });
});

test('row security is forced on every restored table', async () => {
  const url = await emptyDatabase();
  await restore(url);
  await withOwner(url, async (owner) => {
    const open = await owner`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and c.relname <> 'jingyun_migrations'
        and not (c.relrowsecurity and c.relforcerowsecurity)`;
    expect(open.map((row) => row['relname'])).toEqual([]);
  });
});

test('a target that holds something is refused and keeps it', async () => {
  const url = await emptyDatabase();
  await withOwner(url, (owner) => owner`create table theirs (n int)`);
  await expect(restore(url)).rejects.toMatchObject({
    code: 'target_not_empty',
    params: { what: 'public.theirs' },
  });
  const used = await emptyDatabase();
  await restore(used);
  await expect(restore(used)).rejects.toMatchObject({ code: 'target_not_empty' });
});

test('a database that was made and never used is empty enough', async () => {
  const url = await emptyDatabase();
  await withOpen(url, async () => undefined);
  expect(await restore(url)).toMatchObject({ files: 1 });
});

test('an archive of an earlier version is brought up to date; one of a later version is refused', async () => {
  const url = await emptyDatabase();
  const known = await readMigrations(migrationSources());
  const later = { id: 'platform/9999_later', checksum: 'a'.repeat(64), sql: 'create table later_on (n int)' };
  const into = join(folder, 'later');
  mkdirSync(into);
  const summary = await restoreBackup(
    { ownerUrl: url, dataDir: into, migrations: [...known, later], keepSecret: true },
    archive,
  );
  expect(summary.migrated).toEqual(['platform/9999_later']);
  await withOwner(url, async (owner) => {
    expect(await owner`select to_regclass('later_on') is not null as there`).toMatchObject([{ there: true }]);
  });
  const attempt = restoreBackup(
    { ownerUrl: await emptyDatabase(), dataDir: into, migrations: known.slice(0, -1), keepSecret: true },
    archive,
  );
  await expect(attempt).rejects.toMatchObject({ code: 'archive_newer', params: { version: '1.2.3' } });
});

test('a connection that is lost in the middle leaves the target empty, and the next try succeeds', async () => {
  const url = await emptyDatabase();
  const migrations = await readMigrations(migrationSources());
  const into = join(folder, 'cut');
  mkdirSync(into);
  let cut = false;
  const onBytes = (stage: string) => {
    if (stage !== 'restore' || cut) return;
    cut = true;
    const name = new URL(url).pathname.slice(1);
    void inAdmin(
      (admin) => admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`,
    );
  };
  const target = { ownerUrl: url, dataDir: into, keepSecret: true, migrations: [...migrations, slow] };
  const attempt = restoreBackup(target, archive, { onBytes });
  await expect(attempt).rejects.toThrow();
  await withOwner(url, async (owner) => expect(await contents(owner)).toEqual({}));
  expect(existsSync(join(into, 'secrets', 'installation'))).toBe(false);
  expect(await restore(url, archive, into)).toMatchObject({ files: 1 });
});

/** Holds the transaction open until the connection is cut. */
const slow = { id: 'platform/9999_slow', checksum: 'b'.repeat(64), sql: 'select pg_sleep(60)' };

test('damage is found before anything is written', async () => {
  const url = await emptyDatabase();
  const good = readFileSync(archive);
  const tar = gunzipSync(good);
  const flipped = Buffer.from(tar);
  const at = flipped.indexOf('example.com');
  flipped[at] = flipped[at]! ^ 1;
  const path = join(folder, 'bad.tar.gz');
  const cases: [string, Buffer, string][] = [
    ['cut short', good.subarray(0, good.length - 400), 'archive_damaged'],
    ['cut at half', good.subarray(0, good.length / 2), 'archive_damaged'],
    ['cut in the tar', gzipSync(tar.subarray(0, tar.length - 6_000)), 'archive_damaged'],
    ['a bit turned', gzipSync(flipped), 'archive_damaged'],
    ['not compressed', tar, 'archive_not_ours'],
    ['empty', Buffer.alloc(0), 'archive_not_ours'],
    ['something else', Buffer.from('PK\u0003\u0004 hello'), 'archive_not_ours'],
    ['another tar', await makeArchive([{ name: 'hello.txt', content: 'hello' }]), 'archive_not_ours'],
  ];
  for (const [what, bytes, code] of cases) {
    writeFileSync(path, bytes);
    await expect(restore(url, path), what).rejects.toMatchObject({ code });
  }
  await withOwner(url, async (owner) => expect(await contents(owner)).toEqual({}));
});

const emptyHeader = {
  format: 1,
  product: '1.0.0',
  postgres: '18',
  createdAt: '2026-03-02T02:00:00Z',
  migrations: [],
  tables: [],
  eventMonths: [],
};

test('members that no backup has are refused', async () => {
  const url = await emptyDatabase();
  const path = join(folder, 'hostile.tar.gz');
  const header = { ...emptyHeader, tables: [{ name: 'public.mails', columns: ['id'] }] };
  const first = { name: 'archive.json', content: JSON.stringify(header) };
  const empty = { members: [], files: { count: 0, bytes: 0 }, damagedFiles: [], missingFiles: [] };
  const last = { name: 'manifest.json', content: JSON.stringify(empty) };
  for (const [what, members] of Object.entries({
    'a path that leads out': [first, { name: '../../etc/cron.d/x', content: 'x' }, last],
    'a path that leads out of files/': [first, { name: `files/../../${'a'.repeat(64)}`, content: 'x' }, last],
    'an absolute path': [first, { name: '/tmp/x', content: 'x' }, last],
    'a link': [first, { name: 'secrets/installation', content: '', type: 'symlink' as const }, last],
    'a directory': [first, { name: 'files', content: '', type: 'directory' as const }, last],
    'a table of the system': [
      first,
      { name: 'tables/pg_catalog.pg_authid/000001.copy', content: 'x\n' },
      last,
    ],
    'a file that the manifest does not count': [
      first,
      { name: `files/${randomUUID()}/${'a'.repeat(64)}`, content: 'x' },
      last,
    ],
    'rows that the manifest does not name': [
      first,
      { name: 'tables/public.mails/000001.copy', content: 'x\n' },
      last,
    ],
    'something after the manifest': [first, last, { name: 'secrets/installation', content: 'x' }],
    'a header of another shape': [{ name: 'archive.json', content: '{"format":1,"product":"1"}' }, last],
    'a header that is no JSON': [{ name: 'archive.json', content: '{' }, last],
    'columns that the schema does not have': [first, last],
  })) {
    writeFileSync(path, await makeArchive(members));
    await expect(restore(url, path), what).rejects.toMatchObject({ code: 'archive_damaged' });
  }
  await withOwner(url, async (owner) => expect(await contents(owner)).toEqual({}));
});

test('an archive that unpacks to far more than it holds is given up', async () => {
  const path = join(folder, 'bomb.tar.gz');
  // 1.5 GB of zeros in 1.5 MB: past the free gigabyte, and 1,000 : 1.
  const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const head = await makeArchive([{ name: 'archive.json', content: JSON.stringify(emptyHeader) }]);
  writeFileSync(path, Buffer.concat([head, ...Array.from({ length: 24 }, () => zeros)]));
  await expect(restore(await emptyDatabase(), path)).rejects.toMatchObject({
    code: 'archive_damaged',
    params: { reason: expect.stringContaining('far more') },
  });
});

test('an owner who is no superuser backs up and restores, as with DATABASE_URL', async () => {
  const url = new URL(await emptyDatabase());
  const role = `o_${randomUUID().replaceAll('-', '')}`;
  const database = url.pathname.slice(1);
  await inAdmin(async (admin) => {
    await admin.unsafe(`create role ${role} login password 'not-super'`);
    await admin.unsafe(`alter database ${database} owner to ${role}`);
  });
  url.username = role;
  url.password = 'not-super';
  await restore(url.href);
  const again = join(folder, 'by-owner.tar.gz');
  const summary = await writeBackup({ ownerUrl: url.href, dataDir, product: '1.2.3' }, again);
  await withOwner(url.href, async (owner) => {
    const all = Object.values(await contents(owner)).flat();
    expect(summary.rows).toBe(all.length);
    expect(all.length).toBeGreaterThan(30);
  });
  await inAdmin(async (admin) => {
    await admin.unsafe(`drop database ${database} with (force)`);
    await admin.unsafe(`drop role ${role}`);
  });
  made.splice(made.indexOf(database), 1);
});

test('a backup does not write over another, and leaves nothing where it cannot be written', async () => {
  const source = { ownerUrl: db.open.ownerUrl, dataDir, product: '1.2.3' };
  await expect(writeBackup(source, archive)).rejects.toMatchObject({ code: 'file_exists' });
  const nowhere = join(folder, 'nowhere', 'x.tar.gz');
  await expect(writeBackup(source, nowhere)).rejects.toMatchObject({ code: 'file_unusable' });
});

test('a file whose bytes are lost or changed is named and does not spoil the backup', async () => {
  const [lost, changed] = await db.inOrg(async (tx) => [
    await makeFile(tx, dataDir, 'lost'),
    await makeFile(tx, dataDir, 'changed'),
  ]);
  rmSync(join(dataDir, 'files', db.orgId, lost!.slice(0, 2), lost!));
  writeFileSync(join(dataDir, 'files', db.orgId, changed!.slice(0, 2), changed!), 'CHANGED');
  const path = join(folder, 'holes.tar.gz');
  const summary = await writeBackup({ ownerUrl: db.open.ownerUrl, dataDir, product: '1.2.3' }, path);
  const name = (sha: string) => `files/${db.orgId}/${sha}`;
  expect(summary).toMatchObject({ missingFiles: [name(lost!)], damagedFiles: [name(changed!)] });
  expect(await restore(await emptyDatabase(), path)).toMatchObject({
    files: 1,
    damagedFiles: [name(changed!)],
  });
});

test('positions of a database that came from elsewhere are lowered and keep their order', async () => {
  const url = await emptyDatabase();
  await restore(url);
  await withOpen(url, async ({ owner, database }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n }), { minLength: 2, maxLength: 25 }),
        async (txids) => {
          await owner`
            update events e set txid = (${txids.map(String)}::bigint[])[1 + o.n % ${txids.length}]
            from (select id, row_number() over (order by id)::int as n from events) o where o.id = e.id`;
          const order = () =>
            owner`select id from events order by txid, id`.then((rows) => rows.map((row) => row['id']));
          const before = await order();
          await rebasePositions(owner);
          expect(await order()).toEqual(before);
          const [row] =
            await owner`select max(txid) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as readable from events`;
          expect(row?.['readable'], 'readers see every event at once').toBe(true);
          expect(await rebasePositions(owner), 'nothing is left to do').toBe(0);
        },
      ),
      { numRuns: 15 },
    );
    await owner`update events set txid = txid + 4000000000000`;
    await owner`update projector_checkpoints c set txid = e.txid, event_id = e.id
      from (select txid, id from events order by txid desc, id desc limit 1) e`;
    expect(await rebasePositions(owner)).toBe(25);
    await append(database, 25, 30);
    expect(await projectToEnd(database, registry, witness, db.orgId), 'only what is new').toBe(5);
  });
});
