import type { TicketChange } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { textTerms } from '../../platform/text/search-terms.ts';
import { customerFacts } from '../customers/index.ts';
import { checkSurroundings } from './check-surroundings.ts';
import { refuseHeld } from './hold-ticket.ts';
import { addTerms } from './message.repo.ts';
import { resolveChange } from './resolve-change.ts';
import { currentSettings } from './settings.ts';
import { change, type Step } from './ticket.history.ts';
import { reachOf, type TicketPermission } from './ticket.policy.ts';
import { lockTickets, numberOf, saveTickets } from './ticket.repo.ts';
import type { Occurrence, TicketState } from './ticket.state.ts';

/**
 * Changes a ticket. With `expectedVersion`, only as the caller knew it.
 *
 * @returns the ticket after it; as it was, without an event, where nothing differs
 * @throws ServiceError not_found, version_conflict, and those of resolveChange, checkSurroundings and refuseHeld
 */
export async function changeTicket(
  tx: Tx,
  call: Call,
  id: string,
  wish: TicketChange,
  expectedVersion: number | null = null,
): Promise<TicketState> {
  const ticket = await lockTicket(tx, call, id, 'tickets.update');
  if (expectedVersion !== null) refuseStale(expectedVersion, ticket.version);
  return applyChange(tx, call, ticket, wish);
}

/** Changes a ticket that is locked already. */
export async function applyChange(
  tx: Tx,
  call: Call,
  ticket: TicketState,
  wish: TicketChange,
): Promise<TicketState> {
  await refuseMerged(tx, ticket);
  const values = resolveChange(ticket, wish, await currentSettings(tx));
  const checked = await checkSurroundings(tx, ticket, values);
  await refuseHeld(tx, call, ticket, values);
  const step = change(ticket, checked, occurrenceOf(call));
  await commitStep(tx, ticket, step);
  await addTerms(tx, await changedTerms(tx, ticket, step.ticket));
  return step.ticket;
}

/** Writes what a step made of a ticket, and its events. */
export async function commitStep(tx: Tx, before: TicketState, step: Step): Promise<void> {
  if (step.ticket === before) return;
  await saveTickets(tx, [step.ticket]);
  await appendEvents(tx, step.events);
}

export function occurrenceOf(call: Call): Occurrence {
  return { at: call.now, actor: eventActor(call.actor), cause: call.cause };
}

/** @throws ServiceError not_found where there is none within reach of the permission */
export async function lockTicket(
  tx: Tx,
  call: Call,
  id: string,
  permission: TicketPermission,
): Promise<TicketState> {
  const [ticket] = await lockTickets(tx, [id], reachOf(call.actor, permission));
  if (ticket === undefined) throw new ServiceError('not_found');
  return ticket;
}

/** @throws ServiceError ticket_already_merged, naming the ticket where the work goes on */
export async function refuseMerged(tx: Tx, ticket: TicketState): Promise<void> {
  if (ticket.mergedIntoId === null) return;
  const number = await numberOf(tx, ticket.mergedIntoId);
  throw new ServiceError('ticket_already_merged', { params: { number } });
}

async function changedTerms(tx: Tx, before: TicketState, after: TicketState) {
  const parts: (string | null | undefined)[] = [];
  if (after.subject !== before.subject) parts.push(after.subject);
  if (after.requesterName !== before.requesterName) parts.push(after.requesterName);
  if (after.requesterEmail !== before.requesterEmail) parts.push(after.requesterEmail);
  if (after.customerId !== null && after.customerId !== before.customerId) {
    parts.push((await customerFacts(tx, [after.customerId])).get(after.customerId)?.name);
  }
  const terms = textTerms(parts.filter(Boolean).join('\n'));
  return terms.length === 0 ? [] : [{ ticketId: after.id, terms }];
}
