import type { MetricFreshness } from '@jingyun/contracts';
import type { Tx } from '../database/transaction.ts';
import type { Position } from '../events/types.ts';
import { findCounted, findOldestWaiting } from './metric-events.repo.ts';
import { metricsProjectorName } from './projector.ts';
import type { MetricRegistry } from './registry.ts';
import { findState, findTimeZone, isOutdated } from './rollup.repo.ts';

/** What is kept at the moment, and how far it follows the log. */
export interface Standing {
  /** The zone that days are kept in. */
  timeZone: string;
  counted: Position;
  freshness: MetricFreshness;
}

/** Reads how far the numbers follow what happened. Three small reads, whatever the size of the log. */
export async function readStanding(
  tx: Tx,
  metrics: MetricRegistry,
  now: Temporal.Instant,
): Promise<Standing> {
  const [state, zoneNow, counted] = [
    await findState(tx),
    await findTimeZone(tx),
    await findCounted(tx, metricsProjectorName),
  ];
  const waiting = await findOldestWaiting(tx, counted, metrics.eventTypes);
  // The log is dated by the database, whose clock need not be the product's: how long it waits is the same by both.
  const asOf = waiting === null ? now : now.subtract({ milliseconds: Math.round(waiting) });
  return {
    timeZone: state?.timeZone ?? zoneNow,
    counted,
    freshness: {
      asOf: asOf.toString(),
      lagSeconds: Math.max(0, Math.round((now.epochMilliseconds - asOf.epochMilliseconds) / 1000)),
      rebuildNeeded: isOutdated(state, zoneNow, metrics),
    },
  };
}
