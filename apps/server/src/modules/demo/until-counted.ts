import { readStanding } from '../../platform/metrics/freshness.ts';
import type { Services } from '../../platform/services.ts';

/** Waits until the numbers have followed: charts look at nothing that is still being counted. */
export async function untilCounted(services: Services, orgId: string, signal: AbortSignal): Promise<void> {
  for (let tries = 0; tries < 600 && !signal.aborted; tries++) {
    const now = services.clock();
    const { freshness } = await services.database.inOrg(orgId, (tx) =>
      readStanding(tx, services.metrics, now),
    );
    if (freshness.asOf === now.toString()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
