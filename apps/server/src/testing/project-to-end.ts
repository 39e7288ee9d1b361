import type { Database } from '../platform/database/transaction.ts';
import { isHeldBack } from '../platform/events/read-events.ts';
import type { EventRegistry } from '../platform/events/registry.ts';
import { projectAll } from '../platform/events/run-projector.ts';
import type { Projector } from '../platform/events/types.ts';

/**
 * Projects all that was committed before the call. `projectAll` alone leaves out what
 * an older transaction anywhere in the server, one of another test file's say, still holds back.
 *
 * @returns the number of events
 */
export async function projectToEnd(
  database: Database,
  registry: EventRegistry,
  projector: Projector,
  orgId: string,
): Promise<number> {
  for (let total = 0; ; ) {
    const held = await database.inOrg(orgId, isHeldBack);
    total += await projectAll(database, registry, projector, orgId);
    if (!held) return total;
  }
}
