import { type CreateTicketInput, createTicketInput, type PortalTicketInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { idOfRequest } from './access-link.repo.ts';
import { applyChange } from './change-ticket.ts';
import { openTicket } from './create-ticket.ts';
import { linkPair } from './link-tickets.ts';
import { listMessages, type ReadMessage } from './message.repo.ts';
import { type Said, sayOn } from './reply-to-ticket.ts';
import { findTicket, lockTickets } from './ticket.repo.ts';
import { isOpen } from './ticket.rules.ts';
import type { TicketState } from './ticket.state.ts';

/*
 * What customers do at the portal. Their right to it does not come from a role: they may open tickets of their
 * own, and see and answer the one that their link opens (access-link.ts). Calls are made by a customer's actor.
 */

const byLink = { scope: 'all', actorId: null, teamIds: [] } as const;

/** A customer opens a ticket. @param customerId where the sender's address is known */
export async function submitFromPortal(
  tx: Tx,
  call: Call,
  input: PortalTicketInput & { attachments?: string[] },
  customerId: string | null,
): Promise<TicketState> {
  const { name, email, phone, kind, subject, text, categoryId, attachments = [] } = input;
  const wish: CreateTicketInput = createTicketInput.parse({
    subject,
    kind,
    channel: 'web',
    text,
    attachments,
    customerId,
    requester: withoutUndefined({ name, email, phone }),
    ...(categoryId === undefined ? {} : { categoryId }),
  });
  return (await openTicket(tx, call, wish)).ticket;
}

export interface CustomersTicket {
  ticket: TicketState;
  messages: ReadMessage[];
}

/** What a customer sees of a ticket: how it stands and the public conversation, newest first. */
export async function ticketForCustomer(
  tx: Tx,
  ticketId: string,
  page: { before: readonly [string, string] | null; limit: number },
): Promise<CustomersTicket> {
  const ticket = await goneOn(tx, ticketId);
  return { ticket, messages: await listMessages(tx, ticket.id, { ...page, publicOnly: true }) };
}

/**
 * A customer answers. Whoever waited for it goes on: a solved ticket is open again. A closed one stays closed;
 * then the answer opens a new ticket, linked with it.
 */
export async function replyFromCustomer(
  tx: Tx,
  call: Call,
  ticketId: string,
  input: { text: string; attachments: string[] },
): Promise<Said | { ticket: TicketState; message: null }> {
  const target = await goneOn(tx, ticketId);
  const [ticket] = await lockTickets(tx, [target.id], byLink);
  if (ticket === undefined) throw new ServiceError('not_found');
  if (ticket.status !== 'closed') return sayOn(tx, call, ticket, input);
  return { ticket: await followUp(tx, call, ticket, input), message: null };
}

async function followUp(
  tx: Tx,
  call: Call,
  closed: TicketState,
  input: { text: string; attachments: string[] },
): Promise<TicketState> {
  // Not its category, which may be archived by now: somebody has to look at it anyway.
  const { subject, kind, channel, teamId, customerId, contactId } = closed;
  const wish = createTicketInput.parse({
    ...input,
    subject,
    kind,
    channel,
    teamId,
    customerId,
    contactId,
    requester: withoutNulls({
      name: closed.requesterName,
      email: closed.requesterEmail,
      phone: closed.requesterPhone,
    }),
  });
  const { ticket } = await openTicket(tx, call, wish);
  await linkPair(tx, call, ticket, closed, 'related');
  return ticket;
}

/**
 * A customer says that the work is done, or that it is not.
 * @throws ServiceError ticket_transition_refused, and those of a change of status: staff may have to fill something in
 */
export async function settleFromCustomer(
  tx: Tx,
  call: Call,
  ticketId: string,
  status: 'solved' | 'open',
): Promise<TicketState> {
  const target = await goneOn(tx, ticketId);
  const [ticket] = await lockTickets(tx, [target.id], byLink);
  if (ticket === undefined) throw new ServiceError('not_found');
  // Said twice, or said of what is being worked on already: it is as the customer wishes.
  if (status === 'solved' ? !isOpen(ticket.status) : isOpen(ticket.status)) return ticket;
  return applyChange(tx, call, ticket, { status });
}

/** The ticket of this number whose requester has this address; null where there is none, or it is another's. */
export async function ticketOfRequester(tx: Tx, number: number, email: string): Promise<TicketState | null> {
  const id = await idOfRequest(tx, number, email);
  return id === null ? null : goneOn(tx, id);
}

/** The ticket itself, or the one that it was merged into, however often. */
async function goneOn(tx: Tx, id: string): Promise<TicketState> {
  let ticket = await findTicket(tx, id, byLink);
  for (let hops = 0; ticket?.mergedIntoId != null && hops < 20; hops++) {
    ticket = await findTicket(tx, ticket.mergedIntoId, byLink);
  }
  if (ticket === null) throw new ServiceError('not_found');
  return ticket;
}

function withoutUndefined<T extends object>(values: T) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function withoutNulls<T extends object>(values: T) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
