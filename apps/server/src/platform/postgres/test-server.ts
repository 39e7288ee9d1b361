import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { layoutOf } from './layout.ts';
import { isLocked } from './lock.ts';

const PREFIX = 'jingyun-test-postgres-';

/**
 * A server for a test run: a folder of its own under the system's temporary directory, no fsync, many
 * connections. `stop()` also deletes the folder. When the test run is killed, the watchdog stops the server,
 * and the next call deletes its folder.
 */
export async function createTestServer(
  options: { readonly maxConnections?: number } = {},
): Promise<EmbeddedPostgres> {
  sweep();
  const parent = mkdtempSync(join(tmpdir(), PREFIX));
  const server = await startEmbeddedPostgres({
    dataDir: join(parent, 'postgres'),
    durability: 'none',
    maxConnections: options.maxConnections ?? 200,
  });
  return {
    url: server.url,
    adminUrl: server.adminUrl,
    get pid() {
      return server.pid;
    },
    async stop() {
      await server.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const parent = join(tmpdir(), name);
    const layout = layoutOf(join(parent, 'postgres'));
    // The holder is written after the lock was taken, and removed at an orderly end: who is named there and
    // holds no lock was killed.
    if (!existsSync(layout.holderFile) || isLocked(layout)) continue;
    try {
      rmSync(parent, { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}
