import type { Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** What keeps a ticket from being solved. */
export interface Hold {
  ticketId: string;
  /** The module that put it there. */
  holder: string;
  /** The holder's own name for it: a run of a procedure, say. */
  key: string;
  /** What is left to do, as people read it. */
  reason: Record<Locale, string>;
}

/** Writes holds; one that is there already gets the new reason. */
export async function upsertHolds(tx: Tx, holds: readonly Hold[]): Promise<void> {
  if (holds.length === 0) return;
  await sql`
    insert into ticket_holds (org_id, ticket_id, holder, key, reason)
    select ${tx.orgId}::uuid, h."ticketId", h.holder, h.key, h.reason
    from jsonb_to_recordset(${holds}::jsonb) as h("ticketId" uuid, holder text, key uuid, reason jsonb)
    on conflict (org_id, ticket_id, holder, key) do update set reason = excluded.reason
  `.execute(tx.db);
}

export async function deleteHolds(tx: Tx, holds: readonly Omit<Hold, 'reason'>[]): Promise<void> {
  if (holds.length === 0) return;
  await sql`
    delete from ticket_holds t using jsonb_to_recordset(${holds}::jsonb) as h("ticketId" uuid, holder text, key uuid)
    where t.org_id = ${tx.orgId} and t.ticket_id = h."ticketId" and t.holder = h.holder and t.key = h.key
  `.execute(tx.db);
}

/** What is left to do before a ticket is solved, in a language. One probe of the primary key. */
export async function heldBy(tx: Tx, ticketId: string, locale: Locale): Promise<string[]> {
  const { rows } = await sql<{ reason: string }>`
    select reason ->> ${locale}::text as reason from ticket_holds
    where org_id = ${tx.orgId} and ticket_id = ${ticketId} order by holder, key
  `.execute(tx.db);
  return rows.map(({ reason }) => reason);
}
