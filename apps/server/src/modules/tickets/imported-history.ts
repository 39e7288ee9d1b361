import { createHash } from 'node:crypto';
import type { EventActor, TicketChannel, TicketKind, TicketLevel, TicketPriority } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { EventDraft } from '../../platform/events/types.ts';
import type { MessageRow } from './message.repo.ts';
import { born, change, note, reply, type Side, type StateChange, type Step } from './ticket.history.ts';
import type { Occurrence, TicketState } from './ticket.state.ts';

/** A ticket of another system, as it was when it was made there. */
export interface ImportedTicket {
  source: string;
  externalId: string;
  subject: string;
  kind: TicketKind;
  channel: TicketChannel;
  importance: TicketLevel;
  urgency: TicketLevel;
  priority: TicketPriority;
  categoryId: string | null;
  teamId: string | null;
  assigneeId: string | null;
  customerId: string | null;
  requester: { name: string | null; email: string | null; phone: string | null };
  tags: string[];
  /** Values of custom fields of text, by key. */
  customFields?: Readonly<Record<string, string>>;
  /** The customer's first words, where they are known. */
  text: string | null;
  createdAt: Temporal.Instant;
  /** Whether that system says that it kept its promise. */
  sourceMadeSla?: boolean;
  /** What happened to it there, in order of time. */
  happenings: readonly ImportedHappening[];
}

export type ImportedHappening = { at: Temporal.Instant; actor?: EventActor } & (
  | { type: 'changed'; values: StateChange }
  | ({ type: 'replied'; by: Side } & Said)
  | ({ type: 'noted' } & Said)
);

/** What was said, where it is known; a log of changes knows only that something was. */
interface Said {
  text?: string;
  authorName?: string;
}

/** Nobody of this organisation: history that was imported was made elsewhere. */
const elsewhere: EventActor = { type: 'system', id: null };

/** The ticket as it was made, and its first event. */
export function bornElsewhere(blank: TicketState, imported: ImportedTicket): Step {
  const { importance, urgency, priority, categoryId, teamId, assigneeId, customerId, tags, source } =
    imported;
  const ticket: TicketState = {
    ...blank,
    importance,
    urgency,
    priority,
    categoryId,
    teamId,
    assigneeId,
    customerId,
    tags,
    customFields: imported.customFields ?? {},
    source,
    externalId: imported.externalId,
    importedFrom: source,
    requesterName: imported.requester.name,
    requesterEmail: imported.requester.email,
    requesterPhone: imported.requester.phone,
    customerMessages: imported.text === null ? 0 : 1,
    lastCustomerAt: imported.createdAt,
    waitingSince: imported.createdAt,
  };
  const verdict = imported.sourceMadeSla;
  return born(
    ticket,
    { at: imported.createdAt, actor: elsewhere },
    verdict === undefined ? {} : { sourceMadeSla: verdict },
  );
}

/** Takes the happenings from the given one on: the ticket after them, their events, and what was said. */
export function relive(
  ticket: TicketState,
  happenings: readonly ImportedHappening[],
  from = 0,
): Step & { messages: MessageRow[] } {
  const events: EventDraft[] = [];
  const messages: MessageRow[] = [];
  let state = ticket;
  for (const happening of happenings.slice(from)) {
    const when: Occurrence = { at: happening.at, actor: happening.actor ?? elsewhere };
    const message = messageOf(state, happening, when.actor);
    const step = stepOf(state, happening, when, message?.id ?? null);
    state = step.ticket;
    if (message !== null) messages.push(message);
    for (const event of step.events) events.push(event);
  }
  return { ticket: state, events, messages };
}

function stepOf(
  state: TicketState,
  happening: ImportedHappening,
  when: Occurrence,
  messageId: string | null,
): Step {
  switch (happening.type) {
    case 'changed':
      return change(state, happening.values, when, 'import');
    case 'replied':
      // The status of that time is told by the changes, not by the rules of this house.
      return reply(
        state,
        { messageId, by: happening.by, channel: state.channel, status: state.status },
        when,
        'import',
      );
    case 'noted':
      return note(state, { messageId, mentions: [] }, when);
  }
}

function messageOf(ticket: TicketState, happening: ImportedHappening, actor: EventActor): MessageRow | null {
  if (happening.type === 'changed' || happening.text === undefined) return null;
  const isCustomers = happening.type === 'replied' && happening.by === 'customer';
  return {
    id: uuidv7(),
    ticketId: ticket.id,
    kind: happening.type === 'noted' ? 'note' : 'reply',
    authorType: isCustomers ? 'customer' : actor.type,
    authorId: isCustomers ? ticket.customerId : actor.id,
    authorName: happening.authorName ?? (isCustomers ? ticket.requesterName : null),
    channel: ticket.channel,
    text: happening.text,
    html: null,
    attachments: [],
    mentions: [],
    createdAt: happening.at,
  };
}

/** Of how a ticket was made and the first `count` things that happened to it: SHA-256, base64url. */
export function fingerprintOf(imported: ImportedTicket, count = imported.happenings.length): string {
  const { happenings, ...made } = imported;
  const told = { ...made, sourceMadeSla: null, happenings: happenings.slice(0, count) };
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
}
