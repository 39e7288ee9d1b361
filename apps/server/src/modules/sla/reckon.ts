import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type EventRow, eventColumns, toEvent } from '../../platform/events/read-events.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';
import type { StoredEvent } from '../../platform/events/types.ts';
import { ticketSla } from './sla.rules.ts';
import type { TicketSla } from './sla.types.ts';
import type { Terms } from './terms.ts';
import { happeningsOf, ticketTypes } from './ticket-happenings.ts';

/** A ticket as the projection knows it. */
export interface KnownTicket {
  ticketId: string;
  customerId: string | null;
  createdAt: Temporal.Instant;
  recordedFrom: Temporal.Instant;
  policySeq: number;
  calendarSeq: number;
}

/**
 * Reckons a ticket's clocks from its whole history.
 *
 * @param events of the ticket, in the order of the log
 * @param asOf the newest term that calendars are taken from
 */
export function reckon(
  ticket: KnownTicket,
  events: readonly StoredEvent[],
  terms: Terms,
  asOf: number,
): TicketSla {
  return ticketSla(
    happeningsOf(events),
    terms.promiseFor(ticket.policySeq, asOf, ticket.createdAt.epochMilliseconds),
  );
}

/** The projection's knowledge of some tickets; those it does not know yet are left out. */
export async function knownTickets(tx: Tx, ticketIds: readonly string[]): Promise<KnownTicket[]> {
  const { rows } = await sql<{
    ticket_id: string;
    customer_id: string | null;
    created_at: Temporal.Instant;
    recorded_from: Temporal.Instant;
    policy_seq: number;
    calendar_seq: number;
  }>`
    select ticket_id, customer_id, created_at, recorded_from, policy_seq, calendar_seq from sla_tickets
    where org_id = ${tx.orgId} and ticket_id = any(${[...ticketIds]}::uuid[])
  `.execute(tx.db);
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    customerId: row.customer_id,
    createdAt: row.created_at,
    recordedFrom: row.recorded_from,
    policySeq: row.policy_seq,
    calendarSeq: row.calendar_seq,
  }));
}

/** The events of some tickets that move clocks, by ticket, in the order of the log. */
export async function historiesOf(
  tx: Tx,
  registry: EventRegistry,
  tickets: readonly KnownTicket[],
): Promise<Map<string, StoredEvent[]>> {
  const histories = new Map<string, StoredEvent[]>(tickets.map((ticket) => [ticket.ticketId, []]));
  const first = tickets.reduce<Temporal.Instant | null>(
    (earliest, { recordedFrom }) =>
      earliest === null || Temporal.Instant.compare(recordedFrom, earliest) < 0 ? recordedFrom : earliest,
    null,
  );
  if (first === null) return histories;
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from events
    where org_id = ${tx.orgId} and ticket_id = any(${[...histories.keys()]}::uuid[])
      and type = any(${[...ticketTypes]}::text[]) and recorded_at >= ${first}::timestamptz
    order by txid, id
  `.execute(tx.db);
  for (const row of rows) histories.get(row.ticket_id ?? '')?.push(toEvent(row, registry));
  return histories;
}
