import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, findRunningPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { layoutOf } from './layout.ts';
import { findServerProcesses } from './leftovers.ts';
import { createTestServer } from './test-server.ts';
import { preparedDataDir, query, runApp, temporaryDataDir, until } from './testing/harness.ts';

// Each test makes a cluster or two; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const start = (dataDir: string) => startEmbeddedPostgres({ dataDir, durability: 'none' });

describe('a running server', () => {
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await createTestServer();
  });
  afterAll(() => server.stop());

  test('serves the application database in UTF-8 with checksums', async () => {
    const [row] = await query(
      server.url,
      `select current_database() as database, current_setting('server_encoding') as encoding,
              current_setting('data_checksums') as checksums, current_setting('TimeZone') as zone,
              (select concat(datlocprovider, ':', datlocale) from pg_database where datname = 'jingyun') as locale`,
    );
    expect(row).toEqual({
      database: 'jingyun',
      encoding: 'UTF8',
      checksums: 'on',
      zone: 'UTC',
      locale: 'b:C.UTF-8',
    });
  });

  test('finds Chinese words by trigram, which LC_CTYPE C would not', async () => {
    await query(server.url, 'create extension pg_trgm');
    const [row] = await query(server.url, `select similarity('洗衣机漏水', '洗衣机漏电') as likeness`);
    expect(row?.likeness).toBeGreaterThan(0);
  });

  test('has the contributed extensions, and counts statements', async () => {
    for (const name of ['btree_gin', 'pgcrypto', 'pg_stat_statements'])
      await query(server.url, `create extension ${name}`);
    const [row] = await query(server.url, 'select count(*)::int as known from pg_stat_statements');
    expect(row?.known).toBeGreaterThan(0);
  });

  test('listens on loopback only and on no socket', async () => {
    const rows = await query(
      server.url,
      `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories')`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
    });
  });

  test('refuses a wrong password, and keeps the right one off every command line', async () => {
    const password = new URL(server.url).password;
    await expect(query(server.url.replace(password, '0'.repeat(48)), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
    const [row] = await query(
      server.url,
      `select rolpassword like 'SCRAM-SHA-256$%' as scram from pg_authid where rolcanlogin`,
    );
    expect(row?.scram).toBe(true);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(password);
  });

  test('reaches other databases by adminUrl', async () => {
    await query(server.adminUrl('postgres'), 'create database other_1');
    const [row] = await query(server.adminUrl('other_1'), 'select current_database() as database');
    expect(row?.database).toBe('other_1');
  });
});

