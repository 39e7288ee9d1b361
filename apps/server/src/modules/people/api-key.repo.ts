import type { Grants } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  roleId: string | null;
  grants: Grants | null;
  createdBy: string | null;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant | null;
  lastUsedAt: Temporal.Instant | null;
  revokedAt: Temporal.Instant | null;
}

const columns = sql`id, name, prefix, role_id as "roleId", grants, created_by as "createdBy", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

/** Newest first; one row more than asked for where there are further ones. */
export async function listKeys(tx: Tx, beforeId: string | null, limit: number): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select ${columns} from api_keys
    where org_id = ${tx.orgId} and (${beforeId}::uuid is null or id < ${beforeId}::uuid)
    order by id desc limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

export async function insertKey(
  tx: Tx,
  key: Omit<ApiKeyRow, 'lastUsedAt' | 'revokedAt'> & { secretHash: Buffer },
): Promise<void> {
  await sql`
    insert into api_keys (org_id, id, name, prefix, secret_hash, role_id, grants, created_by, created_at, expires_at)
    values (${tx.orgId}, ${key.id}, ${key.name}, ${key.prefix}, ${key.secretHash}, ${key.roleId}, ${key.grants}::jsonb,
            ${key.createdBy}, ${key.createdAt}, ${key.expiresAt})
  `.execute(tx.db);
}

/** @throws ServiceError not_found */
export async function lockKey(tx: Tx, id: string): Promise<ApiKeyRow> {
  const { rows } = await sql<ApiKeyRow>`
    select ${columns} from api_keys where org_id = ${tx.orgId} and id = ${id} for update
  `.execute(tx.db);
  const row = rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}

export async function markRevoked(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await sql`update api_keys set revoked_at = ${now}::timestamptz where org_id = ${tx.orgId} and id = ${id}`.execute(
    tx.db,
  );
}

/** Revokes the keys that a user made. */
export async function revokeKeysOf(tx: Tx, userId: string, now: Temporal.Instant): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    update api_keys set revoked_at = ${now}::timestamptz
    where org_id = ${tx.orgId} and created_by = ${userId} and revoked_at is null
    returning ${columns}
  `.execute(tx.db);
  return rows;
}
