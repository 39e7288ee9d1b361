import { type Actor, may } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { reachOf } from './ticket.policy.ts';
import { findTicketNames, type TicketName } from './ticket-names.repo.ts';

/** Number and subject of those of the given tickets that the actor may read; the others are left out. */
export async function nameTickets(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TicketName>> {
  if (ids.length === 0 || !may(actor, 'tickets.read')) return new Map();
  const rows = await findTicketNames(tx, ids, reachOf(actor, 'tickets.read'));
  return new Map(rows.map((row) => [row.id, row]));
}
