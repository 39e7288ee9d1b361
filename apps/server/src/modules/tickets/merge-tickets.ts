import { ticketMerged } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { occurrenceOf, refuseMerged } from './change-ticket.ts';
import { lockTwo } from './link-tickets.ts';
import { moveConversation } from './message.repo.ts';
import { change, draft, maxFollowers } from './ticket.history.ts';
import { reachOf } from './ticket.policy.ts';
import { lockChildren, saveTickets } from './ticket.repo.ts';
import { factsOf, type Occurrence, type TicketState } from './ticket.state.ts';

/**
 * Merges a ticket into another: conversation, followers and children move there, and this one ends. Both keep
 * an event that says so, and each moved message the ticket that it was written on.
 *
 * @returns the ticket that goes on
 * @throws ServiceError ticket_link_self, not_found, ticket_closed, ticket_already_merged
 */
export async function mergeTickets(tx: Tx, call: Call, id: string, intoId: string): Promise<TicketState> {
  const [from, into] = await lockTwo(tx, id, intoId, reachOf(call.actor, 'tickets.update'));
  for (const ticket of [from, into]) {
    await refuseMerged(tx, ticket);
    if (ticket.status === 'closed') throw new ServiceError('ticket_closed');
  }
  const when = occurrenceOf(call);
  const children = (await lockChildren(tx, id)).map((child) =>
    change(child, { parentId: child.id === intoId ? null : intoId }, when),
  );
  const underChild = children.find((step) => step.ticket.id === intoId);
  const target = joined(from, underChild?.ticket ?? into, when);
  const ended = change(from, { status: 'closed', mergedIntoId: intoId, parentId: null }, when, 'merge');

  const others = children.filter((step) => step !== underChild).map((step) => step.ticket);
  await saveTickets(tx, [ended.ticket, target, ...others]);
  const messages = await moveConversation(tx, id, intoId);
  const told = (of: TicketState, other: TicketState, direction: 'into' | 'from') =>
    draft(of, when, ticketMerged, {
      ticket: factsOf(of),
      direction,
      otherId: other.id,
      otherNumber: other.number,
      messages,
    });
  await appendEvents(tx, [
    ...ended.events,
    told(ended.ticket, target, 'into'),
    ...children.flatMap((step) => step.events),
    told(target, ended.ticket, 'from'),
  ]);
  return target;
}

/** The ticket that goes on, with what the other one brings. */
function joined(from: TicketState, into: TicketState, when: Occurrence): TicketState {
  const waits = [into.waitingSince, from.waitingSince].filter((at) => at !== null);
  const heard = [into.lastCustomerAt, from.lastCustomerAt].filter((at) => at !== null);
  return {
    ...into,
    followerIds: [...new Set([...into.followerIds, ...from.followerIds])].slice(0, maxFollowers),
    customerMessages: into.customerMessages + from.customerMessages,
    waitingSince: waits.sort(Temporal.Instant.compare)[0] ?? null,
    lastCustomerAt: heard.sort(Temporal.Instant.compare).at(-1) ?? null,
    updatedAt: when.at,
    version: into.version + 1,
  };
}
