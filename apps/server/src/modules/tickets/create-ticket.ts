import type { CreateTicketInput } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { textTerms } from '../../platform/text/search-terms.ts';
import { type CustomerFacts, customerFacts } from '../customers/index.ts';
import { checkFiles } from './check-references.ts';
import { checkParent } from './check-surroundings.ts';
import { insertTickets } from './insert-tickets.repo.ts';
import { messageBody } from './message.body.ts';
import type { MessageRow } from './message.repo.ts';
import { resolveChange } from './resolve-change.ts';
import { readRevision } from './settings.repo.ts';
import { freshSettings, knownSettings, type Settings } from './settings.ts';
import { born } from './ticket.history.ts';
import { idsByExternal } from './ticket.repo.ts';

import { emptyTicket, type TicketState } from './ticket.state.ts';
import { updateFromInput } from './upsert-ticket.ts';

export interface Created {
  ticket: TicketState;
  /** False where (source, externalId) named a ticket that was there already and was changed instead. */
  created: boolean;
}

/**
 * Makes a ticket, with its first message where there is one. One statement after the transaction's
 * beginning; further reads only for a customer, a parent, attachments.
 *
 * Where (source, externalId) is taken, that ticket is changed instead: sending the same thing twice does it once.
 */
export async function createTicket(tx: Tx, call: Call, input: CreateTicketInput): Promise<Created> {
  authorise(call.actor, 'tickets.create');
  return openTicket(tx, call, input);
}

/** The same for a caller whose right to it was found out otherwise: a customer at the portal. */
export async function openTicket(tx: Tx, call: Call, input: CreateTicketInput): Promise<Created> {
  const customer = await customerOf(tx, input.customerId);
  if (input.parentId != null) await checkParent(tx, null, input.parentId);
  await checkFiles(tx, input.attachments);

  let settings = await knownSettings(tx);
  for (;;) {
    const made = await drafted(tx, settings, () => draftTicket(call, input, customer, settings));
    if (made !== null) {
      const when = { at: call.now, actor: eventActor(call.actor), cause: call.cause };
      const { ticket, events } = born(made.ticket, when);
      const [inserted] = await insertTickets(tx, { ...made, tickets: [ticket], events }, settings.revision);
      if (inserted !== undefined) return { ticket: { ...ticket, number: inserted.number }, created: true };
      const existing = await existingId(tx, ticket);
      if (existing !== null) {
        return { ticket: await updateFromInput(tx, call, existing, input), created: false };
      }
    }
    // Settings changed since this process read them: check again with those of now.
    settings = await freshSettings(tx);
  }
}

/** Who wishes for which ticket. */
export interface TicketWish {
  call: Call;
  input: CreateTicketInput;
}

/** May be made together with others: it needs no look at other tickets, files or an external id's holder. */
export function standsAlone({ parentId, attachments, externalId }: CreateTicketInput): boolean {
  return parentId == null && attachments.length === 0 && externalId === undefined;
}

/**
 * Makes tickets of several callers in one statement; each must stand alone and its right be checked. Null where one
 * cannot be made by what is known here: make it by itself, which says what is wrong.
 */
export async function openTickets(tx: Tx, wishes: readonly TicketWish[]): Promise<(Created | null)[]> {
  const customers = await customerFacts(
    tx,
    wishes.flatMap(({ input }) => input.customerId ?? []),
  );
  const settings = await knownSettings(tx);
  const drafts = wishes.map(({ call, input }) => {
    const customer = input.customerId == null ? null : customers.get(input.customerId);
    if (customer === undefined) return null;
    try {
      const made = draftTicket(call, input, customer, settings);
      return {
        ...made,
        ...born(made.ticket, { at: call.now, actor: eventActor(call.actor), cause: call.cause }),
      };
    } catch (error) {
      if (error instanceof ServiceError) return null;
      throw error;
    }
  });
  const known = drafts.filter((draft) => draft !== null);
  const given = {
    tickets: known.map((draft) => draft.ticket),
    messages: known.flatMap((draft) => draft.messages),
    terms: known.flatMap((draft) => draft.terms),
    events: known.flatMap((draft) => draft.events),
  };
  const inserted = await insertTickets(tx, given, settings.revision);
  const numbers = new Map(inserted.map(({ id, number }) => [id, number]));
  return drafts.map((draft) => {
    const number = draft === null ? undefined : numbers.get(draft.ticket.id);
    return draft === null || number === undefined
      ? null
      : { ticket: { ...draft.ticket, number }, created: true };
  });
}

