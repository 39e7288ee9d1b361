import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';

export interface TimelineRow {
  id: string;
  type: string;
  occurredAt: Temporal.Instant;
  actor: { type: string; id: string | null };
  subject: { type: string; id: string };
  ticketId: string | null;
  data: Record<string, unknown>;
}

/** Everything that happened with a customer, newest first; one row more than asked for where there is more. */
export async function selectTimeline(
  tx: Tx,
  registry: EventRegistry,
  customerId: string,
  before: readonly [occurredAt: string, id: string] | null,
  limit: number,
): Promise<TimelineRow[]> {
  const [beforeAt, beforeId] = before ?? [null, null];
  const { rows } = await sql<
    Omit<TimelineRow, 'actor' | 'subject'> & { version: number } & Record<string, string>
  >`
    select id, type, version, occurred_at as "occurredAt", actor_type, actor_id, subject_type, subject_id,
           ticket_id as "ticketId", data
    from events
    where org_id = ${tx.orgId} and customer_id = ${customerId}
      ${before === null ? sql`` : sql`and (occurred_at, id) < (${beforeAt}::timestamptz, ${beforeId}::uuid)`}
    order by occurred_at desc, id desc limit ${limit + 1}
  `.execute(tx.db);
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    occurredAt: row.occurredAt,
    actor: { type: String(row['actor_type']), id: row['actor_id'] ?? null },
    subject: { type: String(row['subject_type']), id: String(row['subject_id']) },
    ticketId: row.ticketId,
    data: registry.upcast(row.type, row.version, row.data),
  }));
}
