import type { Services } from './services.ts';

/** Mail is sent as soon as its command has committed; the schedule each minute catches what failed or was missed. */
export function startMailDelivery(services: Services): () => Promise<void> {
  const running = new Map<string, Promise<unknown>>();
  const unsubscribe = services.bus.subscribe((orgId) => {
    if (running.has(orgId)) return;
    const work = services.mail
      .flush(services.database, orgId)
      .catch((err: unknown) => services.log.warn({ err, orgId }, 'mail delivery'))
      .finally(() => running.delete(orgId));
    running.set(orgId, work);
  });
  return async () => {
    unsubscribe();
    await Promise.all(running.values());
  };
}
