import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import { textTerms } from '../../platform/text/search-terms.ts';
import { customerFacts } from '../customers/index.ts';
import { termsOf } from './create-ticket.ts';
import { noteTakenOver, type TakenOver, takenOver } from './import-tickets.repo.ts';
import { bornElsewhere, fingerprintOf, type ImportedTicket, relive } from './imported-history.ts';
import { insertTickets } from './insert-tickets.repo.ts';
import { addTerms, insertMessages, type MessageRow } from './message.repo.ts';
import { reachOf } from './ticket.policy.ts';
import { lockTickets, saveTickets } from './ticket.repo.ts';
import { emptyTicket, type TicketState } from './ticket.state.ts';

export interface ImportedOutcome {
  externalId: string;
  /** Null where the ticket was left as it is because its past is another one here. */
  ticketId: string | null;
  outcome: 'created' | 'extended' | 'unchanged' | 'differs';
  events: number;
}

/**
 * Takes over tickets of another system with their history as back-dated events, in a
 * few statements for the whole batch. A ticket that was taken over before gets what
 * has happened since; nothing where nothing has; and is left alone where what
 * happened then is told differently now, or where it was made here under that name.
 *
 * All tickets of one source; no external id twice.
 *
 * @returns what became of each, in the order given
 */
export async function importTickets(
  tx: Tx,
  call: Call,
  tickets: readonly ImportedTicket[],
): Promise<ImportedOutcome[]> {
  authorise(call.actor, 'tickets.create');
  const source = tickets[0]?.source;
  if (source === undefined) return [];
  const known = await takenOver(
    tx,
    source,
    tickets.map((ticket) => ticket.externalId),
  );
  const created = await makeNew(
    tx,
    call,
    tickets.filter((ticket) => !known.has(ticket.externalId)),
  );
  const extended = await extend(tx, call, tickets, known);
  return tickets.map(
    ({ externalId }) =>
      created.get(externalId) ??
      extended.get(externalId) ?? { externalId, ticketId: null, outcome: 'differs', events: 0 },
  );
}

async function makeNew(
  tx: Tx,
  call: Call,
  tickets: readonly ImportedTicket[],
): Promise<Map<string, ImportedOutcome>> {
  const outcomes = new Map<string, ImportedOutcome>();
  if (tickets.length === 0) return outcomes;
  const customers = await customerFacts(
    tx,
    tickets.flatMap((ticket) => ticket.customerId ?? []),
  );
  const states: TicketState[] = [];
  const messages: MessageRow[] = [];
  const terms: { ticketId: string; terms: string[] }[] = [];
  const events: EventDraft[] = [];
  for (const imported of tickets) {
    const { subject, kind, channel, createdAt: at } = imported;
    const customer = customers.get(imported.customerId ?? '') ?? null;
    const blank = emptyTicket({ id: uuidv7(), subject, kind, channel, at, actor: eventActor(call.actor) });
    const first = bornElsewhere({ ...blank, customerTier: customer?.tier ?? null }, imported);
    const { ticket, events: later, messages: followed } = relive(first.ticket, imported.happenings);
    const said = [...(imported.text === null ? [] : [firstMessage(ticket, imported.text)]), ...followed];
    states.push(ticket);
    messages.push(...said);
    terms.push({ ticketId: ticket.id, terms: termsOf(ticket, customer, said) });
    events.push(...first.events, ...later);
    outcomes.set(imported.externalId, {
      externalId: imported.externalId,
      ticketId: ticket.id,
      outcome: 'created',
      events: first.events.length + later.length,
    });
  }
  const inserted = new Set(
    (await insertTickets(tx, { tickets: states, messages, terms, events }, 'unchecked')).map(({ id }) => id),
  );
  // Another import of the same file took some of them a moment ago; they are there as they should be.
  for (const outcome of outcomes.values()) {
    if (!inserted.has(outcome.ticketId ?? ''))
      Object.assign(outcome, { ticketId: null, outcome: 'unchanged', events: 0 });
  }
  await noteTakenOver(
    tx,
    tickets.flatMap((imported) => {
      const ticketId = outcomes.get(imported.externalId)?.ticketId ?? null;
      const happenings = imported.happenings.length;
      return ticketId === null ? [] : [{ ticketId, happenings, fingerprint: fingerprintOf(imported) }];
    }),
  );
  return outcomes;
}

async function extend(
  tx: Tx,
  call: Call,
  tickets: readonly ImportedTicket[],
  known: ReadonlyMap<string, TakenOver>,
): Promise<Map<string, ImportedOutcome>> {
  const outcomes = new Map<string, ImportedOutcome>();
  const growing: { imported: ImportedTicket; taken: TakenOver }[] = [];
  for (const imported of tickets) {
    const taken = known.get(imported.externalId);
    if (taken === undefined || taken.happenings < 0 || taken.happenings > imported.happenings.length)
      continue;
    if (fingerprintOf(imported, taken.happenings) !== taken.fingerprint) continue;
    const { externalId } = imported;
    outcomes.set(externalId, { externalId, ticketId: taken.ticketId, outcome: 'unchanged', events: 0 });
    if (imported.happenings.length > taken.happenings) growing.push({ imported, taken });
  }
  if (growing.length === 0) return outcomes;
  const reach = reachOf(call.actor, 'tickets.update');
  const ids = growing.map(({ taken }) => taken.ticketId);
  const states = new Map((await lockTickets(tx, ids, reach)).map((ticket) => [ticket.id, ticket]));
  const events: EventDraft[] = [];
  const messages: MessageRow[] = [];
  const after: TicketState[] = [];
  for (const { imported, taken } of growing) {
    const state = states.get(taken.ticketId);
    if (state === undefined) continue;
    const step = relive(state, imported.happenings, taken.happenings);
    after.push(step.ticket);
    events.push(...step.events);
    messages.push(...step.messages);
    outcomes.set(imported.externalId, {
      externalId: imported.externalId,
      ticketId: taken.ticketId,
      outcome: 'extended',
      events: step.events.length,
    });
  }
  await saveTickets(tx, after);
  await insertMessages(tx, messages);
  await addTerms(
    tx,
    messages.map(({ ticketId, text }) => ({ ticketId, terms: textTerms(text) })),
  );
  await appendEvents(tx, events);
  await noteTakenOver(
    tx,
    growing.map(({ imported, taken }) => ({
      ticketId: taken.ticketId,
      happenings: imported.happenings.length,
      fingerprint: fingerprintOf(imported),
    })),
  );
  return outcomes;
}

function firstMessage(ticket: TicketState, text: string): MessageRow {
  return {
    id: uuidv7(),
    ticketId: ticket.id,
    kind: 'reply',
    authorType: 'customer',
    authorId: ticket.customerId,
    authorName: ticket.requesterName,
    channel: ticket.channel,
    text,
    html: null,
    attachments: [],
    mentions: [],
    createdAt: ticket.createdAt,
  };
}
