import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface InvitationRow {
  id: string;
  userId: string;
  email: string;
  expiresAt: Temporal.Instant;
}

const columns = sql`id, user_id as "userId", email, expires_at as "expiresAt"`;

export async function insertInvitation(
  tx: Tx,
  invitation: InvitationRow & { secretHash: Buffer; invitedBy: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into invitations (org_id, id, user_id, email, secret_hash, invited_by, created_at, expires_at)
    values (${tx.orgId}, ${invitation.id}, ${invitation.userId}, ${invitation.email}, ${invitation.secretHash},
            ${invitation.invitedBy}, ${now}, ${invitation.expiresAt})
  `.execute(tx.db);
}

/** An invitation in force, by the hash of its secret; locked until the transaction ends. */
export async function lockInvitation(
  tx: Tx,
  secretHash: Buffer,
  now: Temporal.Instant,
): Promise<InvitationRow | null> {
  const { rows } = await sql<InvitationRow>`
    select ${columns} from invitations
    where org_id = ${tx.orgId} and secret_hash = ${secretHash} and accepted_at is null and revoked_at is null
      and expires_at > ${now}::timestamptz
    for update
  `.execute(tx.db);
  return rows[0] ?? null;
}

export async function markAccepted(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await sql`update invitations set accepted_at = ${now}::timestamptz where org_id = ${tx.orgId} and id = ${id}`.execute(
    tx.db,
  );
}

/** Ends the user's open invitations. @returns how many there were. */
export async function revokeInvitationsOf(tx: Tx, userId: string, now: Temporal.Instant): Promise<number> {
  const { numAffectedRows } = await sql`
    update invitations set revoked_at = ${now}::timestamptz
    where org_id = ${tx.orgId} and user_id = ${userId} and accepted_at is null and revoked_at is null
  `.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}
