import type { TicketRelation } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Reach } from './ticket.policy.ts';
import { reaches } from './ticket.sql.repo.ts';

/** @returns false where the two are linked so already (for `related`, in either direction). */
export async function insertLink(
  tx: Tx,
  id: string,
  otherId: string,
  relation: TicketRelation,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into ticket_links (org_id, ticket_id, other_id, relation)
    select ${tx.orgId}::uuid, ${id}::uuid, ${otherId}::uuid, ${relation}
    where not (${relation} = 'related' and exists (
      select from ticket_links where org_id = ${tx.orgId} and ticket_id = ${otherId} and other_id = ${id} and relation = 'related'))
    on conflict do nothing
  `.execute(tx.db);
  return numAffectedRows === 1n;
}

/** @returns false where there was no such link. */
export async function deleteLink(
  tx: Tx,
  id: string,
  otherId: string,
  relation: TicketRelation,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from ticket_links where org_id = ${tx.orgId} and relation = ${relation}
      and ((ticket_id = ${id} and other_id = ${otherId})
        or (relation = 'related' and ticket_id = ${otherId} and other_id = ${id}))
  `.execute(tx.db);
  return numAffectedRows === 1n;
}

export interface Relative {
  how: 'parent' | 'child' | 'mergedFrom' | TicketRelation;
  direction: 'outgoing' | 'incoming';
  id: string;
  number: number;
  subject: string;
  status: 'new' | 'open' | 'pendingCustomer' | 'onHold' | 'solved' | 'closed';
  priority: 'urgent' | 'high' | 'normal' | 'low';
  assigneeId: string | null;
}

/** What a ticket hangs together with, as far as it is within reach; at most 500. */
export async function relativesOf(tx: Tx, id: string, reach: Reach): Promise<Relative[]> {
  const { rows } = await sql<Relative>`
    with found as (
      select 'parent' as how, 'outgoing' as direction, parent_id as id from tickets
      where org_id = ${tx.orgId} and id = ${id} and parent_id is not null
      union all
      select 'child', 'incoming', id from tickets where org_id = ${tx.orgId} and parent_id = ${id}
      union all
      select 'mergedFrom', 'incoming', id from tickets where org_id = ${tx.orgId} and merged_into_id = ${id}
      union all
      select relation, 'outgoing', other_id from ticket_links where org_id = ${tx.orgId} and ticket_id = ${id}
      union all
      select relation, 'incoming', ticket_id from ticket_links where org_id = ${tx.orgId} and other_id = ${id}
    )
    select f.how, f.direction, t.id, t.number, t.subject, t.status, t.priority, t.assignee_id as "assigneeId"
    from found f join tickets t on t.org_id = ${tx.orgId} and t.id = f.id
    where ${reaches(reach)}
    order by t.number limit 500
  `.execute(tx.db);
  return rows;
}
