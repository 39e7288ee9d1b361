import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../database/transaction.ts';
import type { EventBus } from './event-bus.ts';
import { isHeldBack } from './read-events.ts';
import type { EventRegistry } from './registry.ts';
import { projectAll, refreshProjector } from './run-projector.ts';
import type { Projector } from './types.ts';

/** Organisations are looked at this often even when nothing announced itself. */
const lookMs = 15_000;
/** Transactions are short; one that holds the end of the log back is waited for this long at a time. */
const heldBackMs = 10;
/**
 * While events keep coming, a projector waits this long between two looks: what a look costs is mostly there for one
 * event as for a hundred, and people do not see a tenth of a second. The first event after a silence is read at once.
 */
const gatherMs = 100;

/** Background projection: every projector follows every organisation's log. */
export interface ProjectionWorker {
  /**
   * Resolves when every projector has caught up with what was committed before the call. For tests, imports and the
   * CLI. A transaction that stays open keeps it waiting, as it keeps the projectors.
   */
  settle(orgId: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts following the log. Each (projector, organisation) pair runs one at a time;
 * a poke while it runs makes it look once more. A projector that fails is tried
 * again with growing pauses (1 s … 60 s) and does not hold up the others.
 */
export function startProjection(
  database: Database,
  registry: EventRegistry,
  bus: EventBus,
  projectors: readonly Projector[],
  log: Logger,
): ProjectionWorker {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const toRefresh = new Set<string>();
  const failures = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const run = (projector: Projector, orgId: string): Promise<void> => {
    const key = `${projector.name} ${orgId}`;
    const current = running.get(key);
    if (current !== undefined) {
      again.add(key);
      return current;
    }
    const work = (async () => {
      for (;;) {
        again.delete(key);
        if (toRefresh.delete(key)) await refresh(projector, orgId);
        await projectAll(database, registry, projector, orgId);
        failures.delete(key);
        if (!again.has(key) || stopped) break;
        await setTimeout(gatherMs);
      }
    })()
      .catch((error: unknown) => {
        const count = (failures.get(key) ?? 0) + 1;
        failures.set(key, count);
        log.error({ err: error, projector: projector.name, orgId, failures: count }, 'projector failed');
        later(Math.min(60_000, 1_000 * 2 ** (count - 1)), () => run(projector, orgId));
      })
      .finally(() => running.delete(key));
    running.set(key, work);
    return work;
  };
  const later = (ms: number, work: () => void) => {
    if (stopped) return;
    const timer = globalThis.setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };
  const visit = (orgId: string) => {
    if (!stopped) for (const projector of projectors) void run(projector, orgId);
  };
  const refresh = async (projector: Projector, orgId: string) => {
    const rebuilt = await refreshProjector(database, registry, projector, orgId);
    if (rebuilt) log.info({ projector: projector.name, orgId }, 'projection made again by the rules of now');
  };
  const lookAtAll = async () => {
    for (const orgId of await database.orgIds()) {
      for (const projector of projectors)
        if (projector.isStale !== undefined) toRefresh.add(`${projector.name} ${orgId}`);
      visit(orgId);
    }
  };
  const unsubscribe = bus.subscribe(visit);
  const interval = setInterval(
    () => lookAtAll().catch((err: unknown) => log.error({ err }, 'cannot list organisations')),
    lookMs,
  );
  lookAtAll().catch((err: unknown) => log.error({ err }, 'cannot list organisations'));

  return {
    settle: async (orgId) => {
      // Projectors may append events that others read (a breach feeds the metrics): go round until a round finds
      // nothing, with nobody at work and nothing that an open transaction still keeps from being read.
      for (let found = 1; found > 0; ) {
        found = 0;
        const held = await database.inOrg(orgId, isHeldBack);
        for (const projector of projectors) {
          const current = running.get(`${projector.name} ${orgId}`);
          if (current !== undefined) found += 1;
          await current;
          found += await projectAll(database, registry, projector, orgId);
        }
        if (held) {
          found += 1;
          await setTimeout(heldBackMs);
        }
      }
    },
    stop: async () => {
      stopped = true;
      unsubscribe();
      clearInterval(interval);
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
