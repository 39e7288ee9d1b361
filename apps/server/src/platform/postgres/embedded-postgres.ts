import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import { type ClusterContext, prepareCluster, readPassword } from './cluster.ts';
import { ensureDatabase, ping, urlFor } from './connection.ts';
import { fileError, lastWords, PostgresStartError } from './errors.ts';
import { type Layout, layoutOf } from './layout.ts';
import { endLeftovers, readPostmasterPid } from './leftovers.ts';
import { isLocked, lockDataDir } from './lock.ts';
import { choosePort } from './port.ts';
import { type FailedStart, type Postmaster, startPostmaster } from './postmaster.ts';
import { chooseServerUser } from './server-user.ts';
import { supervise, type UnexpectedExit } from './supervisor.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** The name of the application's database. */
const DATABASE = 'jingyun';

export interface EmbeddedPostgresOptions {
  /** Folder for the server's files, `<JINGYUN_DATA_DIR>/postgres`. The password goes to `secrets` beside it. */
  readonly dataDir: string;
  /** Receives one line per noteworthy event, in English. */
  readonly log?: (line: string) => void;
  /** Default 50. */
  readonly maxConnections?: number;
  /** `none` (no fsync) only for tests. Default `full`. */
  readonly durability?: 'full' | 'none';
  /**
   * The server ended without being asked to, and will be started again after `restartInMs`, on the same port.
   * Called again, with neither code nor signal, for each attempt that does not succeed.
   */
  readonly onExit?: (exit: UnexpectedExit) => void;
  /** The server accepts connections again. */
  readonly onRestart?: () => void;
  /** How long a start may take, crash recovery included. Default 5 minutes. */
  readonly startLimitMs?: number;
}

/** A database server. */
export interface RunningPostgres {
  /** URL of the database `jingyun` for its owner, who is superuser. Constant over restarts of the server. */
  readonly url: string;
  /** The same for another database of this server. */
  adminUrl(database: string): string;
  /** Process id of the postmaster at this moment; undefined while it is down. */
  readonly pid: number | undefined;
}

/** A server which this process has started and owns. */
export interface EmbeddedPostgres extends RunningPostgres {
  /** Ends connections and server in good order, within about half a minute. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded server on a data directory, creating the directory, the cluster and the database
 * when they do not exist. Resolves when the server accepts connections.
 *
 * @throws PostgresStartError with a code and a hint; nothing is left running then.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const layout = layoutOf(options.dataDir);
  try {
    mkdirSync(layout.dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw fileError(cause, layout.dataDir);
  }
  const lock = lockDataDir(layout);
  let watchdog: Watchdog | undefined;
  let started: Postmaster | undefined;
  try {
    const user = chooseServerUser(layout);
    const context: ClusterContext = {
      layout,
      user,
      binaries: findBinaries(user),
      settings: {
        maxConnections: options.maxConnections ?? 50,
        durability: options.durability ?? 'full',
        memoryBytes: totalmem(),
        cpus: availableParallelism(),
        linux: process.platform === 'linux',
      },
    };
    const ended = await endLeftovers(layout.clusterDir);
    if (ended > 0) log(`ended ${ended} processes of a server left over from an earlier run`);
    const password = await prepareCluster(context);
    const startLimitMs = options.startLimitMs ?? 300_000;
    // From before the server starts, so that it has no unwatched moment.
    watchdog = startWatchdog(layout.clusterDir, user);
    const { postmaster, port } = await startOnSomePort(context, startLimitMs);
    started = postmaster;
    const adminUrl = (database: string) => urlFor({ port, password, database });
    await ensureDatabase(adminUrl('postgres'), DATABASE);
    writeFileSync(layout.serverFile, JSON.stringify({ port }), { mode: 0o600 });
    const { onExit, onRestart } = options;
    const supervisor = supervise(context, postmaster, { port, startLimitMs, log, onExit, onRestart });
    log(
      `PostgreSQL ${context.binaries.major} runs on 127.0.0.1:${port}${user === undefined ? '' : ` as ${user.name}`}, pid ${postmaster.pid}`,
    );
    let stopping: Promise<void> | undefined;
    return {
      url: adminUrl(DATABASE),
      adminUrl,
      get pid() {
        return supervisor.pid();
      },
      stop() {
        stopping ??= supervisor.stop().finally(() => {
          watchdog?.dismiss();
          lock.release();
        });
        return stopping;
      },
    };
  } catch (cause) {
    await started?.stop();
    watchdog?.dismiss();
    lock.release();
    throw cause instanceof PostgresStartError ? cause : fileError(cause, layout.dataDir);
  }
}

/**
 * The server that another living process runs on this data directory, for commands which can share it.
 *
 * @returns undefined when none is running.
 */
export async function findRunningPostgres(options: {
  readonly dataDir: string;
}): Promise<RunningPostgres | undefined> {
  const layout = layoutOf(options.dataDir);
  const port = rememberedPort(layout);
  if (port === undefined || !isLocked(layout)) return undefined;
  const password = readPassword(layout);
  if (password === undefined) return undefined;
  const adminUrl = (database: string) => urlFor({ port, password, database });
  if (!(await ping(adminUrl(DATABASE)))) return undefined;
  return { url: adminUrl(DATABASE), adminUrl, pid: readPostmasterPid(layout.clusterDir) };
}

/** The port of the last start, so that a developer's open psql finds the server again. */
function rememberedPort(layout: Layout): number | undefined {
  try {
    const { port } = JSON.parse(readFileSync(layout.serverFile, 'utf8'));
    return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

async function startOnSomePort(
  context: ClusterContext,
  limit: number,
): Promise<{ postmaster: Postmaster; port: number }> {
  let failed: FailedStart | undefined;
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = await choosePort(attempt === 0 ? rememberedPort(context.layout) : undefined);
    const result = await startPostmaster(context, port, limit);
    if ('pid' in result) return { postmaster: result, port };
    failed = result;
    // Between our look at the port and the server's, someone took it; or dying processes hold the memory.
    if (result.cause !== 'port_taken' && result.cause !== 'leftover_memory') break;
    await delay(200 * attempt);
  }
  const cause = failed?.cause ?? 'unknown';
  const code =
    cause === 'port_taken'
      ? 'port_unavailable'
      : cause === 'leftover_memory' || cause === 'unknown'
        ? 'server_failed'
        : cause;
  throw new PostgresStartError(code, 'PostgreSQL does not start.', {
    detail: lastWords(failed?.output ?? ''),
  });
}
