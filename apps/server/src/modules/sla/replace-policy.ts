import { type SlaPolicy, type SlaPolicyInput, slaPolicyUpdated } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { tellOfPolicies } from './policy.events.ts';
import { lockPolicies, updatePolicy } from './policy.repo.ts';

/**
 * Replaces a policy whole. Tickets there are keep the promise that was in force when they came.
 *
 * @param expected the version that was edited
 * @throws ServiceError not_found, version_conflict, already_exists, unknown_reference
 */
export async function replacePolicy(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: SlaPolicyInput,
): Promise<SlaPolicy> {
  authorise(call.actor, 'sla.manage');
  const current = (await lockPolicies(tx)).find((policy) => policy.id === id);
  if (current === undefined) throw new ServiceError('not_found');
  refuseStale(expected, current.version);
  const policy = await updatePolicy(tx, id, current.position, input, call.now);
  await tellOfPolicies(tx, call, slaPolicyUpdated, [policy]);
  return policy;
}
