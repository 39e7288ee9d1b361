import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Reach } from './ticket.policy.ts';
import { reaches, stateColumns, ticketRecord } from './ticket.sql.repo.ts';
import type { TicketState } from './ticket.state.ts';

/** The ticket, or null where there is none within reach. */
export async function findTicket(tx: Tx, id: string, reach: Reach): Promise<TicketState | null> {
  const { rows } = await sql<TicketState>`
    select ${stateColumns} from tickets t
    where t.org_id = ${tx.orgId} and t.id = ${id} and ${reaches(reach)}
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** The tickets of these ids that are within reach, locked in the order of their ids: bulk edits cannot deadlock. */
export async function lockTickets(tx: Tx, ids: readonly string[], reach: Reach): Promise<TicketState[]> {
  const { rows } = await sql<TicketState>`
    select ${stateColumns} from tickets t
    where t.org_id = ${tx.orgId} and t.id = any(${[...ids]}::uuid[]) and ${reaches(reach)}
    order by t.id for update
  `.execute(tx.db);
  return rows;
}

export async function findByNumber(tx: Tx, number: number, reach: Reach): Promise<TicketState | null> {
  const { rows } = await sql<TicketState>`
    select ${stateColumns} from tickets t
    where t.org_id = ${tx.orgId} and t.number = ${number} and ${reaches(reach)}
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** Ids by their names in a system of origin; absent where there is none. */
export async function idsByExternal(
  tx: Tx,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; externalId: string }>`
    select id, external_id as "externalId" from tickets
    where org_id = ${tx.orgId} and source = ${source} and external_id = any(${[...externalIds]}::text[])
  `.execute(tx.db);
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

/** Writes tickets that were locked before. */
export async function saveTickets(tx: Tx, tickets: readonly TicketState[]): Promise<void> {
  if (tickets.length === 0) return;
  await sql`
    update tickets t set ${ticketRecord.assignments}
    from jsonb_to_recordset(${tickets}::jsonb) as r(${sql.raw(ticketRecord.definition)})
    where t.org_id = ${tx.orgId} and t.id = r.id
  `.execute(tx.db);
}

/** How many children of a ticket are still open. */
export async function countOpenChildren(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from tickets where org_id = ${tx.orgId} and parent_id = ${id} and is_open
  `.execute(tx.db);
  return rows[0]?.count ?? 0;
}

/**
 * Ids of a ticket's ancestors from its parent upwards, and how many levels hang below it. At most ten levels
 * are looked at, so that a loop that should not be there cannot hold the query.
 */
export async function familyOf(tx: Tx, id: string): Promise<{ ancestors: string[]; levelsBelow: number }> {
  const { rows } = await sql<{ ancestors: string[]; levelsBelow: number }>`
    with recursive up as (
      select parent_id as id, 1 as level from tickets where org_id = ${tx.orgId} and id = ${id} and parent_id is not null
      union all
      select t.parent_id, up.level + 1 from up join tickets t on t.org_id = ${tx.orgId} and t.id = up.id
      where t.parent_id is not null and up.level < 10
    ), down as (
      select id, 0 as level from tickets where org_id = ${tx.orgId} and id = ${id}
      union all
      select t.id, down.level + 1 from down join tickets t on t.org_id = ${tx.orgId} and t.parent_id = down.id
      where down.level < 10
    )
    select coalesce((select array_agg(id order by level) from up), '{}') as ancestors,
           coalesce((select max(level) from down), 0) as "levelsBelow"
  `.execute(tx.db);
  return rows[0]!;
}

/** Solved before a time and still not closed: ids, oldest first. */
export async function solvedBefore(tx: Tx, time: Temporal.Instant, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from tickets
    where org_id = ${tx.orgId} and status = 'solved' and solved_at < ${time}::timestamptz
    order by solved_at, id limit ${limit} for update skip locked
  `.execute(tx.db);
  return rows.map((row) => row.id);
}

/** The number of a ticket that is known to be there. */
export async function numberOf(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select number from tickets where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
  return rows[0]!.number;
}

/** A ticket's children, locked. */
export async function lockChildren(tx: Tx, id: string): Promise<TicketState[]> {
  const { rows } = await sql<TicketState>`
    select ${stateColumns} from tickets t where t.org_id = ${tx.orgId} and t.parent_id = ${id} order by t.id for update
  `.execute(tx.db);
  return rows;
}
