import type { EventDefinition, ticketViewSaved } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';

type SettingEvent = EventDefinition<string, (typeof ticketViewSaved)['data']>;

/** Notes in the log what was set and what it was before; `null` for what was not there. */
export async function appendSetting(
  tx: Tx,
  call: Call,
  definition: SettingEvent,
  type: string,
  id: string,
  before: object | null,
  after: object | null,
): Promise<void> {
  const data = {
    before: before as Record<string, unknown> | null,
    after: after as Record<string, unknown> | null,
  };
  const subject = { type, id };
  await appendEvents(tx, [
    { definition, data, subject, actor: eventActor(call.actor), occurredAt: call.now, cause: call.cause },
  ]);
}
