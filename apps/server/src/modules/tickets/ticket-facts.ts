import type { TicketFacts } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { factsOf, type TicketState } from './ticket.state.ts';
import { selectAmong } from './ticket-list.repo.ts';

/** The facts of tickets as they are now, by id, for other modules' own work; ids that are no ticket's are left out. */
export async function ticketFactsByIds(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, TicketFacts & { customerId: string | null; subject: string }>> {
  const tickets = await selectAmong(tx, ids, {}, { scope: 'all', actorId: null, teamIds: [] });
  return new Map(
    tickets.map((ticket) => [
      ticket.id,
      { ...factsOf(ticket), customerId: ticket.customerId, subject: ticket.subject },
    ]),
  );
}

/** Tickets as they are now, by id, for other modules' own work; ids that are no ticket's are left out. */
export async function ticketsByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, TicketState>> {
  const tickets = await selectAmong(tx, ids, {}, { scope: 'all', actorId: null, teamIds: [] });
  return new Map(tickets.map((ticket) => [ticket.id, ticket]));
}
