import { type SlaClockKind, slaBreached, slaMet, slaWarned } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import type { TicketFacts } from './sla.types.ts';

/** Something to tell of a clock. */
export interface Notice {
  ticketId: string;
  customerId: string | null;
  what: 'warned' | 'breached' | 'met';
  at: number;
  kind: SlaClockKind;
  cycle: number;
  run: number;
  policyId: string | null;
  targetSeconds: number | null;
  dueAt: number | null;
  countedSeconds: number;
  facts: TicketFacts;
  cause?: { id: string; depth: number } | undefined;
}

/**
 * Appends the event of each notice that was never told before: the key in `sla_notices` makes it once, whoever
 * else tries at the same time. Of a clock whose breach was told nothing more is told: what a back-dated entry
 * mends later shows on the clock, but no outcome counts twice.
 */
export async function tellNotices(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const keys = notices.map(({ ticketId, kind, cycle, run, what }) => ({
    ticket_id: ticketId,
    kind,
    cycle,
    run,
    what,
  }));
  const { rows } = await sql<{ key: string }>`
    insert into sla_notices (org_id, ticket_id, kind, cycle, run, what)
    select ${tx.orgId}::uuid, n.ticket_id, n.kind, n.cycle, n.run, n.what
    from jsonb_to_recordset(${keys}::jsonb) as n(ticket_id uuid, kind text, cycle smallint, run smallint, what text)
    where not exists (
      select from sla_notices b
      where b.org_id = ${tx.orgId}::uuid and b.ticket_id = n.ticket_id and b.kind = n.kind and b.cycle = n.cycle
        and b.what = 'breached')
    on conflict do nothing
    returning concat_ws(' ', ticket_id, kind, cycle, run, what) as key
  `.execute(tx.db);
  const fresh = new Set(rows.map((row) => row.key));
  const keyOf = ({ ticketId, kind, cycle, run, what }: Notice) =>
    `${ticketId} ${kind} ${cycle} ${run} ${what}`;
  await appendEvents(tx, notices.filter((notice) => fresh.has(keyOf(notice))).map(draftOf));
}

/** What has been told of some tickets: keys of `noticeKey`, by ticket. */
export async function toldOf(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ ticket_id: string; key: string }>`
    select ticket_id, concat_ws(' ', kind, cycle, run, what) as key from sla_notices
    where org_id = ${tx.orgId} and ticket_id = any(${[...ticketIds]}::uuid[])
  `.execute(tx.db);
  const told = new Map<string, Set<string>>();
  for (const { ticket_id, key } of rows) told.set(ticket_id, (told.get(ticket_id) ?? new Set()).add(key));
  return told;
}

const definitions = { warned: slaWarned, breached: slaBreached, met: slaMet };

function draftOf(notice: Notice): EventDraft {
  const { facts, dueAt } = notice;
  return {
    definition: definitions[notice.what],
    data: {
      clock: notice.kind,
      cycle: notice.cycle,
      run: notice.run,
      policyId: notice.policyId,
      targetSeconds: notice.targetSeconds,
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
      ...(notice.what === 'met' ? { countedSeconds: notice.countedSeconds } : {}),
      kind: facts.kind,
      channel: facts.channel,
      priority: facts.priority,
      categoryId: facts.categoryId,
      teamId: facts.teamId,
      assigneeId: facts.assigneeId,
    },
    subject: { type: 'ticket', id: notice.ticketId },
    actor: { type: 'system', id: null },
    occurredAt: Temporal.Instant.fromEpochMilliseconds(notice.at),
    ticketId: notice.ticketId,
    customerId: notice.customerId,
    cause: notice.cause,
  };
}
