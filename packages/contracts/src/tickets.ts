import { z } from 'zod';
import { id, instant, line, pageOf, text, version } from './common.ts';
import { externalId, sourceName } from './customers.ts';
import { fileSchema } from './platform.ts';
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

/** Shapes of tickets themselves: what goes in, what comes out. Lists are in ticket-lists.ts, settings in ticket-settings.ts. */

export const ticketSubject = line(300);
export const ticketTag = line(50);
export const ticketTags = z
  .array(ticketTag)
  .max(50)
  .transform((given) => [...new Set(given)]);

/** Values of custom fields by their key; null takes a value away. Checked against the organisation's definitions. */
export const customFieldValue = z.union([
  text(5_000),
  z.number(),
  z.boolean(),
  z.array(line(100)).max(100),
  z.null(),
]);
export const customFieldValues = z
  .record(z.string().regex(/^[a-z][a-zA-Z0-9_]{0,49}$/), customFieldValue)
  .refine((values) => Object.keys(values).length <= 100, { error: 'too_many_fields' });
export type CustomFieldValues = z.infer<typeof customFieldValues>;

/** Who asks, where no customer record is known (yet): a caller's name, a sender's address. */
export const ticketRequester = z.strictObject({
  name: line(200).optional(),
  email: z.email().max(254).optional(),
  phone: line(40).optional(),
});

/** A message as it is written: plain text, or HTML which the server sanitises. One of the two. */
const messageShape = {
  text: text(100_000).optional(),
  html: text(200_000).optional(),
  /** Ids of uploaded files. */
  attachments: z.array(id).max(20).default([]),
};
const oneBody = (message: { text?: string | undefined; html?: string | undefined }) =>
  (message.text?.trim() ? 1 : 0) + (message.html?.trim() ? 1 : 0) === 1;

const createShape = {
  subject: ticketSubject,
  kind: ticketKind,
  channel: ticketChannel,
  /** The first message. */
  text: text(100_000).optional(),
  html: text(200_000).optional(),
  attachments: z.array(id).max(20).default([]),
  /** Who wrote the first message: the customer (default), or the organisation itself. */
  writtenBy: z.enum(['customer', 'staff']).default('customer'),
  /** Default: medium, like urgency. */
  importance: ticketLevel.optional(),
  urgency: ticketLevel.optional(),
  /** Only where it should differ from what importance and urgency make; then with a reason. */
  priority: ticketPriority.optional(),
  priorityReason: line(500).optional(),
  /** Default: new. */
  status: z.enum(['new', 'open']).optional(),
  categoryId: id.nullable().optional(),
  teamId: id.nullable().optional(),
  assigneeId: id.nullable().optional(),
  customerId: id.nullable().optional(),
  contactId: id.nullable().optional(),
  requester: ticketRequester.optional(),
  tags: ticketTags.optional(),
  customFields: customFieldValues.optional(),
  complaintClass: complaintClass.nullable().optional(),
  severity: severity.nullable().optional(),
  parentId: id.nullable().optional(),
  /** Default for requests with an externalId: `api`. */
  source: sourceName.optional(),
  /** With `source` it names the ticket in its system of origin: sending it again updates and never duplicates. */
  externalId: externalId.optional(),
};

export const createTicketInput = z
  .strictObject(createShape)
  .refine((input) => !(input.text?.trim() && input.html?.trim()), {
    error: 'text_or_html',
    path: ['html'],
  });
export type CreateTicketInput = z.infer<typeof createTicketInput>;

/**
 * Body of `PUT /api/v1/tickets/by-external-id`. Where the ticket exists, the fields that are given are changed;
 * `status` and the first message belong to its making and are not taken again.
 */
export const upsertTicketInput = z
  .strictObject({ ...createShape, source: sourceName, externalId })
  .refine((input) => !(input.text?.trim() && input.html?.trim()), {
    error: 'text_or_html',
    path: ['html'],
  });
export type UpsertTicketInput = z.infer<typeof upsertTicketInput>;

/** What may be changed on a ticket; what is absent stays. Also the change of bulk edits, macros and automations. */
export const ticketChange = z.strictObject({
  subject: ticketSubject.optional(),
  kind: ticketKind.optional(),
  channel: ticketChannel.optional(),
  status: ticketStatus.optional(),
  importance: ticketLevel.optional(),
  urgency: ticketLevel.optional(),
  /** Differing from the matrix of importance and urgency it needs `priorityReason`. */
  priority: ticketPriority.optional(),
  priorityReason: line(500).optional(),
  categoryId: id.nullable().optional(),
  teamId: id.nullable().optional(),
  assigneeId: id.nullable().optional(),
  customerId: id.nullable().optional(),
  contactId: id.nullable().optional(),
  requester: ticketRequester.optional(),
  /** Replaces all tags; `addTags` and `removeTags` change single ones. */
  tags: ticketTags.optional(),
  addTags: ticketTags.optional(),
  removeTags: ticketTags.optional(),
  customFields: customFieldValues.optional(),
  complaintClass: complaintClass.nullable().optional(),
  severity: severity.nullable().optional(),
  parentId: id.nullable().optional(),
});
export type TicketChange = z.infer<typeof ticketChange>;

