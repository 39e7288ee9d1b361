import type { RowScope, SlaDueClock, SlaDueQuery } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { inScope } from './scope.ts';

interface Row {
  ticket_id: string;
  kind: SlaDueClock['kind'];
  cycle: number;
  policy_id: string | null;
  target_seconds: number | null;
  due_at: Temporal.Instant;
  team_id: string | null;
  assignee_id: string | null;
}

/**
 * Running clocks by due time, soonest first; what is overdue comes before everything. One row more than asked
 * for where there are further ones.
 *
 * @param scope the rows that the actor may see
 */
export async function listDue(
  tx: Tx,
  actor: Actor,
  scope: RowScope,
  query: SlaDueQuery,
  after: { dueAt: string; ticketId: string; kind: string; cycle: number } | null,
): Promise<Omit<SlaDueClock, 'ticket'>[]> {
  const { rows } = await sql<Row>`
    select c.ticket_id, c.kind, c.cycle, c.policy_id, c.target_seconds, c.due_at, t.team_id, t.assignee_id
    from sla_clocks c join sla_tickets t using (org_id, ticket_id)
    where c.org_id = ${tx.orgId} and c.state = 'running' and c.due_at is not null
      and ${inScope(actor, scope)}
      and ${query.dueFrom === undefined ? sql`true` : sql`c.due_at >= ${query.dueFrom}::timestamptz`}
      and ${query.dueBefore === undefined ? sql`true` : sql`c.due_at < ${query.dueBefore}::timestamptz`}
      and ${query.kind === undefined ? sql`true` : sql`c.kind = ${query.kind}`}
      and ${query.teamId === undefined ? sql`true` : sql`t.team_id = ${query.teamId}::uuid`}
      and ${query.assigneeId === undefined ? sql`true` : sql`t.assignee_id = ${query.assigneeId}::uuid`}
      and ${query.ticketIds === undefined ? sql`true` : sql`c.ticket_id = any(${query.ticketIds}::uuid[])`}
      and ${
        after === null
          ? sql`true`
          : sql`(c.due_at, c.ticket_id, c.kind, c.cycle) >
                (${after.dueAt}::timestamptz, ${after.ticketId}::uuid, ${after.kind}, ${after.cycle}::smallint)`
      }
    order by c.due_at, c.ticket_id, c.kind, c.cycle
    limit ${query.limit + 1}
  `.execute(tx.db);
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    kind: row.kind,
    cycle: row.cycle,
    policyId: row.policy_id,
    targetSeconds: row.target_seconds,
    dueAt: row.due_at.toString(),
    teamId: row.team_id,
    assigneeId: row.assignee_id,
  }));
}
