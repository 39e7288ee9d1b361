import { z } from 'zod';
import { id } from './common.ts';
import { defineEvent } from './events.ts';
import {
  complaintClass,
  severity,
  ticketChannel,
  ticketKind,
  ticketLevel,
  ticketPriority,
  ticketRelation,
  ticketStatus,
} from './ticket-values.ts';

/**
 * What a ticket is, right after an event: breakdowns and conditions of metrics, promises
 * and automations ask this and nothing else, so that their answers stay as it was then.
 */
export const ticketFacts = z.object({
  number: z.int(),
  kind: ticketKind,
  channel: ticketChannel,
  status: ticketStatus,
  importance: ticketLevel,
  urgency: ticketLevel,
  priority: ticketPriority,
  categoryId: id.nullable(),
  teamId: id.nullable(),
  assigneeId: id.nullable(),
  customerTier: z.string().nullable(),
  tags: z.array(z.string()),
  complaintClass: complaintClass.nullable(),
  severity: severity.nullable(),
  parentId: id.nullable(),
  /** The system it was imported from; absent for tickets that began here. */
  importedFrom: z.string().optional(),
});
export type TicketFacts = z.infer<typeof ticketFacts>;

/** Whole seconds, never negative. */
const seconds = z.int().min(0);
const count = z.int().min(0);
const side = z.enum(['agent', 'customer', 'system']);

export const ticketCreated = defineEvent(
  'ticket.created',
  z.object({
    ticket: ticketFacts,
    subject: z.string(),
    source: z.string().nullable(),
    externalId: z.string().nullable(),
    /** Whether the system it came from says that it kept its promise. */
    sourceMadeSla: z.boolean().optional(),
  }),
);

/** Anything about a ticket changed. `before` holds the facts that changed; `fields` names all that changed. */
export const ticketChanged = defineEvent(
  'ticket.changed',
  z.object({
    ticket: ticketFacts,
    before: ticketFacts.partial(),
    fields: z.array(z.string()),
    /** Why the priority was set by hand. */
    reason: z.string().optional(),
    /** How long it was in the status it left; only where the status changed. */
    secondsInStatus: seconds.optional(),
  }),
);

/** A public message, by staff or by the customer. */
export const ticketReplied = defineEvent(
  'ticket.replied',
  z.object({
    ticket: ticketFacts,
    messageId: id.nullable(),
    public: z.literal(true),
    by: side,
    channel: ticketChannel,
    /** The first reply by staff. */
    first: z.boolean(),
    secondsSinceCreated: seconds,
    /** How long the customer had waited for this answer; null where nobody waited. */
    secondsSinceCustomer: seconds.nullable(),
    /** Public replies by staff so far, this one included. */
    replies: count,
  }),
);

/** An internal note. */
export const ticketNoted = defineEvent(
  'ticket.noted',
  z.object({ ticket: ticketFacts, messageId: id.nullable(), mentions: z.array(id) }),
);

/** It became solved. A reopened ticket is solved again: `reopens` says how often it was reopened before. */
export const ticketSolved = defineEvent(
  'ticket.solved',
  z.object({
    ticket: ticketFacts,
    secondsToSolve: seconds,
    /** Of these, how long it was pending the customer or on hold. */
    secondsWaiting: seconds,
    secondsToFirstReply: seconds.nullable(),
    replies: count,
    customerMessages: count,
    reopens: count,
    reassignments: count,
    handovers: count,
    /** Solved with at most one reply, never reopened, never handed to another team. */
    firstContact: z.boolean(),
  }),
);

export const ticketReopened = defineEvent(
  'ticket.reopened',
  z.object({
    ticket: ticketFacts,
    by: side,
    secondsSinceSolved: seconds,
    reopens: count,
  }),
);

export const ticketClosed = defineEvent(
  'ticket.closed',
  z.object({
    ticket: ticketFacts,
    secondsToClose: seconds,
    /** Closed by time, by a merge, or by somebody. */
    how: z.enum(['time', 'merge', 'person', 'import']),
  }),
);

/** Written for both tickets: `into` on the one that ended, `from` on the one that took it over. */
export const ticketMerged = defineEvent(
  'ticket.merged',
  z.object({
    ticket: ticketFacts,
    direction: z.enum(['into', 'from']),
    otherId: id,
    otherNumber: z.int(),
    messages: count,
  }),
);

const linkData = z.object({
  ticket: ticketFacts,
  relation: ticketRelation,
  direction: z.enum(['outgoing', 'incoming']),
  otherId: id,
  otherNumber: z.int(),
});
/** Written for both tickets. */
export const ticketLinked = defineEvent('ticket.linked', linkData);
export const ticketUnlinked = defineEvent('ticket.unlinked', linkData);

/** Somebody follows the ticket, or no longer. */
export const ticketFollowed = defineEvent(
  'ticket.followed',
  z.object({ ticket: ticketFacts, userId: id, following: z.boolean() }),
);

/** Settings of tickets: what was set, whole, and what it was before. */
const setting = z.object({
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export const ticketCategorySaved = defineEvent('ticketCategory.saved', setting);
export const ticketFieldSaved = defineEvent('ticketField.saved', setting);
export const ticketMacroSaved = defineEvent('ticketMacro.saved', setting);
export const ticketViewSaved = defineEvent('ticketView.saved', setting);
export const ticketSettingsSaved = defineEvent('ticketSettings.saved', setting);

export const ticketEvents = [
  ticketCreated,
  ticketChanged,
  ticketReplied,
  ticketNoted,
  ticketSolved,
  ticketReopened,
  ticketClosed,
  ticketMerged,
  ticketLinked,
  ticketUnlinked,
  ticketFollowed,
  ticketCategorySaved,
  ticketFieldSaved,
  ticketMacroSaved,
  ticketViewSaved,
  ticketSettingsSaved,
] as const;
