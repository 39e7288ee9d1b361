import { type Call, systemActor } from '../../platform/actor.ts';
import { inSavepoint } from '../../platform/database/savepoint.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { assignmentsToTake, takeCourseFor } from '../training/index.ts';
import { random } from './simulator/random.ts';
import type { DemoWorld } from './world.repo.ts';

/** Simulated people take what is assigned to them within this time, a few hours after it was assigned or a day. */
export const learningHours = 30;

/**
 * Has the simulated agents take the courses they have been assigned, each at an hour of their own after `since`.
 * A course without questions waits, and so do they.
 *
 * @returns how many passed
 */
export async function learn(
  tx: Tx,
  { seed, ids }: Pick<DemoWorld, 'seed' | 'ids'>,
  since: Temporal.Instant,
): Promise<number> {
  let passed = 0;
  for (const { courseId, userId } of await assignmentsToTake(tx, since, ids.agentIds)) {
    const draw = random(seed, 'learning', courseId, ids.agentIds.indexOf(userId));
    const minutes = Math.round(60 * (2 + draw.next() * (learningHours - 2)));
    const call: Call = { actor: systemActor(tx.orgId), now: since.add({ minutes }) };
    try {
      await inSavepoint(tx, () => takeCourseFor(tx, call, { courseId, userId, pass: true }));
      passed++;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
    }
  }
  return passed;
}
