import type { Services } from '../../platform/services.ts';
import { sweepAccessLinks } from './access-link.repo.ts';
import { sweepPresence } from './presence.repo.ts';

/** Forgets what has lost its meaning: who looked at a ticket, links that ended long ago. Started by the clock. */
export async function sweepTraces(services: Services, orgId: string): Promise<void> {
  await services.database.inOrg(orgId, async (tx) => {
    await sweepPresence(tx, services.clock());
    await sweepAccessLinks(tx, services.clock());
  });
}
