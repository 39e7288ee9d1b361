import { type TicketBehaviour, ticketSettingsSaved } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { appendSetting } from './setting-event.ts';
import { nextRevision, readBehaviour, writeBehaviour } from './settings.repo.ts';

/** Sets how tickets behave in the organisation. @returns it with its new version */
export async function saveBehaviour(
  tx: Tx,
  call: Call,
  input: TicketBehaviour,
  expectedVersion: number,
): Promise<TicketBehaviour & { version: number }> {
  authorise(call.actor, 'tickets.configure');
  await nextRevision(tx);
  const before = await readBehaviour(tx);
  refuseStale(expectedVersion, before.version);
  await writeBehaviour(tx, input);
  await appendSetting(tx, call, ticketSettingsSaved, 'ticketSettings', tx.orgId, before, input);
  return { ...input, version: before.version + 1 };
}
