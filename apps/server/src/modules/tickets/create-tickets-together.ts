import type { CreateTicketInput } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import { combine } from '../../platform/combine.ts';
import type { Database } from '../../platform/database/transaction.ts';
import { isRefusal } from '../../platform/errors/from-postgres.ts';
import { type Created, createTicket, openTickets, standsAlone, type TicketWish } from './create-ticket.ts';

/** Two: one batch is executed by the database while the next is put together here. */
const sharing = { lanes: 2, most: 32 };

/**
 * Creates tickets, each in a transaction of its own while few come, several in one while many come at once: at 32
 * connections that is twice the tickets a second (docs/adr/0009-tickets-share-a-transaction.md). Each is
 * durable when its promise resolves. One that cannot be made does not touch the others: it, and all of a batch that
 * the database refused, are made again one by one.
 */
export function createTicketsTogether(
  database: Database,
): (call: Call, input: CreateTicketInput) => Promise<Created> {
  const alone = ({ call, input }: TicketWish) =>
    database.inOrg(call.actor.orgId, (tx) => createTicket(tx, call, input));
  const together = async (wishes: readonly TicketWish[]): Promise<(Created | null)[]> => {
    const [first, second] = wishes;
    if (first === undefined) return [];
    if (second === undefined) return [await alone(first)];
    try {
      return await database.inOrg(first.call.actor.orgId, (tx) => openTickets(tx, wishes));
    } catch (error) {
      // Only what is certain not to have been written may be written again.
      if (!isRefusal(error)) throw error;
      return wishes.map(() => null);
    }
  };
  const byOrg = new Map<string, (wish: TicketWish) => Promise<Created | null>>();
  const lineOf = (orgId: string) => {
    const line = byOrg.get(orgId) ?? combine(together, sharing);
    byOrg.set(orgId, line);
    return line;
  };
  return async (call, input) => {
    authorise(call.actor, 'tickets.create');
    const wish = { call, input };
    if (!standsAlone(input)) return alone(wish);
    return (await lineOf(call.actor.orgId)(wish)) ?? alone(wish);
  };
}
