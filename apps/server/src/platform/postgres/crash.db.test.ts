import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { layoutOf } from './layout.ts';
import { findServerProcesses } from './leftovers.ts';
import { preparedDataDir, query, runApp, temporaryDataDir, until } from './testing/harness.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a killed application takes its server along, and what was committed is there again', async () => {
  const dataDir = await preparedDataDir();
  const app = runApp(dataDir, { durability: 'full' });
  const { url } = await app.next();
  await query(url, 'create table kept as select 42 as n');
  await app.end('SIGKILL');
  await until(() => findServerProcesses(layoutOf(dataDir).clusterDir).length === 0);
  const again = runApp(dataDir, { durability: 'full' });
  const started = await again.next();
  expect([...(await query(started.url, 'select n from kept'))]).toEqual([{ n: 42 }]);
});

test('a server that outlived its application and the watchdog is ended by the next start', async () => {
  const dataDir = await preparedDataDir();
  const app = runApp(dataDir);
  const { url, pid } = await app.next();
  await query(url, 'create table kept as select 42 as n');
  for (const child of childrenOf(app.process.pid)) if (child.pid !== pid) process.kill(child.pid, 'SIGKILL');
  await app.end('SIGKILL');
  expect(findServerProcesses(layoutOf(dataDir).clusterDir)).toContain(pid);
  const again = runApp(dataDir);
  const started = await again.next();
  expect(started).toMatchObject({ event: 'started' });
  expect(started.pid).not.toBe(pid);
  expect([...(await query(started.url, 'select n from kept'))]).toEqual([{ n: 42 }]);
});

test('a killed server is started again on the same port with everything committed', async () => {
  const dataDir = await preparedDataDir();
  const app = runApp(dataDir, { durability: 'full' });
  const { url, pid } = await app.next();
  await query(url, 'create table kept as select 42 as n');
  for (const victim of [pid, undefined]) {
    process.kill(victim ?? (await postmasterOf(url)), 'SIGKILL');
    expect(await app.next()).toMatchObject({ event: 'exit' });
    expect(await app.next()).toMatchObject({ event: 'restart' });
    expect([...(await query(url, 'select n from kept'))]).toEqual([{ n: 42 }]);
  }
});

test('stop() works while the server is down between two attempts', async () => {
  const exit = Promise.withResolvers<void>();
  const dataDir = await preparedDataDir();
  const server = await startEmbeddedPostgres({ dataDir, durability: 'none', onExit: () => exit.resolve() });
  process.kill(server.pid ?? 0, 'SIGKILL');
  await exit.promise;
  await server.stop();
  expect(findServerProcesses(layoutOf(dataDir).clusterDir)).toEqual([]);
  const next = await startEmbeddedPostgres({ dataDir, durability: 'none' });
  await next.stop();
});

test('a server whose port was taken while it was down returns to it as soon as it is free', async () => {
  const exits: number[] = [];
  const back = Promise.withResolvers<void>();
  const squatter = createServer();
  const server = await startEmbeddedPostgres({
    dataDir: await preparedDataDir(),
    durability: 'none',
    onExit: ({ restartInMs }) => {
      exits.push(restartInMs);
      if (exits.length === 1) squatter.listen(Number(new URL(server.url).port), '127.0.0.1');
      else squatter.close();
    },
    onRestart: () => back.resolve(),
  });
  process.kill(server.pid ?? 0, 'SIGKILL');
  await back.promise;
  await query(server.url, 'select 1');
  await server.stop();
  expect(exits.length).toBeGreaterThan(1);
  expect(exits[1]).toBeGreaterThan(exits[0] ?? 0);
});

test('a pid file whose number now belongs to another program stops nobody and harms nobody', async () => {
  const dataDir = await preparedDataDir();
  const { clusterDir } = layoutOf(dataDir);
  const { uid, gid } = statSync(clusterDir);
  // Of the server's user: PostgreSQL itself would refuse to start next to such a process.
  const bystander = spawn('/bin/sleep', ['3600'], process.getuid?.() === uid ? {} : { uid, gid });
  onTestFinished(() => void bystander.kill());
  writeFileSync(
    join(clusterDir, 'postmaster.pid'),
    `${bystander.pid}\n${clusterDir}\n1700000000\n5432\n\n127.0.0.1\n  1234  5678\nready\n`,
  );
  const second = await startEmbeddedPostgres({ dataDir, durability: 'none' });
  await query(second.url, 'select 1');
  await second.stop();
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
});

test('an application killed while the cluster is being made leaves nothing that blocks the next start', async () => {
  const dataDir = temporaryDataDir();
  const app = runApp(dataDir);
  await until(() => unfinished(dataDir).some((name) => existsSync(join(dataDir, name, 'cluster', 'base'))));
  await app.end('SIGKILL');
  expect(existsSync(layoutOf(dataDir).clusterDir)).toBe(false);
  const started = await runApp(dataDir).next();
  expect(started).toMatchObject({ event: 'started' });
  await query(started.url, 'select 1');
  expect(unfinished(dataDir)).toEqual([]);
});

test('a killed initdb is reported, and the next start begins afresh', async () => {
  const dataDir = temporaryDataDir();
  const app = runApp(dataDir);
  await until(() => childrenOf(app.process.pid).some((child) => /initdb/.test(child.command)));
  for (const child of childrenOf(app.process.pid)) process.kill(child.pid, 'SIGKILL');
  expect(await app.next()).toMatchObject({ event: 'failed', code: 'init_failed' });
  expect(await runApp(dataDir).next()).toMatchObject({ event: 'started' });
});

test("the terminal's Ctrl-C reaches the application, not the server", async () => {
  const app = runApp(await preparedDataDir());
  const { url, pid } = await app.next();
  process.kill(-(app.process.pid ?? 0), 'SIGINT');
  expect(await app.next()).toMatchObject({ event: 'interrupted' });
  await query(url, 'select 1');
  expect(await postmasterOf(url)).toBe(pid);
  await app.end('SIGTERM');
  expect(app.process.exitCode).toBe(0);
});

function unfinished(dataDir: string): string[] {
  return existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name.startsWith('init-')) : [];
}

function childrenOf(parent: number | undefined): { pid: number; command: string }[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && Number(match[2]) === parent)
    .map((match) => ({ pid: Number(match?.[1]), command: match?.[3] ?? '' }));
}

/** The parent of the backend that answers. */
async function postmasterOf(url: string): Promise<number> {
  const [row] = await query(
    url,
    `select (regexp_split_to_array(pg_read_file('postmaster.pid'), '\n'))[1]::int as pid`,
  );
  return row?.pid;
}
