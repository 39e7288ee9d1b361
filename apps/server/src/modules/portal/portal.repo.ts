import type { Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Notes that a ticket came from the portal, and the language of its customer. */
export async function insertRequest(
  tx: Tx,
  ticketId: string,
  locale: Locale,
  createdAt: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into portal_requests (org_id, ticket_id, locale, created_at)
    values (${tx.orgId}, ${ticketId}, ${locale}, ${createdAt})
  `.execute(tx.db);
}

/** Which of these tickets came from the portal, with the language of each one's customer. */
export async function requestLocales(
  tx: Tx,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, Locale>> {
  const { rows } = await sql<{ ticketId: string; locale: Locale }>`
    select ticket_id as "ticketId", locale from portal_requests
    where org_id = ${tx.orgId} and ticket_id = any(${[...ticketIds]}::uuid[])
  `.execute(tx.db);
  return new Map(rows.map(({ ticketId, locale }) => [ticketId, locale]));
}
