import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface AccessLink {
  ticketId: string;
  secretHash: string;
  expiresAt: Temporal.Instant;
}

export async function insertAccessLink(
  tx: Tx,
  id: string,
  link: AccessLink,
  createdAt: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into ticket_access_links (org_id, id, ticket_id, secret_hash, expires_at, created_at)
    values (${tx.orgId}, ${id}, ${link.ticketId}, ${link.secretHash}, ${link.expiresAt}, ${createdAt})
  `.execute(tx.db);
}

export async function findAccessLink(tx: Tx, id: string): Promise<AccessLink | null> {
  const { rows } = await sql<AccessLink>`
    select ticket_id as "ticketId", secret_hash as "secretHash", expires_at as "expiresAt"
    from ticket_access_links where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** The ticket with a number, where this address asked for it. */
export async function idOfRequest(tx: Tx, number: number, email: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from tickets
    where org_id = ${tx.orgId} and number = ${number} and lower(requester_email) = lower(${email})
  `.execute(tx.db);
  return rows[0]?.id ?? null;
}

/** Ends every link to a ticket. @returns how many there were */
export async function deleteAccessLinks(tx: Tx, ticketId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ticket_access_links where org_id = ${tx.orgId} and ticket_id = ${ticketId}
  `.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}

/** Forgets links that ended a month ago: until then a reader is told that the link has expired. */
export async function sweepAccessLinks(tx: Tx, now: Temporal.Instant): Promise<void> {
  await sql`
    delete from ticket_access_links where org_id = ${tx.orgId} and expires_at < ${now}::timestamptz - interval '30 days'
  `.execute(tx.db);
}
