import type { Tx } from '../../platform/database/transaction.ts';
import type { Remedy } from './simulator/types.ts';
import type { DemoWorld } from './world.repo.ts';

/**
 * What people have done about the planted patterns up to now: what was known before, and what has come since.
 * @param since nothing takes effect before it: what has been simulated stays as it was
 */
export async function remediesNow(_tx: Tx, world: DemoWorld, _since: Temporal.Instant): Promise<Remedy[]> {
  return [...world.remedies];
}
