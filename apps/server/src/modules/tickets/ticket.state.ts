import type {
  ComplaintClass,
  CustomFieldValues,
  EventActor,
  TicketChannel,
  TicketFacts,
  TicketKind,
  TicketLevel,
  TicketPriority,
  TicketStatus,
} from '@jingyun/contracts';

/** A ticket as decisions see it: its row, in code's words. Never changed in place. */
export interface TicketState {
  id: string;
  /** 0 until it is written for the first time. */
  number: number;
  kind: TicketKind;
  channel: TicketChannel;
  status: TicketStatus;
  statusSince: Temporal.Instant;
  importance: TicketLevel;
  urgency: TicketLevel;
  priority: TicketPriority;
  priorityReason: string | null;
  subject: string;
  categoryId: string | null;
  teamId: string | null;
  assigneeId: string | null;
  customerId: string | null;
  contactId: string | null;
  customerTier: string | null;
  requesterName: string | null;
  requesterEmail: string | null;
  requesterPhone: string | null;
  tags: string[];
  customFields: CustomFieldValues;
  complaintClass: ComplaintClass | null;
  severity: number | null;
  parentId: string | null;
  mergedIntoId: string | null;
  source: string | null;
  externalId: string | null;
  importedFrom: string | null;
  createdByType: EventActor['type'];
  createdById: string | null;
  followerIds: string[];
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
  firstRepliedAt: Temporal.Instant | null;
  lastReplyAt: Temporal.Instant | null;
  lastCustomerAt: Temporal.Instant | null;
  waitingSince: Temporal.Instant | null;
  solvedAt: Temporal.Instant | null;
  closedAt: Temporal.Instant | null;
  waitedSeconds: number;
  replies: number;
  customerMessages: number;
  reopens: number;
  reassignments: number;
  handovers: number;
  version: number;
}

/** When and by whom something happens, and the event that brought it about. */
export interface Occurrence {
  at: Temporal.Instant;
  actor: EventActor;
  cause?: { id: string; depth: number } | undefined;
}

/** The facts that events carry. */
export function factsOf(ticket: TicketState): TicketFacts {
  return {
    number: ticket.number,
    kind: ticket.kind,
    channel: ticket.channel,
    status: ticket.status,
    importance: ticket.importance,
    urgency: ticket.urgency,
    priority: ticket.priority,
    categoryId: ticket.categoryId,
    teamId: ticket.teamId,
    assigneeId: ticket.assigneeId,
    customerTier: ticket.customerTier,
    tags: ticket.tags,
    complaintClass: ticket.complaintClass,
    severity: ticket.severity,
    parentId: ticket.parentId,
    ...(ticket.importedFrom === null ? {} : { importedFrom: ticket.importedFrom }),
  };
}

/** The facts of `before` that are otherwise in `after`. */
export function changedFacts(before: TicketState, after: TicketState): Partial<TicketFacts> {
  const old = factsOf(before);
  const now = factsOf(after);
  const names = Object.keys(old) as (keyof TicketFacts)[];
  return Object.fromEntries(
    names.filter((name) => !same(old[name], now[name])).map((name) => [name, old[name]]),
  );
}

/** Equal as values: scalars, lists and plain objects (keys in any order). */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

/** Whole seconds from one instant to another, 0 where the clock went back. */
export function secondsBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 1000));
}

/** A ticket at its beginning, before anything is said about it. */
export function emptyTicket(given: {
  id: string;
  subject: string;
  kind: TicketKind;
  channel: TicketChannel;
  at: Temporal.Instant;
  actor: EventActor;
}): TicketState {
  return {
    id: given.id,
    number: 0,
    kind: given.kind,
    channel: given.channel,
    status: 'new',
    statusSince: given.at,
    importance: 'medium',
    urgency: 'medium',
    priority: 'normal',
    priorityReason: null,
    subject: given.subject,
    categoryId: null,
    teamId: null,
    assigneeId: null,
    customerId: null,
    contactId: null,
    customerTier: null,
    requesterName: null,
    requesterEmail: null,
    requesterPhone: null,
    tags: [],
    customFields: {},
    complaintClass: null,
    severity: null,
    parentId: null,
    mergedIntoId: null,
    source: null,
    externalId: null,
    importedFrom: null,
    createdByType: given.actor.type,
    createdById: given.actor.id,
    followerIds: [],
    createdAt: given.at,
    updatedAt: given.at,
    firstRepliedAt: null,
    lastReplyAt: null,
    lastCustomerAt: null,
    waitingSince: null,
    solvedAt: null,
    closedAt: null,
    waitedSeconds: 0,
    replies: 0,
    customerMessages: 0,
    reopens: 0,
    reassignments: 0,
    handovers: 0,
    version: 1,
  };
}
