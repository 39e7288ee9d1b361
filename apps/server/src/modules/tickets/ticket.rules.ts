import { openStatuses, type TicketLevel, type TicketPriority, type TicketStatus } from '@jingyun/contracts';

/**
 * Where a ticket may go from each status. `closed` is the end: what comes later is a new ticket, so that
 * figures of a closed period stay as they are.
 */
const transitions: Record<TicketStatus, readonly TicketStatus[]> = {
  new: ['open', 'pendingCustomer', 'onHold', 'solved'],
  open: ['pendingCustomer', 'onHold', 'solved'],
  pendingCustomer: ['open', 'onHold', 'solved'],
  onHold: ['open', 'pendingCustomer', 'solved'],
  solved: ['open', 'closed'],
  closed: [],
};

/** Whether a ticket may go from one status to another. Staying is always allowed. */
export function mayBecome(from: TicketStatus, to: TicketStatus): boolean {
  return from === to || transitions[from].includes(to);
}

export function isOpen(status: TicketStatus): boolean {
  return (openStatuses as readonly TicketStatus[]).includes(status);
}

/** Whether time in a status is waiting for somebody else. */
export function isWaiting(status: TicketStatus): boolean {
  return status === 'pendingCustomer' || status === 'onHold';
}

/**
 * Priority by importance × urgency: the Eisenhower matrix with a middle row and column, as ITIL draws it.
 *
 *     importance \ urgency   high     medium   low
 *     high                   urgent   high     normal
 *     medium                 high     normal   low
 *     low                    normal   low      low
 */
const matrix: Record<TicketLevel, Record<TicketLevel, TicketPriority>> = {
  high: { high: 'urgent', medium: 'high', low: 'normal' },
  medium: { high: 'high', medium: 'normal', low: 'low' },
  low: { high: 'normal', medium: 'low', low: 'low' },
};

export function priorityOf(importance: TicketLevel, urgency: TicketLevel): TicketPriority {
  return matrix[importance][urgency];
}

/** What a customer's message makes of a status: whoever waited for it goes on. A closed ticket is never changed. */
export function afterCustomerMessage(status: TicketStatus): TicketStatus {
  return status === 'pendingCustomer' || status === 'solved' ? 'open' : status;
}

/** What a reply by staff makes of a status, where the agent says nothing else. */
export function afterStaffReply(status: TicketStatus): TicketStatus {
  return status === 'new' ? 'open' : status;
}

/** Levels of parent and child, the ticket itself included. */
export const familyDepth = 4;
