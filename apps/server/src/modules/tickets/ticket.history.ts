import {
  type EventActor,
  type TicketChannel,
  type TicketStatus,
  ticketChanged,
  ticketClosed,
  ticketCreated,
  ticketNoted,
  ticketReopened,
  ticketReplied,
  ticketSolved,
} from '@jingyun/contracts';
import type { EventDraft } from '../../platform/events/types.ts';
import { afterCustomerMessage, afterStaffReply, isOpen, isWaiting } from './ticket.rules.ts';
import {
  changedFacts,
  factsOf,
  type Occurrence,
  same,
  secondsBetween,
  type TicketState,
} from './ticket.state.ts';

/*
 * What happens to a ticket, as pure steps: a ticket and what happened in, the ticket after it and its
 * events out. Commands take one step on the ticket as it is; imports and the demo take all steps of a
 * history. So a ticket that was imported has the very events that it would have had here.
 */

export interface Step {
  ticket: TicketState;
  events: EventDraft[];
}

/** Who stands behind a message, seen from the customer. */
export type Side = 'agent' | 'customer' | 'system';

export function sideOf(actor: EventActor): Side {
  if (actor.type === 'customer') return 'customer';
  return actor.type === 'system' ? 'system' : 'agent';
}

/** Values that a change sets; derived fields (times, counters) follow from it. */
export type StateChange = Partial<
  Pick<
    TicketState,
    | 'subject'
    | 'kind'
    | 'channel'
    | 'status'
    | 'importance'
    | 'urgency'
    | 'priority'
    | 'priorityReason'
    | 'categoryId'
    | 'teamId'
    | 'assigneeId'
    | 'customerId'
    | 'contactId'
    | 'customerTier'
    | 'requesterName'
    | 'requesterEmail'
    | 'requesterPhone'
    | 'tags'
    | 'customFields'
    | 'complaintClass'
    | 'severity'
    | 'parentId'
    | 'mergedIntoId'
  >
>;

/** The first event of a ticket that was just made. */
export function born(ticket: TicketState, when: Occurrence, extra: { sourceMadeSla?: boolean } = {}): Step {
  const data = {
    ticket: factsOf(ticket),
    subject: ticket.subject,
    source: ticket.source,
    externalId: ticket.externalId,
    ...extra,
  };
  return { ticket, events: [draft(ticket, when, ticketCreated, data)] };
}

/** Sets fields. Nothing that differs: the same ticket, no event. */
export function change(
  before: TicketState,
  values: StateChange,
  when: Occurrence,
  how: 'time' | 'merge' | 'person' | 'import' = 'person',
): Step {
  const fields = (Object.keys(values) as (keyof StateChange)[]).filter(
    (name) => values[name] !== undefined && !same(values[name], before[name]),
  );
  if (fields.length === 0) return { ticket: before, events: [] };
  const set = Object.fromEntries(fields.map((name) => [name, values[name]])) as StateChange;
  const after = withCounters(
    before,
    { ...before, ...set, updatedAt: when.at, version: before.version + 1 },
    when.at,
  );
  const moved = before.status !== after.status;
  const changed = draft(after, when, ticketChanged, {
    ticket: factsOf(after),
    before: changedFacts(before, after),
    fields,
    ...(fields.includes('priorityReason') && after.priorityReason !== null
      ? { reason: after.priorityReason }
      : {}),
    ...(moved ? { secondsInStatus: secondsBetween(before.statusSince, when.at) } : {}),
  });
  return { ticket: after, events: [changed, ...(moved ? milestones(before, after, when, how) : [])] };
}

function withCounters(before: TicketState, after: TicketState, at: Temporal.Instant): TicketState {
  const next = { ...after };
  if (before.assigneeId !== null && after.assigneeId !== null && before.assigneeId !== after.assigneeId) {
    next.reassignments += 1;
  }
  if (before.teamId !== null && after.teamId !== null && before.teamId !== after.teamId) next.handovers += 1;
  if (before.status === after.status) return next;
  next.statusSince = at;
  if (isWaiting(before.status)) next.waitedSeconds += secondsBetween(before.statusSince, at);
  if (isOpen(after.status)) {
    if (!isOpen(before.status)) next.reopens += 1;
    next.solvedAt = null;
    next.closedAt = null;
  } else {
    next.waitingSince = null;
    if (isOpen(before.status)) next.solvedAt = at;
    next.closedAt = after.status === 'closed' ? at : null;
  }
  return next;
}

