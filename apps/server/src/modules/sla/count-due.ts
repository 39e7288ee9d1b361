import type { MetricDimension } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Open tickets with a promise that is due before long, or is broken already. */
export interface DueCount {
  /** The value of the dimension that is broken down; '' for none. */
  key: string;
  dueSoon: number;
  breached: number;
}

const facts: Partial<Record<MetricDimension, RawBuilder<string>>> = {
  team: sql`coalesce(t.team_id::text, '')`,
  assignee: sql`coalesce(t.assignee_id::text, '')`,
  category: sql`coalesce(t.facts ->> 'categoryId', '')`,
  priority: sql`coalesce(t.facts ->> 'priority', '')`,
  channel: sql`coalesce(t.facts ->> 'channel', '')`,
  kind: sql`coalesce(t.facts ->> 'kind', '')`,
};

/**
 * Counts tickets by their running clocks: a ticket with several counts once, as breached
 * if any is. The cost follows what is due, not what is open.
 *
 * @param cut values to keep by dimension, '' for none
 * @param soon clocks due before this are due soon
 */
export async function countDue(
  tx: Tx,
  cut: ReadonlyMap<MetricDimension, readonly string[]>,
  by: MetricDimension | null,
  now: Temporal.Instant,
  soon: Temporal.Instant,
): Promise<DueCount[]> {
  const filters = [...cut].map(
    ([name, values]) => sql`${facts[name] ?? sql`''`} = any(${[...values]}::text[])`,
  );
  const key = by === null ? sql`''` : (facts[by] ?? sql`''`);
  const { rows } = await sql<DueCount>`
    select key, (count(*) filter (where not broken))::int as "dueSoon", (count(*) filter (where broken))::int as breached
    from (
      select ${key} as key, min(c.due_at) <= ${now}::timestamptz as broken
      from sla_clocks c join sla_tickets t using (org_id, ticket_id)
      where c.org_id = ${tx.orgId}::uuid and c.state = 'running' and c.due_at < ${soon}::timestamptz
        and ${filters.length === 0 ? sql`true` : sql.join(filters, sql` and `)}
      group by 1, t.ticket_id
    ) tickets group by key
  `.execute(tx.db);
  return rows;
}
