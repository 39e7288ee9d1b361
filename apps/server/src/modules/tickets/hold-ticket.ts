import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { deleteHolds, type Hold, heldBy, upsertHolds } from './hold.repo.ts';
import type { StateChange } from './ticket.history.ts';
import { isOpen } from './ticket.rules.ts';
import type { TicketState } from './ticket.state.ts';

/** Keeps tickets from being solved until the holds are lifted. Called again for the same key, it renews the reason. */
export async function putHolds(tx: Tx, holds: readonly Hold[]): Promise<void> {
  await upsertHolds(tx, holds);
}

/** Takes holds away; those that are not there do no harm. */
export async function liftHolds(tx: Tx, holds: readonly Omit<Hold, 'reason'>[]): Promise<void> {
  await deleteHolds(tx, holds);
}

/**
 * Refuses to solve a ticket while something is left to do on it. Customers are not held: that it is settled is theirs
 * to say, and what staff left undone stays to be seen in the numbers. A merge solves nothing and does not ask here.
 *
 * @throws ServiceError ticket_held, naming what is left to do
 */
export async function refuseHeld(
  tx: Tx,
  call: Call,
  ticket: TicketState,
  { status = ticket.status }: StateChange,
): Promise<void> {
  if (!isOpen(ticket.status) || isOpen(status) || call.actor.type === 'customer') return;
  const { locale } = call.actor;
  const reasons = await heldBy(tx, ticket.id, locale);
  if (reasons.length === 0) return;
  throw new ServiceError('ticket_held', { params: { reasons: reasons.join(locale === 'en' ? '; ' : '；') } });
}
