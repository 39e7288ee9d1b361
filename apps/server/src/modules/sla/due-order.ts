import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/**
 * Tickets by their next due time, the most overdue first: of each ticket the running clock that is due first.
 * Tickets whose clocks all rest are left out: nothing of theirs is due.
 *
 * Cost: an index scan over as many clocks as are returned, and a look at each one's ticket.
 *
 * @param after begins behind this place
 */
export async function dueOrder(
  tx: Tx,
  after: { dueAt: string; ticketId: string } | null,
  limit: number,
): Promise<{ ticketId: string; dueAt: Temporal.Instant }[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`(c.due_at, c.ticket_id) > (${after.dueAt}::timestamptz, ${after.ticketId}::uuid)`;
  const { rows } = await sql<{ ticket_id: string; due_at: Temporal.Instant }>`
    select c.ticket_id, c.due_at from sla_clocks c
    where c.org_id = ${tx.orgId} and c.state = 'running' and c.due_at is not null and ${behind}
      and not exists (
        select from sla_clocks o
        where o.org_id = c.org_id and o.ticket_id = c.ticket_id and o.state = 'running'
          and (o.due_at, o.kind, o.cycle) < (c.due_at, c.kind, c.cycle))
    order by c.due_at, c.ticket_id
    limit ${limit}
  `.execute(tx.db);
  return rows.map((row) => ({ ticketId: row.ticket_id, dueAt: row.due_at }));
}
