import { type SlaPolicy, slaPolicyUpdated } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { tellOfPolicies } from './policy.events.ts';
import { lockPolicies, updatePolicy } from './policy.repo.ts';

/**
 * Puts the policies in a new order, first tried first. The order holds for tickets created from now on.
 *
 * @param ids every policy exactly once
 * @throws ServiceError sla_order_incomplete
 */
export async function reorderPolicies(tx: Tx, call: Call, ids: readonly string[]): Promise<SlaPolicy[]> {
  authorise(call.actor, 'sla.manage');
  const policies = new Map((await lockPolicies(tx)).map((policy) => [policy.id, policy]));
  if (
    ids.length !== policies.size ||
    new Set(ids).size !== ids.length ||
    ids.some((id) => !policies.has(id))
  ) {
    throw new ServiceError('sla_order_incomplete', { params: { count: policies.size } });
  }
  const ordered: SlaPolicy[] = [];
  const moved: SlaPolicy[] = [];
  for (const [position, id] of ids.entries()) {
    const policy = policies.get(id) as SlaPolicy;
    if (policy.position === position) {
      ordered.push(policy);
      continue;
    }
    const after = await updatePolicy(
      tx,
      id,
      position,
      { ...policy, validFrom: laterOf(policy.validFrom, call.now) },
      call.now,
    );
    ordered.push(after);
    moved.push(after);
  }
  await tellOfPolicies(tx, call, slaPolicyUpdated, moved);
  return ordered;
}

/** A policy that is yet to come into force keeps its date. */
function laterOf(validFrom: string, now: Temporal.Instant): string {
  return Temporal.Instant.compare(validFrom, now) > 0 ? validFrom : now.toString();
}
