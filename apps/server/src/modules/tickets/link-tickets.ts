import { type LinkInput, type TicketRelation, ticketLinked, ticketUnlinked } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { occurrenceOf } from './change-ticket.ts';
import { deleteLink, insertLink } from './link.repo.ts';
import { draft } from './ticket.history.ts';
import { type Reach, reachOf } from './ticket.policy.ts';
import { lockTickets } from './ticket.repo.ts';
import { factsOf, type TicketState } from './ticket.state.ts';

/** Links two tickets; done already, nothing happens. */
export async function linkTickets(tx: Tx, call: Call, id: string, input: LinkInput): Promise<TicketState> {
  const [ticket, other] = await lockTwo(tx, id, input.otherId, reachOf(call.actor, 'tickets.update'));
  await linkPair(tx, call, ticket, other, input.relation);
  return ticket;
}

/** Links two tickets that are locked already, or that nobody else knows yet. */
export async function linkPair(
  tx: Tx,
  call: Call,
  ticket: TicketState,
  other: TicketState,
  relation: TicketRelation,
): Promise<void> {
  if (!(await insertLink(tx, ticket.id, other.id, relation))) return;
  await appendBoth(tx, call, ticketLinked, ticket, other, relation);
}

/** @throws ServiceError not_found where they are not linked so */
export async function unlinkTickets(tx: Tx, call: Call, id: string, input: LinkInput): Promise<TicketState> {
  const [ticket, other] = await lockTwo(tx, id, input.otherId, reachOf(call.actor, 'tickets.update'));
  if (!(await deleteLink(tx, id, input.otherId, input.relation))) throw new ServiceError('not_found');
  await appendBoth(tx, call, ticketUnlinked, ticket, other, input.relation);
  return ticket;
}

/**
 * Locks two tickets, in one order whoever names them.
 * @throws ServiceError ticket_link_self, not_found
 */
export async function lockTwo(
  tx: Tx,
  id: string,
  otherId: string,
  reach: Reach,
): Promise<[TicketState, TicketState]> {
  if (id === otherId) throw new ServiceError('ticket_link_self');
  const locked = await lockTickets(tx, [id, otherId], reach);
  const ticket = locked.find((row) => row.id === id);
  const other = locked.find((row) => row.id === otherId);
  if (ticket === undefined || other === undefined) throw new ServiceError('not_found');
  return [ticket, other];
}

async function appendBoth(
  tx: Tx,
  call: Call,
  definition: typeof ticketLinked | typeof ticketUnlinked,
  ticket: TicketState,
  other: TicketState,
  relation: TicketRelation,
): Promise<void> {
  const when = occurrenceOf(call);
  const entry = (of: TicketState, to: TicketState, direction: 'outgoing' | 'incoming') =>
    draft(of, when, definition, {
      ticket: factsOf(of),
      relation,
      direction,
      otherId: to.id,
      otherNumber: to.number,
    });
  await appendEvents(tx, [entry(ticket, other, 'outgoing'), entry(other, ticket, 'incoming')]);
}