function milestones(
  before: TicketState,
  after: TicketState,
  when: Occurrence,
  how: 'time' | 'merge' | 'person' | 'import',
): EventDraft[] {
  const events: EventDraft[] = [];
  // A ticket that ends in a merge was not solved: its work goes on in the other one.
  if (isOpen(before.status) && !isOpen(after.status) && how !== 'merge') {
    events.push(draft(after, when, ticketSolved, solvedData(after, when.at)));
  }
  if (!isOpen(before.status) && isOpen(after.status)) {
    events.push(
      draft(after, when, ticketReopened, {
        ticket: factsOf(after),
        by: sideOf(when.actor),
        secondsSinceSolved: secondsBetween(before.solvedAt ?? before.statusSince, when.at),
        reopens: after.reopens,
      }),
    );
  }
  if (after.status === 'closed') {
    const secondsToClose = secondsBetween(after.createdAt, when.at);
    events.push(draft(after, when, ticketClosed, { ticket: factsOf(after), secondsToClose, how }));
  }
  return events;
}

function solvedData(ticket: TicketState, at: Temporal.Instant) {
  return {
    ticket: factsOf(ticket),
    secondsToSolve: secondsBetween(ticket.createdAt, at),
    secondsWaiting: ticket.waitedSeconds,
    secondsToFirstReply:
      ticket.firstRepliedAt === null ? null : secondsBetween(ticket.createdAt, ticket.firstRepliedAt),
    replies: ticket.replies,
    customerMessages: ticket.customerMessages,
    reopens: ticket.reopens,
    reassignments: ticket.reassignments,
    handovers: ticket.handovers,
    firstContact: ticket.replies <= 1 && ticket.reopens === 0 && ticket.handovers === 0,
  };
}

export interface Reply {
  messageId: string | null;
  by: Side;
  channel: TicketChannel;
  /** The status that goes with it; else what the rules make of the message. */
  status?: TicketStatus | undefined;
}

/**
 * A public message. A reply by the system (an acknowledgement, say) answers nobody: it neither counts
 * as the first reply nor ends the customer's wait.
 */
export function reply(
  before: TicketState,
  given: Reply,
  when: Occurrence,
  how: 'person' | 'import' = 'person',
): Step {
  const { at } = when;
  const after: TicketState = { ...before, updatedAt: at };
  if (given.by === 'agent') {
    after.replies += 1;
    after.firstRepliedAt ??= at;
    after.lastReplyAt = at;
    after.waitingSince = null;
  } else if (given.by === 'customer') {
    after.customerMessages += 1;
    after.lastCustomerAt = at;
    after.waitingSince ??= at;
  }
  const replied = draft(after, when, ticketReplied, {
    ticket: factsOf(after),
    messageId: given.messageId,
    public: true,
    by: given.by,
    channel: given.channel,
    first: given.by === 'agent' && before.firstRepliedAt === null,
    secondsSinceCreated: secondsBetween(before.createdAt, at),
    secondsSinceCustomer:
      given.by === 'agent' && before.waitingSince !== null ? secondsBetween(before.waitingSince, at) : null,
    replies: after.replies,
  });
  const next = change(after, { status: given.status ?? statusAfter(given.by, after.status) }, when, how);
  return { ticket: next.ticket, events: [replied, ...next.events] };
}

function statusAfter(by: Side, status: TicketStatus): TicketStatus {
  if (by === 'customer') return afterCustomerMessage(status);
  return by === 'agent' ? afterStaffReply(status) : status;
}

/** An internal note; those mentioned follow from now on. */
export function note(
  before: TicketState,
  given: { messageId: string | null; mentions: string[] },
  when: Occurrence,
): Step {
  const followerIds = [...new Set([...before.followerIds, ...given.mentions])].slice(0, maxFollowers);
  const ticket = { ...before, followerIds, updatedAt: when.at };
  return { ticket, events: [draft(ticket, when, ticketNoted, { ticket: factsOf(ticket), ...given })] };
}

export const maxFollowers = 200;

/** An event about a ticket. */
export function draft<D extends EventDraft['definition']>(
  ticket: TicketState,
  when: Occurrence,
  definition: D,
  data: EventDraft<D>['data'],
): EventDraft {
  return {
    definition,
    data,
    subject: { type: 'ticket', id: ticket.id },
    actor: when.actor,
    occurredAt: when.at,
    ticketId: ticket.id,
    customerId: ticket.customerId,
    cause: when.cause,
  };
}
