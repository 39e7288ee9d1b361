import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface Present {
  userId: string;
  name: string;
  state: 'viewing' | 'editing';
  since: Temporal.Instant;
}

/** Who said within this time that a ticket is on the screen is taken to have it there: browsers say so every 15 s. */
const staleAfter = '40 seconds';

export async function writePresence(
  tx: Tx,
  ticketId: string,
  user: { id: string; name: string },
  state: 'viewing' | 'editing',
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into ticket_presence as p (org_id, ticket_id, user_id, name, state, since, seen_at)
    values (${tx.orgId}, ${ticketId}, ${user.id}, ${user.name}, ${state}, ${now}, ${now})
    on conflict (org_id, ticket_id, user_id) do update
      set state = excluded.state, seen_at = excluded.seen_at,
          since = case when p.state = excluded.state and p.seen_at > excluded.seen_at - ${staleAfter}::interval
                  then p.since else excluded.since end
  `.execute(tx.db);
}

export async function deletePresence(tx: Tx, ticketId: string, userId: string): Promise<void> {
  await sql`
    delete from ticket_presence where org_id = ${tx.orgId} and ticket_id = ${ticketId} and user_id = ${userId}
  `.execute(tx.db);
}

/** Who has a ticket on the screen now, first come first. */
export async function readPresence(tx: Tx, ticketId: string, now: Temporal.Instant): Promise<Present[]> {
  const { rows } = await sql<Present>`
    select user_id as "userId", name, state, since from ticket_presence
    where org_id = ${tx.orgId} and ticket_id = ${ticketId} and seen_at > ${now}::timestamptz - ${staleAfter}::interval
    order by since, user_id
  `.execute(tx.db);
  return rows;
}

/** Forgets who left without a word. */
export async function sweepPresence(tx: Tx, now: Temporal.Instant): Promise<void> {
  await sql`
    delete from ticket_presence where org_id = ${tx.orgId} and seen_at < ${now}::timestamptz - interval '1 hour'
  `.execute(tx.db);
}
