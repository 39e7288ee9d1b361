import type { Services } from './services.ts';

/** Mail is sent as soon as its command has committed; the schedule each minute catches what failed or was missed. */
export function startMailDelivery(services: Services): () => Promise<void> {
  const running = new Map<string, Promise<unknown>>();
  // Word of a mail that comes while the last look for one is under way must not be lost.
  const again = new Set<string>();
  let stopped = false;
  const deliver = (orgId: string) => {
    if (stopped) return;
    if (running.has(orgId)) {
      again.add(orgId);
      return;
    }
    const work = services.mail
      .flush(services.database, orgId)
      .catch((err: unknown) => services.log.warn({ err, orgId }, 'mail delivery'))
      .finally(() => {
        running.delete(orgId);
        if (again.delete(orgId)) deliver(orgId);
      });
    running.set(orgId, work);
  };
  const unsubscribe = services.bus.subscribe(deliver);
  return async () => {
    stopped = true;
    unsubscribe();
    await Promise.all(running.values());
  };
}
