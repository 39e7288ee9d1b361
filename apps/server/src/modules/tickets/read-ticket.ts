import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';
import type { StoredEvent } from '../../platform/events/types.ts';
import { selectActivity } from './activity.repo.ts';
import { type Relative, relativesOf } from './link.repo.ts';
import { listMessages, type ReadMessage } from './message.repo.ts';
import { readableTicket } from './note-presence.ts';
import { reachOf } from './ticket.policy.ts';
import { findByNumber } from './ticket.repo.ts';
import type { TicketState } from './ticket.state.ts';

export type PageKey = readonly [string, string] | null;

/** @throws ServiceError not_found where there is none that the caller may see */
export async function readTicket(tx: Tx, call: Call, id: string): Promise<TicketState> {
  return readableTicket(tx, call, id);
}

/** @throws ServiceError not_found */
export async function readTicketByNumber(tx: Tx, call: Call, number: number): Promise<TicketState> {
  const ticket = await findByNumber(tx, number, reachOf(call.actor, 'tickets.read'));
  if (ticket === null) throw new ServiceError('not_found');
  return ticket;
}

/** Messages of a ticket, newest first; one more than `limit` where there are more. */
export async function readConversation(
  tx: Tx,
  call: Call,
  id: string,
  before: PageKey,
  limit: number,
): Promise<ReadMessage[]> {
  await readableTicket(tx, call, id);
  return listMessages(tx, id, { before, limit: limit + 1 });
}

/** Events of a ticket, newest first; one more than `limit` where there are more. */
export async function readActivity(
  tx: Tx,
  call: Call,
  registry: EventRegistry,
  id: string,
  before: PageKey,
  limit: number,
): Promise<StoredEvent[]> {
  await readableTicket(tx, call, id);
  return selectActivity(tx, registry, id, before, limit + 1);
}

/** Parent, children, links and merged tickets that the caller may see. */
export async function readRelatives(tx: Tx, call: Call, id: string): Promise<Relative[]> {
  await readableTicket(tx, call, id);
  return relativesOf(tx, id, reachOf(call.actor, 'tickets.read'));
}
