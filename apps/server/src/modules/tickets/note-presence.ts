import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { deletePresence, type Present, readPresence, writePresence } from './presence.repo.ts';
import { reachOf } from './ticket.policy.ts';
import { findTicket } from './ticket.repo.ts';

/**
 * Notes that somebody looks at a ticket, edits it, or has left it. Only people are noted; an API key sees who is there.
 * @returns who has it on the screen now
 */
export async function notePresence(
  tx: Tx,
  call: Call,
  id: string,
  state: Present['state'] | 'gone',
): Promise<Present[]> {
  await readableTicket(tx, call, id);
  const { actor, now } = call;
  if (actor.type === 'user' && actor.id !== null) {
    if (state === 'gone') await deletePresence(tx, id, actor.id);
    else await writePresence(tx, id, { id: actor.id, name: actor.name }, state, now);
  }
  return readPresence(tx, id, now);
}

/** Who has a ticket on the screen now. */
export async function whoIsPresent(tx: Tx, call: Call, id: string): Promise<Present[]> {
  await readableTicket(tx, call, id);
  return readPresence(tx, id, call.now);
}

/** @throws ServiceError not_found where the caller may not see it */
export async function readableTicket(tx: Tx, call: Call, id: string) {
  const ticket = await findTicket(tx, id, reachOf(call.actor, 'tickets.read'));
  if (ticket === null) throw new ServiceError('not_found');
  return ticket;
}
