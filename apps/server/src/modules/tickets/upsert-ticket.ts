import type { CreateTicketInput, TicketChange } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { applyChange } from './change-ticket.ts';
import { reachOf } from './ticket.policy.ts';
import { lockTickets } from './ticket.repo.ts';
import type { TicketState } from './ticket.state.ts';

/**
 * Changes an existing ticket to what an input for its making says. What belongs to its making alone (status,
 * first message, files) is not taken again; what the input leaves out stays.
 *
 * @throws ServiceError not_found where the caller may not change that ticket
 */
export async function updateFromInput(
  tx: Tx,
  call: Call,
  id: string,
  input: CreateTicketInput,
): Promise<TicketState> {
  const [ticket] = await lockTickets(tx, [id], reachOf(call.actor, 'tickets.update'));
  if (ticket === undefined) throw new ServiceError('not_found');
  const { text, html, attachments, writtenBy, status, source, externalId, ...wish } = input;
  return applyChange(tx, call, ticket, wish satisfies TicketChange);
}
