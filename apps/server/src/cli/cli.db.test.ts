import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, jingyun, type Running, run } from './cli.harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'jingyun-test-cli-'));
const dataDir = join(folder, 'data');
const started: Running[] = [];
let env: Record<string, string>;
let port: number;
let key: string;

// An installation with a key, made on an empty folder; the tests share it, each leaves it stopped.
beforeAll(async () => {
  port = await freePort();
  env = { JINGYUN_DATA_DIR: dataDir, PORT: String(port) };
  const made = await run(['api-key', 'create', '--role', 'owner', '--json'], env);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  key = String(made.json()['key']);
});

afterAll(async () => {
  for (const running of started) {
    running.process.kill('SIGTERM');
    await running.finished;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Running> {
  const running = jingyun(['start'], env);
  started.push(running);
  await running.says('Jingyun is running');
  return running;
}

const get = (path: string, bearer = key) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${bearer}` } });

test('commands work beside the server, kill -9 loses nothing, SIGTERM lets a running request end', async () => {
  const first = await start();
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await get('/api/v1/users')).status).toBe(200);

  const beside = (
    await run(['api-key', 'create', '--name', 'beside', '--role', 'agent', '--json'], env)
  ).json();
  const bearer = String(beside['key']);
  expect((await get('/api/v1/users', bearer)).status).not.toBe(401);
  expect((await run(['api-key', 'revoke', String(beside['id']), '--json'], env)).code).toBe(0);
  await expect.poll(async () => (await get('/api/v1/users', bearer)).status).toBe(401);

  const second = await run(['start'], { ...env, PORT: String(await freePort()) });
  expect(second.code).toBe(5);
  expect(second.stderr).toContain('Another Jingyun uses this data directory');

  first.process.kill('SIGKILL');
  await first.finished;
  const server = await start();
  const body = JSON.stringify({ kind: 'person', name: '王芳' });
  const { answered, finish } = halfSent('/api/v1/customers', body);
  await answered.connected;
  server.process.kill('SIGTERM');
  await server.says('Stopping in good order');
  finish();
  expect(await answered.status).toBe(201);
  expect((await server.finished).code).toBe(0);

  const exported = await run(['export', 'customers', join(folder, 'c.ndjson'), '--json'], env);
  expect(exported.json()).toMatchObject({ ok: true, rows: 1 });
});

test('a taken port is told, and the folder is free again', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port: theirs } = taken.address() as { port: number };
  const refused = await run(['start'], { ...env, PORT: String(theirs) });
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain(`Port ${theirs} is used by another program`);
  taken.close();
  expect((await run(['migrate', '--json'], env)).json()).toEqual({ ok: true, migrated: [] });
});

/** A request whose body stops in the middle until told to go on. */
function halfSent(path: string, body: string) {
  let sent: ClientRequest;
  const connected = Promise.withResolvers<void>();
  const status = new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      expect: '100-continue',
    };
    sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    // The server has read the head: it is at work on this request.
    sent.on('continue', () => {
      sent.write(body.slice(0, 5));
      connected.resolve();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
  return { answered: { connected: connected.promise, status }, finish: () => sent.end(body.slice(5)) };
}

test('backup, restore elsewhere, and a doctor who finds nothing', async () => {
  const to = join(folder, 'to');
  const archive = join(folder, 'b.tar.gz');
  const backup = await run(['backup', archive, '--json'], env);
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  const restored = await run(['restore', archive, '--json'], { JINGYUN_DATA_DIR: to });
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.json()['rows']).toBe(backup.json()['rows']);
  const doctor = await run(['doctor', '--json'], { JINGYUN_DATA_DIR: to });
  expect(doctor.json()).toMatchObject({ ok: true, failed: 0 });
  expect((await run(['rebuild', 'all', '--json'], { JINGYUN_DATA_DIR: to })).json()).toMatchObject({
    ok: true,
  });
  const again = await run(['restore', archive, '--json'], { JINGYUN_DATA_DIR: to });
  expect(again.code).toBe(3);
  expect(again.json()).toMatchObject({ ok: false, code: 'target_not_empty' });
});

test('wrong command lines and unreachable databases have their exit codes', async () => {
  const nowhere = { JINGYUN_DATA_DIR: join(folder, 'nowhere') };
  writeFileSync(join(folder, 'not.tar.gz'), 'hello');
  const unused = await freePort();
  const outcomes = await Promise.all([
    run(['no-such-command'], nowhere),
    run(['api-key', 'create', '--role', 'emperor'], nowhere),
    run(['export', 'tickets', join(folder, 'x.pdf'), '--json'], nowhere),
    run(['doctor', '--json'], { ...nowhere, DATABASE_URL: `postgres://a:b@127.0.0.1:${unused}/c` }),
    run(['migrate', '--json'], { ...nowhere, DATABASE_URL: `postgres://a:b@127.0.0.1:${unused}/c` }),
    run(['migrate', '--json'], { ...nowhere, PORT: 'http' }),
  ]);
  expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 3, 1, 5, 2]);
  expect(outcomes[4]?.json()).toMatchObject({ ok: false, code: 'database_unreachable' });
});
