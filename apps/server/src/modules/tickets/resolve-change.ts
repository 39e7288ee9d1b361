import type { TicketChange } from '@jingyun/contracts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { checkChoice } from './category.rules.ts';
import { mergeValues, missingToSolve, valueProblems } from './field.rules.ts';
import type { Settings } from './settings.ts';
import type { StateChange } from './ticket.history.ts';
import { isOpen, mayBecome, priorityOf } from './ticket.rules.ts';
import type { TicketState } from './ticket.state.ts';

/**
 * What a wished-for change sets on a ticket, after everything that can be checked without looking elsewhere.
 *
 * @throws ServiceError ticket_closed, ticket_transition_refused, ticket_priority_reason_required,
 *   ticket_category_archived, ticket_complaint_unclassified, ticket_fields_required, invalid_input
 */
export function resolveChange(ticket: TicketState, wish: TicketChange, settings: Settings): StateChange {
  if (ticket.status === 'closed') throw new ServiceError('ticket_closed');
  const { requester, addTags, removeTags, priorityReason, ...plain } = wish;
  const values: StateChange = {
    ...given(plain),
    ...priorityFor(ticket, wish),
    ...tagsFor(ticket, wish),
    ...requesterFor(requester),
  };
  const kind = values.kind ?? ticket.kind;
  if (wish.customFields !== undefined) {
    const fields = valueProblems(settings.fields, kind, wish.customFields);
    if (fields.length > 0) throw new ServiceError('invalid_input', { fields });
    values.customFields = mergeValues(ticket.customFields, wish.customFields);
  }
  // A category that was archived since stays where it is; it is not chosen anew.
  if (wish.categoryId != null && wish.categoryId !== ticket.categoryId) {
    checkChoice(settings.categories, wish.categoryId);
  }
  // Another customer is another person at it, unless one is named.
  if (
    wish.customerId !== undefined &&
    wish.customerId !== ticket.customerId &&
    wish.contactId === undefined
  ) {
    values.contactId = null;
  }
  if (wish.status !== undefined) checkStatus(ticket, values, wish.status, settings);
  return values;
}

/** Without what is undefined: `{ ...ticket, ...values }` must not wipe out. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function priorityFor(ticket: TicketState, wish: TicketChange): StateChange {
  const { importance, urgency, priority, priorityReason } = wish;
  if (importance === undefined && urgency === undefined && priority === undefined) return {};
  const matrix = priorityOf(importance ?? ticket.importance, urgency ?? ticket.urgency);
  if (priority === undefined || priority === matrix) return { priority: matrix, priorityReason: null };
  // Saying again what is set already needs no new reason.
  const reason = priorityReason ?? (priority === ticket.priority ? ticket.priorityReason : null);
  if (reason === null) throw new ServiceError('ticket_priority_reason_required', { params: { matrix } });
  return { priority, priorityReason: reason };
}

function tagsFor(ticket: TicketState, wish: TicketChange): StateChange {
  if (wish.tags === undefined && wish.addTags === undefined && wish.removeTags === undefined) return {};
  const removed = new Set(wish.removeTags);
  const kept = (wish.tags ?? ticket.tags).filter((tag) => !removed.has(tag));
  return { tags: [...new Set([...kept, ...(wish.addTags ?? [])])].slice(0, 50) };
}

function requesterFor(requester: TicketChange['requester']): StateChange {
  if (requester === undefined) return {};
  return {
    requesterName: requester.name ?? null,
    requesterEmail: requester.email ?? null,
    requesterPhone: requester.phone ?? null,
  };
}

function checkStatus(
  ticket: TicketState,
  values: StateChange,
  to: TicketState['status'],
  settings: Settings,
): void {
  if (!mayBecome(ticket.status, to)) {
    throw new ServiceError('ticket_transition_refused', { params: { from: ticket.status, to } });
  }
  if (to !== 'solved' || !isOpen(ticket.status)) return;
  const after = { ...ticket, ...values };
  if (after.kind === 'complaint' && (after.complaintClass === null || after.severity === null)) {
    throw new ServiceError('ticket_complaint_unclassified');
  }
  const missing = missingToSolve(settings.fields, after.kind, after.customFields);
  if (missing.length > 0)
    throw new ServiceError('ticket_fields_required', { params: { fields: missing.join(', ') } });
}
