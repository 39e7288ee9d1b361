import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** How far the history of a ticket was taken over. */
export interface TakenOver {
  ticketId: string;
  externalId: string;
  happenings: number;
  fingerprint: string;
}

/** What is known of these tickets of a source; `happenings` is −1 where a ticket was not imported but made here under that name. */
export async function takenOver(
  tx: Tx,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, TakenOver>> {
  const { rows } = await sql<TakenOver>`
    select t.id as "ticketId", k.external_id as "externalId", coalesce(i.happenings, -1) as happenings,
           coalesce(i.fingerprint, '') as fingerprint
    from unnest(${[...externalIds]}::text[]) k(external_id)
    cross join lateral (
      select id from tickets where org_id = ${tx.orgId} and source = ${source} and external_id = k.external_id limit 1) t
    left join ticket_imports i on i.org_id = ${tx.orgId} and i.ticket_id = t.id
  `.execute(tx.db);
  return new Map(rows.map((row) => [row.externalId, row]));
}

export async function noteTakenOver(
  tx: Tx,
  tickets: readonly Pick<TakenOver, 'ticketId' | 'happenings' | 'fingerprint'>[],
): Promise<void> {
  if (tickets.length === 0) return;
  await sql`
    insert into ticket_imports (org_id, ticket_id, happenings, fingerprint)
    select ${tx.orgId}::uuid, t."ticketId", t.happenings, t.fingerprint
    from jsonb_to_recordset(${tickets}::jsonb) as t("ticketId" uuid, happenings integer, fingerprint text)
    on conflict (org_id, ticket_id) do update set happenings = excluded.happenings, fingerprint = excluded.fingerprint
  `.execute(tx.db);
}
