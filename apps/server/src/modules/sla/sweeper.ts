import type { Services } from '../../platform/services.ts';
import { sweepDue } from './sweep-due.ts';

/** A look is taken this often though nothing announced itself: another process may have projected an early alarm. */
const fallbackMs = 60_000;
/** After news from the log, the first look; then again after as long as has passed since, for a projector that lags. */
const settleMs = 300;
/** Alarms are told this much late, so that an answer given in the last moment has been recorded. */
const graceMs = 250;

type Needed = Pick<Services, 'database' | 'bus' | 'clock' | 'log'>;

/**
 * Tells of promises as they fall due. Each organisation has one timer, set to its next alarm: nothing is polled
 * while nothing is due. News from the log sets it anew, as the news may bring an earlier alarm.
 *
 * @returns how to stop it; resolves once no sweep is under way
 */
export async function startSweeper(services: Needed): Promise<() => Promise<void>> {
  const timers = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  const running = new Map<string, Promise<void>>();
  const newsAt = new Map<string, number>();
  let stopped = false;

  const lookIn = (orgId: string, ms: number) => {
    if (stopped) return;
    const at = performance.now() + ms;
    const known = timers.get(orgId);
    if (known !== undefined && known.at <= at) return;
    clearTimeout(known?.timer);
    timers.set(orgId, { at, timer: setTimeout(() => look(orgId), ms) });
  };
  const look = (orgId: string) => {
    timers.delete(orgId);
    if (running.has(orgId)) return lookIn(orgId, settleMs);
    const work = sweep(orgId)
      .catch((err: unknown) => {
        services.log.error({ err, orgId }, 'sla sweep failed');
        lookIn(orgId, 5_000);
      })
      .finally(() => running.delete(orgId));
    running.set(orgId, work);
  };
  const sweep = async (orgId: string) => {
    const now = services.clock().subtract({ milliseconds: graceMs });
    const { next } = await sweepDue(services.database, orgId, now);
    const wait = next === null ? fallbackMs : next.epochMilliseconds - now.epochMilliseconds;
    // The news may not have been projected yet: looks at 0.3, 0.6, 1.2 … s find what it brings about as late as that took.
    const sinceNews = performance.now() - (newsAt.get(orgId) ?? Number.NEGATIVE_INFINITY);
    // What is due and was passed over is seen again once the projector has come to it.
    lookIn(orgId, Math.min(fallbackMs, wait <= 0 ? settleMs : wait, Math.max(settleMs, sinceNews)));
  };

  const unsubscribe = services.bus.subscribe((orgId) => {
    newsAt.set(orgId, performance.now());
    lookIn(orgId, settleMs);
  });
  for (const orgId of await services.database.orgIds()) lookIn(orgId, 0);
  return async () => {
    stopped = true;
    unsubscribe();
    for (const { timer } of timers.values()) clearTimeout(timer);
    await Promise.all(running.values());
  };
}
