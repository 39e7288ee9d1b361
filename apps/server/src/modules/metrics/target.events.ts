import type { MetricTarget, metricTargetDeleted, metricTargetSet } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';

/** Appends that a target was set or deleted, with the target as it is or was. */
export async function tellOfTarget(
  tx: Tx,
  call: Call,
  definition: typeof metricTargetSet | typeof metricTargetDeleted,
  target: MetricTarget,
): Promise<void> {
  await appendEvents(tx, [
    {
      definition,
      data: { target },
      subject: { type: 'metricTarget', id: target.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}
