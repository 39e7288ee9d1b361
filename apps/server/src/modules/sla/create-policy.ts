import { type SlaPolicy, type SlaPolicyInput, slaPolicyCreated } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { tellOfPolicies } from './policy.events.ts';
import { insertPolicy, lockPolicies } from './policy.repo.ts';

/**
 * Makes a policy, last in the order. It reaches tickets that are created from its `validFrom` on and recorded
 * after it.
 *
 * @throws ServiceError already_exists for a name in use, unknown_reference for a calendar that is not there
 */
export async function createPolicy(tx: Tx, call: Call, input: SlaPolicyInput): Promise<SlaPolicy> {
  authorise(call.actor, 'sla.manage');
  await lockPolicies(tx);
  const policy = await insertPolicy(tx, uuidv7(), input, call.now);
  await tellOfPolicies(tx, call, slaPolicyCreated, [policy]);
  return policy;
}
