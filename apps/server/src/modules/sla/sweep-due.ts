import type { SlaClockKind } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/database/transaction.ts';
import { type Notice, tellNotices } from './notices.ts';
import type { TicketFacts } from './sla.types.ts';
import { ticketTypes } from './ticket-happenings.ts';

/** Clocks that one transaction takes. */
const batch = 500;

interface Alarm {
  ticket_id: string;
  customer_id: string | null;
  kind: SlaClockKind;
  cycle: number;
  run: number;
  policy_id: string | null;
  target_seconds: number | null;
  due_at: Temporal.Instant;
  alarm_at: Temporal.Instant;
  facts: TicketFacts;
}

/**
 * Tells of every clock whose alarm has come: of a breach as of its due time, else of the warning. Reads from the
 * front of the alarms, so the cost is that of what is due, whatever is open.
 *
 * A ticket with events that the clocks have not taken in yet is passed over: an answer in time that is still on
 * its way must not be told as a breach. It is seen again with the next look.
 *
 * @returns how many events were appended, and when the next alarm is, null without any
 */
export async function sweepDue(
  database: Database,
  orgId: string,
  now: Temporal.Instant,
): Promise<{ told: number; next: Temporal.Instant | null }> {
  let told = 0;
  for (;;) {
    const { taken, settled } = await database.inOrg(orgId, (tx) => sweepOnce(tx, now));
    told += settled;
    if (taken < batch || settled === 0) break;
  }
  return { told, next: await database.inOrg(orgId, nextAlarm) };
}

async function sweepOnce(tx: Tx, now: Temporal.Instant): Promise<{ taken: number; settled: number }> {
  const alarms = await dueAlarms(tx, now);
  if (alarms.length === 0) return { taken: 0, settled: 0 };
  const behind = await ticketsBehind(
    tx,
    alarms.map((alarm) => alarm.ticket_id),
  );
  const ready = alarms.filter((alarm) => !behind.has(alarm.ticket_id));
  await tellNotices(
    tx,
    ready.map((alarm) => noticeOf(alarm, now)),
  );
  await moveOn(tx, ready, now);
  return { taken: alarms.length, settled: ready.length };
}

async function dueAlarms(tx: Tx, now: Temporal.Instant): Promise<Alarm[]> {
  const { rows } = await sql<Alarm>`
    select c.ticket_id, t.customer_id, c.kind, c.cycle, c.run, c.policy_id, c.target_seconds, c.due_at, c.alarm_at, t.facts
    from sla_clocks c join sla_tickets t using (org_id, ticket_id)
    where c.org_id = ${tx.orgId} and c.alarm_at <= ${now}::timestamptz
    order by c.alarm_at limit ${batch}
    for update of c skip locked
  `.execute(tx.db);
  return rows;
}

/** Of some tickets those with events that the projection has not come to yet. */
async function ticketsBehind(tx: Tx, ticketIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ ticket_id: string }>`
    select distinct e.ticket_id from events e
    join projector_checkpoints p on p.org_id = e.org_id and p.projector = 'sla'
    where e.org_id = ${tx.orgId} and e.ticket_id = any(${[...ticketIds]}::uuid[]) and e.type = any(${[...ticketTypes]}::text[])
      and e.recorded_at >= (select recorded_at - interval '1 day' from projector_checkpoints
                            where org_id = ${tx.orgId} and projector = 'sla')
      and (e.txid, e.id) > (p.txid, p.event_id)
  `.execute(tx.db);
  return new Set(rows.map((row) => row.ticket_id));
}

function noticeOf(alarm: Alarm, now: Temporal.Instant): Notice {
  const breached = Temporal.Instant.compare(alarm.due_at, now) <= 0;
  return {
    ticketId: alarm.ticket_id,
    customerId: alarm.customer_id,
    what: breached ? 'breached' : 'warned',
    at: (breached ? alarm.due_at : alarm.alarm_at).epochMilliseconds,
    kind: alarm.kind,
    cycle: alarm.cycle,
    run: alarm.run,
    policyId: alarm.policy_id,
    targetSeconds: alarm.target_seconds,
    dueAt: alarm.due_at.epochMilliseconds,
    countedSeconds: 0,
    facts: alarm.facts,
  };
}

/** After the warning comes the breach, after the breach nothing. */
async function moveOn(tx: Tx, alarms: readonly Alarm[], now: Temporal.Instant): Promise<void> {
  const keys = alarms.map(({ ticket_id, kind, cycle }) => ({ ticket_id, kind, cycle }));
  await sql`
    update sla_clocks c set alarm_at = case when c.due_at <= ${now}::timestamptz then null else c.due_at end
    from jsonb_to_recordset(${keys}::jsonb) as k(ticket_id uuid, kind text, cycle smallint)
    where c.org_id = ${tx.orgId} and c.ticket_id = k.ticket_id and c.kind = k.kind and c.cycle = k.cycle
  `.execute(tx.db);
}

async function nextAlarm(tx: Tx): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ next: Temporal.Instant | null }>`
    select min(alarm_at) as next from sla_clocks where org_id = ${tx.orgId} and alarm_at is not null
  `.execute(tx.db);
  return rows[0]?.next ?? null;
}