/** A public reply. `status` is what the ticket becomes with it, e.g. `pendingCustomer` or `solved`. */
export const replyInput = z
  .strictObject({ ...messageShape, status: ticketStatus.optional() })
  .refine(oneBody, { error: 'text_or_html', path: ['text'] });
export type ReplyInput = z.infer<typeof replyInput>;

/** An internal note; those mentioned follow the ticket from then on. */
export const noteInput = z
  .strictObject({ ...messageShape, mentions: z.array(id).max(50).default([]) })
  .refine(oneBody, { error: 'text_or_html', path: ['text'] });
export type NoteInput = z.infer<typeof noteInput>;

/** Moves this ticket's conversation and followers into another and closes this one. */
export const mergeInput = z.strictObject({ intoId: id });
export const linkInput = z.strictObject({ otherId: id, relation: ticketRelation });
export type LinkInput = z.infer<typeof linkInput>;

export const presenceInput = z.strictObject({ state: z.enum(['viewing', 'editing', 'gone']) });
export const presentUsers = z.object({
  data: z.array(
    z.object({ userId: id, name: z.string(), state: z.enum(['viewing', 'editing']), since: instant }),
  ),
});

/** A ticket as the API gives it. */
export const ticket = z.object({
  id,
  number: z.int(),
  kind: ticketKind,
  channel: ticketChannel,
  status: ticketStatus,
  statusSince: instant,
  importance: ticketLevel,
  urgency: ticketLevel,
  priority: ticketPriority,
  /** Set where the priority is not what importance and urgency make. */
  priorityReason: z.string().nullable(),
  subject: z.string(),
  categoryId: id.nullable(),
  teamId: id.nullable(),
  assigneeId: id.nullable(),
  customerId: id.nullable(),
  contactId: id.nullable(),
  customerTier: z.string().nullable(),
  requester: z.object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  tags: z.array(z.string()),
  customFields: z.record(z.string(), customFieldValue),
  complaintClass: complaintClass.nullable(),
  severity: severity.nullable(),
  parentId: id.nullable(),
  mergedIntoId: id.nullable(),
  source: z.string().nullable(),
  externalId: z.string().nullable(),
  followerIds: z.array(id),
  createdAt: instant,
  updatedAt: instant,
  firstRepliedAt: instant.nullable(),
  lastReplyAt: instant.nullable(),
  lastCustomerAt: instant.nullable(),
  /** Since when the customer has been waiting for an answer; null when it is not our turn. */
  waitingSince: instant.nullable(),
  solvedAt: instant.nullable(),
  closedAt: instant.nullable(),
  /** Public replies by staff. */
  replies: z.int(),
  customerMessages: z.int(),
  reopens: z.int(),
  reassignments: z.int(),
  /** How often it went from one team to another. */
  handovers: z.int(),
  version,
});
export type Ticket = z.infer<typeof ticket>;

export const ticketMessage = z.object({
  id,
  ticketId: id,
  kind: z.enum(['reply', 'note']),
  author: z.object({
    type: z.enum(['user', 'customer', 'apiKey', 'system']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  channel: ticketChannel,
  text: z.string(),
  /** Sanitised; null where the message was written as plain text. */
  html: z.string().nullable(),
  attachments: z.array(fileSchema),
  mentions: z.array(id),
  /** The ticket it was written on, where it came here by a merge. */
  mergedFromId: id.nullable(),
  createdAt: instant,
});
export type TicketMessage = z.infer<typeof ticketMessage>;
export const ticketMessagePage = pageOf(ticketMessage);

/** One event of a ticket, as its activity shows it. */
export const ticketActivity = z.object({
  id,
  type: z.string(),
  occurredAt: instant,
  recordedAt: instant,
  actor: z.object({ type: z.string(), id: z.string().nullable() }),
  causationId: id.nullable(),
  data: z.record(z.string(), z.unknown()),
});
export const ticketActivityPage = pageOf(ticketActivity);

/** A ticket in a few words: in links, children, search boxes. */
export const ticketSummary = z.object({
  id,
  number: z.int(),
  subject: z.string(),
  status: ticketStatus,
  priority: ticketPriority,
  assigneeId: id.nullable(),
});

/** What a ticket hangs together with. `incoming` links were made on the other ticket. */
export const ticketRelatives = z.object({
  parent: ticketSummary.nullable(),
  children: z.array(ticketSummary),
  links: z.array(
    z.object({
      relation: ticketRelation,
      direction: z.enum(['outgoing', 'incoming']),
      ticket: ticketSummary,
    }),
  ),
  mergedFrom: z.array(ticketSummary),
});
