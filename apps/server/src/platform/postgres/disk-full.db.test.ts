import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { layoutOf } from './layout.ts';
import { endLeftovers } from './leftovers.ts';
import { query, runApp, temporaryDataDir, until } from './testing/harness.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('when files may not grow', () => {
  // A limit of the process on the size of files (here 10 MB) fails the same writes as a full disk does, and
  // needs no privilege to set up.
  const before = 'ulimit -f 20480 &&';

  test('a first start says so and leaves no half-made cluster', async () => {
    const dataDir = temporaryDataDir();
    const app = runApp(dataDir, { before });
    expect(await app.next()).toMatchObject({ event: 'failed', code: 'disk_full' });
    expect(readdirSync(dataDir).filter((name) => name === 'cluster' || name.startsWith('init-'))).toEqual([]);
    const server = await startEmbeddedPostgres({ dataDir, durability: 'none' });
    await query(server.url, 'select 1');
    await server.stop();
  });
});

// The real thing needs a small file system of its own, which only a root that may mount can make.
describe.runIf(canMount())('on a full disk', () => {
  test('nothing committed is lost, and the server is back once there is space', async () => {
    const { dataDir, resize } = smallDisk();
    resize('160m');
    const exits: number[] = [];
    const server = await startEmbeddedPostgres({
      dataDir,
      onExit: ({ restartInMs }) => exits.push(restartInMs),
    });
    await query(server.url, 'create table kept (n int, filler text)');
    let committed = 0;
    const fill = async () => {
      for (;;) {
        await query(
          server.url,
          `insert into kept select ${committed}, repeat(md5(random()::text), 32) from generate_series(1, 5000)`,
        );
        committed++;
      }
    };
    await expect(fill()).rejects.toMatchObject({
      message: expect.stringMatching(/No space left|in recovery|CONNECTION|terminat/i),
    });
    expect(committed).toBeGreaterThan(0);
    resize('600m');
    await until(() =>
      query(server.url, 'select 1').then(
        () => true,
        () => false,
      ),
    );
    const [row] = await query(
      server.url,
      'select count(*)::int as rows, count(distinct n)::int as batches from kept',
    );
    expect(row).toEqual({ rows: committed * 5000, batches: committed });
    await query(server.url, 'insert into kept values (-1, null)');
    await server.stop();
    const again = await startEmbeddedPostgres({ dataDir });
    const [count] = await query(again.url, 'select count(*)::int as rows from kept');
    await again.stop();
    expect(count?.rows).toBe(committed * 5000 + 1);
  });

  test('a first start fails clearly, and succeeds after space was made', async () => {
    const { dataDir, resize } = smallDisk();
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'disk_full',
      hint: expect.stringContaining('space'),
    });
    resize('200m');
    await (await startEmbeddedPostgres({ dataDir })).stop();
  });

  test('a later start fails clearly and keeps the data', async () => {
    const { dataDir, resize } = smallDisk();
    resize('200m');
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first.url, 'create table kept as select 42 as n');
    await first.stop();
    const ballast = join(dataDir, '..', 'ballast');
    expect(() => writeFileSync(ballast, Buffer.alloc(300 * 1024 * 1024))).toThrow(/ENOSPC/);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'disk_full' });
    rmSync(ballast);
    const second = await startEmbeddedPostgres({ dataDir });
    const rows = await query(second.url, 'select n from kept');
    await second.stop();
    expect([...rows]).toEqual([{ n: 42 }]);
  });
});

function smallDisk() {
  const dataDir = temporaryDataDir();
  const mountPoint = join(dataDir, '..');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'jingyun-test', mountPoint]);
  chmodSync(mountPoint, 0o755);
  onTestFinished(async () => {
    await endLeftovers(layoutOf(dataDir).clusterDir);
    execFileSync('umount', [mountPoint]);
  });
  return {
    dataDir,
    resize: (size: string) => execFileSync('mount', ['-o', `remount,size=${size}`, mountPoint]),
  };
}

function canMount(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'jingyun-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'jingyun-test', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
