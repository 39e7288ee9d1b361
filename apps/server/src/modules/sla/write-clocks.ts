import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { StoredEvent } from '../../platform/events/types.ts';
import { type ClockRow, clockRow } from './clock-rows.ts';
import { type Notice, tellNotices, toldOf } from './notices.ts';
import { type KnownTicket, reckon } from './reckon.ts';
import type { TicketFacts, TicketSla } from './sla.types.ts';
import type { Terms } from './terms.ts';

interface Work {
  /** Tickets that the projection learns of now; they have no rows yet. */
  created: readonly KnownTicket[];
  older: readonly KnownTicket[];
  histories: ReadonlyMap<string, readonly StoredEvent[]>;
  /** The event that brought each reckoning about, to be named as the cause of what it tells. */
  causes: ReadonlyMap<string, StoredEvent | undefined>;
}

/**
 * Reckons tickets and writes their clocks; live, also tells what promises were kept and broken on the way. Six
 * statements at most, whatever the number of tickets.
 */
export async function writeClocks(tx: Tx, terms: Terms, work: Work, mode: 'live' | 'replay'): Promise<void> {
  const reckoned = [...work.created, ...work.older].map((ticket) => ({
    ticket,
    sla: reckon(ticket, work.histories.get(ticket.ticketId) ?? [], terms, terms.calendarSeq),
  }));
  const present = reckoned.filter((entry): entry is Reckoned => entry.sla.facts !== null);
  if (present.length === 0) return;
  if (mode === 'live')
    await tellNotices(
      tx,
      present.flatMap((entry) => noticesOf(entry, work.causes)),
    );
  const told = await toldOf(
    tx,
    present.map(({ ticket }) => ticket.ticketId),
  );
  const rows = present.flatMap(({ ticket, sla }) =>
    sla.clocks.map((clock) => clockRow(ticket.ticketId, clock, told.get(ticket.ticketId) ?? new Set())),
  );
  await upsertTickets(tx, present, terms.calendarSeq);
  await upsertClocks(tx, rows);
  await deleteOthers(tx, work.older, rows);
}

interface Reckoned {
  ticket: KnownTicket;
  sla: TicketSla & { facts: TicketFacts };
}

function noticesOf({ ticket, sla }: Reckoned, causes: Work['causes']): Notice[] {
  const event = causes.get(ticket.ticketId);
  const cause = event === undefined ? undefined : { id: event.id, depth: event.depth };
  return sla.outcomes.map((outcome) => ({
    ...outcome,
    ticketId: ticket.ticketId,
    customerId: ticket.customerId,
    cause,
  }));
}

async function upsertTickets(tx: Tx, reckoned: readonly Reckoned[], calendarSeq: number): Promise<void> {
  const rows = reckoned.map(({ ticket, sla: { facts } }) => ({
    ticket_id: ticket.ticketId,
    customer_id: ticket.customerId,
    created_at: ticket.createdAt.toString(),
    recorded_from: ticket.recordedFrom.toString(),
    policy_seq: ticket.policySeq,
    facts,
    team_id: facts.teamId,
    assignee_id: facts.assigneeId,
  }));
  await sql`
    insert into sla_tickets (org_id, ticket_id, customer_id, created_at, recorded_from, policy_seq, calendar_seq, facts, team_id, assignee_id)
    select ${tx.orgId}::uuid, t.ticket_id, t.customer_id, t.created_at, t.recorded_from, t.policy_seq, ${calendarSeq}::integer,
           t.facts, t.team_id, t.assignee_id
    from jsonb_to_recordset(${rows}::jsonb) as t(ticket_id uuid, customer_id uuid, created_at timestamptz,
      recorded_from timestamptz, policy_seq integer, facts jsonb, team_id uuid, assignee_id uuid)
    on conflict (org_id, ticket_id) do update
    set calendar_seq = excluded.calendar_seq, facts = excluded.facts, team_id = excluded.team_id, assignee_id = excluded.assignee_id
    where (sla_tickets.calendar_seq, sla_tickets.facts) is distinct from (excluded.calendar_seq, excluded.facts)
  `.execute(tx.db);
}

async function upsertClocks(tx: Tx, rows: readonly ClockRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into sla_clocks (org_id, ticket_id, kind, cycle, run, policy_id, calendar_id, target_seconds, state, started_at,
                            counted_seconds, since, due_at, warn_at, breached_at, stopped_at, alarm_at)
    select ${tx.orgId}::uuid, c.* from jsonb_to_recordset(${rows}::jsonb) as c(
      ticket_id uuid, kind text, cycle smallint, run smallint, policy_id uuid, calendar_id uuid, target_seconds integer,
      state text, started_at timestamptz, counted_seconds double precision, since timestamptz, due_at timestamptz,
      warn_at timestamptz, breached_at timestamptz, stopped_at timestamptz, alarm_at timestamptz)
    on conflict (org_id, ticket_id, kind, cycle) do update
    set run = excluded.run, policy_id = excluded.policy_id, calendar_id = excluded.calendar_id,
        target_seconds = excluded.target_seconds, state = excluded.state, started_at = excluded.started_at,
        counted_seconds = excluded.counted_seconds, since = excluded.since, due_at = excluded.due_at,
        warn_at = excluded.warn_at, breached_at = excluded.breached_at, stopped_at = excluded.stopped_at,
        alarm_at = excluded.alarm_at
    where sla_clocks is distinct from excluded
  `.execute(tx.db);
}

/** A back-dated entry can take a clock away: the answer that came before the question. */
async function deleteOthers(
  tx: Tx,
  tickets: readonly KnownTicket[],
  rows: readonly ClockRow[],
): Promise<void> {
  if (tickets.length === 0) return;
  const ids = tickets.map(({ ticketId }) => ticketId);
  const kept = rows.map(({ ticket_id, kind, cycle }) => ({ ticket_id, kind, cycle }));
  await sql`
    delete from sla_clocks c where c.org_id = ${tx.orgId} and c.ticket_id = any(${ids}::uuid[])
      and (c.ticket_id, c.kind, c.cycle) not in (
        select k.ticket_id, k.kind, k.cycle
        from jsonb_to_recordset(${kept}::jsonb) as k(ticket_id uuid, kind text, cycle smallint))
  `.execute(tx.db);
}
