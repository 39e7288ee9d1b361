import { type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { occurrenceOf } from './change-ticket.ts';
import { readBehaviour } from './settings.repo.ts';
import { change } from './ticket.history.ts';
import { lockTickets, saveTickets, solvedBefore } from './ticket.repo.ts';

/** Tickets of one transaction: enough to be quick, few enough not to hold up anybody. */
const batch = 200;

/**
 * Closes tickets that were solved before a time, at most `limit` of them, oldest first. Tickets that somebody
 * else is working on at this moment are left for the next time.
 *
 * @returns how many were closed
 */
export async function closeSolvedTickets(
  tx: Tx,
  call: Call,
  before: Temporal.Instant,
  limit = batch,
): Promise<number> {
  const ids = await solvedBefore(tx, before, limit);
  const tickets = await lockTickets(tx, ids, { scope: 'all', actorId: null, teamIds: [] });
  const steps = tickets.map((ticket) => change(ticket, { status: 'closed' }, occurrenceOf(call), 'time'));
  await saveTickets(
    tx,
    steps.map((step) => step.ticket),
  );
  await appendEvents(
    tx,
    steps.flatMap((step) => step.events),
  );
  return steps.length;
}

/** Closes what the organisation's own time limit says, until nothing is left. Started by the clock. */
export async function closeOverdueSolved(
  services: Services,
  orgId: string,
  signal: AbortSignal,
): Promise<void> {
  for (let closed = batch; closed === batch && !signal.aborted; ) {
    closed = await services.database.inOrg(orgId, async (tx) => {
      const { closeSolvedAfterDays: days } = await readBehaviour(tx);
      if (days === null) return 0;
      const now = services.clock();
      return closeSolvedTickets(tx, { actor: systemActor(orgId), now }, now.subtract({ hours: 24 * days }));
    });
  }
}
