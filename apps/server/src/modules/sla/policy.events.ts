import type { EventDefinition, SlaPolicy } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';

/** Appends that policies were made or changed, each event with the policy as it is now. */
export async function tellOfPolicies(
  tx: Tx,
  call: Call,
  definition: EventDefinition,
  policies: readonly SlaPolicy[],
): Promise<void> {
  await appendEvents(
    tx,
    policies.map((policy) => ({
      definition,
      data: { policy },
      subject: { type: 'slaPolicy', id: policy.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    })),
  );
}
