import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterContext } from './cluster.ts';
import { lastWords } from './errors.ts';
import { endLeftovers } from './leftovers.ts';
import { type Postmaster, pruneLogs, type ServerExit, startPostmaster } from './postmaster.ts';

export interface SupervisorOptions {
  readonly port: number;
  readonly startLimitMs: number;
  readonly log: (line: string) => void;
  readonly onExit?: ((exit: UnexpectedExit) => void) | undefined;
  readonly onRestart?: (() => void) | undefined;
}

/** The server ended without being asked to. */
export interface UnexpectedExit extends ServerExit {
  /** When it will be started again, in milliseconds from now. */
  readonly restartInMs: number;
}

export interface Supervisor {
  /** Of the postmaster; undefined while it is down. */
  pid(): number | undefined;
  /** Stops the server and the supervision. */
  stop(): Promise<void>;
}

/** Pauses before the first, second … attempt to start again, in milliseconds; the last one repeats. */
const restartPauses = [200, 1_000, 5_000, 15_000, 30_000] as const;
const STEADY_MS = 60_000;
const LOG_CHECK_MS = 3_600_000;

/**
 * Starts the server again whenever it ends without being asked to, on the same port, so that pools reconnect
 * by themselves. The pauses grow while it keeps ending within a minute.
 */
export function supervise(
  context: ClusterContext,
  first: Postmaster,
  options: SupervisorOptions,
): Supervisor {
  const { log } = options;
  const stopRequest = new AbortController();
  let current: Postmaster | undefined = first;

  async function watch(): Promise<void> {
    let failures = 0;
    while (!stopRequest.signal.aborted) {
      let exit: ServerExit = { code: null, signal: null };
      if (current !== undefined) {
        const since = performance.now();
        exit = await current.exited;
        current = undefined;
        if (stopRequest.signal.aborted) return;
        if (performance.now() - since > STEADY_MS) failures = 0;
      }
      const restartInMs = restartPauses[Math.min(failures++, restartPauses.length - 1)] ?? 30_000;
      log(
        `PostgreSQL ended unexpectedly (${exit.signal ?? `code ${exit.code}`}); starting it again in ${restartInMs} ms`,
      );
      options.onExit?.({ ...exit, restartInMs });
      await delay(restartInMs, undefined, { signal: stopRequest.signal }).catch(() => {});
      if (stopRequest.signal.aborted) return;
      current = await restart();
    }
  }

  async function restart(): Promise<Postmaster | undefined> {
    try {
      await endLeftovers(context.layout.clusterDir);
      const result = await startPostmaster(context, options.port, options.startLimitMs);
      if ('pid' in result) {
        log(`PostgreSQL runs again, pid ${result.pid}`);
        options.onRestart?.();
        return result;
      }
      log(`PostgreSQL does not start (${result.cause}): ${lastWords(result.output, 3)}`);
    } catch (cause) {
      log(`PostgreSQL does not start: ${String(cause)}`);
    }
    return undefined;
  }

  const watching = watch();
  const pruning = setInterval(() => pruneLogs(context.layout.clusterDir), LOG_CHECK_MS).unref();
  pruneLogs(context.layout.clusterDir);
  return {
    pid: () => current?.pid,
    async stop() {
      stopRequest.abort();
      clearInterval(pruning);
      await current?.stop();
      await watching;
      // A restart may have been under way when the stop was asked for.
      await current?.stop();
      // The log collector outlives its postmaster by a moment, and backends outlive one that was killed.
      await endLeftovers(context.layout.clusterDir);
    },
  };
}