test('commits durably by default', async () => {
  const server = await startEmbeddedPostgres({ dataDir: temporaryDataDir() });
  const rows = await query(
    server.url,
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'jit')`,
  );
  await server.stop();
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    jit: 'off',
  });
});

test('keeps data, password and port over a restart, the secrets for the owner only', async () => {
  const dataDir = temporaryDataDir();
  const first = await start(dataDir);
  await query(first.url, 'create table kept as select 42 as n');
  await first.stop();
  const second = await start(dataDir);
  const rows = await query(second.url, 'select n from kept');
  await second.stop();
  expect([...rows]).toEqual([{ n: 42 }]);
  expect(second.url).toBe(first.url);
  const { passwordFile, secretsDir, clusterDir } = layoutOf(dataDir);
  expect(
    [passwordFile, secretsDir, clusterDir].map((path) => (statSync(path).mode & 0o777).toString(8)),
  ).toEqual(['600', '700', '700']);
});

test('stops while queries run, and as often as asked', async () => {
  const server = await start(await preparedDataDir());
  const sql = postgres(server.url, { max: 1 });
  await sql`select 1`;
  const interrupted = expect(sql`select pg_sleep(3600)`.execute()).rejects.toThrow();
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  await interrupted;
  await sql.end({ timeout: 1 });
  expect(server.pid).toBeUndefined();
});

test('takes another port when its own was taken', async () => {
  const dataDir = await preparedDataDir();
  const first = await start(dataDir);
  await first.stop();
  const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(squatter, 'listening');
  const second = await start(dataDir);
  await query(second.url, 'select 1');
  await second.stop();
  squatter.close();
  expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
});

describe('a second start on the same directory', () => {
  test('is refused, naming the process that holds it, and can share that server', async () => {
    const dataDir = await preparedDataDir();
    expect(await findRunningPostgres({ dataDir })).toBeUndefined();
    const app = runApp(dataDir);
    const { url, pid } = await app.next();
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'data_dir_in_use',
      message: expect.stringContaining(`pid ${app.process.pid}`),
      hint: expect.stringContaining('JINGYUN_DATA_DIR'),
    });
    const shared = await findRunningPostgres({ dataDir });
    expect(shared).toMatchObject({ url, pid });
    await query(url, 'select 1');
    await app.end('SIGTERM');
    expect(await findRunningPostgres({ dataDir })).toBeUndefined();
  });

  test('is refused in the same process, too, and allowed after the stop', async () => {
    const dataDir = await preparedDataDir();
    const first = await start(dataDir);
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'data_dir_in_use' });
    await query(first.url, 'select 1');
    await first.stop();
    const second = await start(dataDir);
    await second.stop();
  });
});

test('of two first starts at the same time, one serves and one is told so', async () => {
  const dataDir = temporaryDataDir();
  const words = await Promise.all([runApp(dataDir), runApp(dataDir)].map((app) => app.next()));
  expect(words.map((word) => word.event).sort()).toEqual(['failed', 'started']);
  expect(words.find((word) => word.event === 'failed')?.code).toBe('data_dir_in_use');
  await query(words.find((word) => word.event === 'started')?.url ?? '', 'select 1');
});

test('works in a folder with spaces, quotes and Chinese characters in its name', async () => {
  const server = await start(join(temporaryDataDir(), "精运 的'数据'", 'postgres'));
  await query(server.url, 'select 1');
  await server.stop();
});

test('says so when the place for the data is not a folder', async () => {
  const dataDir = join(temporaryDataDir(), '..', 'file');
  writeFileSync(dataDir, '');
  await expect(start(dataDir)).rejects.toMatchObject({ code: 'access_denied' });
});

test('keeps the ten newest log files', async () => {
  const dataDir = await preparedDataDir();
  await (await start(dataDir)).stop();
  const logDir = join(layoutOf(dataDir).clusterDir, 'log');
  const { uid, gid } = statSync(logDir);
  for (let day = 10; day < 30; day++) {
    writeFileSync(join(logDir, `postgres-200001${day}-000000.log`), '');
    chownSync(join(logDir, `postgres-200001${day}-000000.log`), uid, gid);
  }
  await (await start(dataDir)).stop();
  const kept = readdirSync(logDir).sort();
  expect(kept).toHaveLength(10);
  expect(kept[0]).toMatch(/^postgres-200001[2]/);
  expect(kept.at(-1)).not.toMatch(/^postgres-2000/);
});

test('a killed test run leaves a folder which the next one deletes', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const script = `import(${JSON.stringify(join(import.meta.dirname, 'test-server.ts'))}).then((m) => m.createTestServer()).then((s) => console.log(s.url)); setInterval(() => {}, 60000)`;
  const run = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  run.stdout.setEncoding('utf8').once('data', resolve);
  await promise;
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('jingyun-test-postgres-'));
  const [abandoned] = folders().filter(
    (name) => existsSync(join(tmpdir(), name, 'postgres', 'holder.json')) && holderOf(name) === run.pid,
  );
  run.kill('SIGKILL');
  await once(run, 'exit');
  const clusterDir = layoutOf(join(tmpdir(), abandoned ?? '', 'postgres')).clusterDir;
  await until(() => findServerProcesses(clusterDir).length === 0);
  const next = await createTestServer();
  await next.stop();
  expect(folders()).not.toContain(abandoned);
});

function holderOf(name: string): number {
  return JSON.parse(readFileSync(join(tmpdir(), name, 'postgres', 'holder.json'), 'utf8')).pid;
}

test('refuses files of another major version and leaves them alone', async () => {
  const dataDir = await preparedDataDir();
  const versionFile = join(layoutOf(dataDir).clusterDir, 'PG_VERSION');
  writeFileSync(versionFile, '17\n');
  await expect(start(dataDir)).rejects.toMatchObject({
    code: 'wrong_version',
    message: expect.stringContaining('17'),
  });
  expect(readFileSync(versionFile, 'utf8')).toBe('17\n');
});

test('sets a new password when the secrets were lost', async () => {
  const dataDir = await preparedDataDir();
  const first = await start(dataDir);
  await first.stop();
  rmSync(layoutOf(dataDir).secretsDir, { recursive: true });
  const second = await start(dataDir);
  await query(second.url, 'select 1');
  await second.stop();
  expect(new URL(second.url).password).not.toBe(new URL(first.url).password);
});

test('says that a stored password is wrong, and leaves no server behind', async () => {
  const dataDir = await preparedDataDir();
  writeFileSync(layoutOf(dataDir).passwordFile, 'not-it\n');
  await expect(start(dataDir)).rejects.toMatchObject({ code: 'password_rejected' });
  expect(await findRunningPostgres({ dataDir })).toBeUndefined();
});

test("obeys the operator's custom.conf, and says when it cannot", async () => {
  const dataDir = await preparedDataDir();
  const customFile = join(layoutOf(dataDir).clusterDir, 'custom.conf');
  writeFileSync(customFile, "work_mem = '21MB'\nlisten_addresses = '*'\n");
  const server = await start(dataDir);
  const [row] = await query(
    server.url,
    `select current_setting('work_mem') as work, current_setting('listen_addresses') as address`,
  );
  await server.stop();
  expect(row).toEqual({ work: '21MB', address: '127.0.0.1' });
  writeFileSync(customFile, 'work_mem = lots\n');
  await expect(start(dataDir)).rejects.toMatchObject({
    code: 'settings_rejected',
    detail: expect.stringContaining('work_mem'),
  });
});