/** A draft by the settings known here; null where it does not fit them and they are not of now. */
async function drafted(tx: Tx, settings: Settings, work: () => DraftedTicket): Promise<DraftedTicket | null> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ServiceError) || (await readRevision(tx)) === settings.revision) throw error;
    return null;
  }
}

async function customerOf(tx: Tx, id: string | null | undefined): Promise<CustomerFacts | null> {
  if (id == null) return null;
  const customer = (await customerFacts(tx, [id])).get(id);
  if (customer === undefined)
    throw new ServiceError('unknown_reference', { params: { field: 'customerId' } });
  return customer;
}

async function existingId(tx: Tx, ticket: TicketState): Promise<string | null> {
  if (ticket.source === null || ticket.externalId === null) return null;
  return (await idsByExternal(tx, ticket.source, [ticket.externalId])).get(ticket.externalId) ?? null;
}

interface DraftedTicket {
  ticket: TicketState;
  messages: MessageRow[];
  terms: { ticketId: string; terms: string[] }[];
}

function draftTicket(
  call: Call,
  input: CreateTicketInput,
  customer: CustomerFacts | null,
  settings: Settings,
): DraftedTicket {
  const { text, html, attachments, writtenBy, status, source, externalId, subject, kind, channel, ...rest } =
    input;
  const actor = eventActor(call.actor);
  const blank = emptyTicket({ id: uuidv7(), subject, kind, channel, at: call.now, actor });
  const hasBody = (text ?? html ?? '').trim() !== '';
  const byCustomer = writtenBy === 'customer';
  const ticket: TicketState = {
    ...blank,
    ...resolveChange(blank, rest, settings),
    status: status ?? 'new',
    customerTier: customer?.tier ?? null,
    externalId: externalId ?? null,
    source: source ?? (externalId === undefined ? null : 'api'),
    customerMessages: hasBody && byCustomer ? 1 : 0,
    lastCustomerAt: byCustomer ? call.now : null,
    waitingSince: byCustomer ? call.now : null,
  };
  const messages: MessageRow[] = [];
  if (hasBody) {
    const body = messageBody({ text, html });
    const author = byCustomer && actor.type !== 'customer' ? theCustomer(ticket, customer) : theActor(call);
    messages.push({
      id: uuidv7(),
      ticketId: ticket.id,
      kind: 'reply',
      ...author,
      channel,
      ...body,
      attachments,
      mentions: [],
      createdAt: call.now,
    });
  }
  return { ticket, messages, terms: [{ ticketId: ticket.id, terms: termsOf(ticket, customer, messages) }] };
}

/** An agent who notes a call writes down the customer's words. */
function theCustomer(ticket: TicketState, customer: CustomerFacts | null) {
  const authorName = customer?.name ?? ticket.requesterName;
  return { authorType: 'customer' as const, authorId: ticket.customerId, authorName };
}

export function theActor(call: Call) {
  return { authorType: call.actor.type, authorId: call.actor.id, authorName: call.actor.name };
}

/** What a new ticket is found by; its number is added when it is known. */
export function termsOf(
  ticket: TicketState,
  customer: { name: string } | null,
  messages: readonly MessageRow[],
): string[] {
  const parts = [
    ticket.subject,
    customer?.name,
    ticket.requesterName,
    ticket.requesterEmail,
    ticket.externalId,
  ];
  return textTerms([...parts, ...messages.map((message) => message.text)].filter(Boolean).join('\n'));
}
