import { ticketFollowed } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { commitStep, lockTicket, occurrenceOf } from './change-ticket.ts';
import { checkUsers } from './check-references.ts';
import { draft, maxFollowers } from './ticket.history.ts';
import { factsOf, type TicketState } from './ticket.state.ts';

/** Lets somebody follow a ticket or no longer; done already, nothing happens. Following oneself takes reading only. */
export async function followTicket(
  tx: Tx,
  call: Call,
  id: string,
  userId: string,
  following: boolean,
): Promise<TicketState> {
  const self = call.actor.type === 'user' && call.actor.id === userId;
  const ticket = await lockTicket(tx, call, id, self ? 'tickets.read' : 'tickets.update');
  if (ticket.followerIds.includes(userId) === following) return ticket;
  if (following) await checkUsers(tx, [userId], 'userId');
  const others = ticket.followerIds.filter((follower) => follower !== userId);
  const followerIds = following ? [...others, userId].slice(-maxFollowers) : others;
  const after = { ...ticket, followerIds };
  const data = { ticket: factsOf(after), userId, following };
  const events = [draft(after, occurrenceOf(call), ticketFollowed, data)];
  await commitStep(tx, ticket, { ticket: after, events });
  return after;
}
