import type { Services } from '../../platform/services.ts';
import { findWorld } from './world.repo.ts';

/** Sets the clock as the demo left it, when the product starts. An installation has one demo at most, and nothing beside it. */
export async function takeUpClock({ database, setClockAhead }: Services): Promise<void> {
  for (const orgId of await database.orgIds()) {
    const world = await database.inOrg(orgId, (tx) => findWorld(tx));
    if (world !== null) setClockAhead(world.clockAheadMs);
  }
}
