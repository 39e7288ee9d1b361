import { slaPolicyDeleted } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { deletePolicyRow, lockPolicies } from './policy.repo.ts';

/**
 * Deletes a policy. Tickets that are under it stay under it.
 *
 * @param expected the version that was seen
 * @throws ServiceError not_found, version_conflict
 */
export async function deletePolicy(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  authorise(call.actor, 'sla.manage');
  const policy = (await lockPolicies(tx)).find((candidate) => candidate.id === id);
  if (policy === undefined) throw new ServiceError('not_found');
  refuseStale(expected, policy.version);
  await deletePolicyRow(tx, id);
  await appendEvents(tx, [
    {
      definition: slaPolicyDeleted,
      data: { name: policy.name },
      subject: { type: 'slaPolicy', id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}
