import type { Grants, Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface RoleGrants {
  key: string | null;
  grants: Grants;
}

export interface UserAccess {
  id: string;
  name: string;
  locale: Locale;
  teamIds: string[];
  roles: RoleGrants[];
}

export interface KeyAccess {
  id: string;
  name: string;
  locale: Locale;
  role: RoleGrants | null;
  grants: Grants | null;
  createdBy: string | null;
}

const rolesAndTeams = sql`
  coalesce((select array_agg(m.team_id) from team_members m where m.org_id = u.org_id and m.user_id = u.id), '{}') as "teamIds",
  coalesce((select jsonb_agg(jsonb_build_object('key', r.key, 'grants', r.grants)) from user_roles ur
            join roles r on r.org_id = ur.org_id and r.id = ur.role_id
            where ur.org_id = u.org_id and ur.user_id = u.id), '[]') as roles`;

/** An active user with roles and teams, in one query. */
export async function selectUserAccess(tx: Tx, userId: string): Promise<UserAccess | null> {
  const { rows } = await sql<UserAccess>`
    select u.id, u.name, u.locale, ${rolesAndTeams} from users u
    where u.org_id = ${tx.orgId} and u.id = ${userId} and u.active
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** A key in force, found by the hash of its secret. */
export async function selectKeyAccess(
  tx: Tx,
  secretHash: Buffer,
  now: Temporal.Instant,
): Promise<KeyAccess | null> {
  const { rows } = await sql<KeyAccess>`
    select k.id, k.name, o.locale, k.grants, k.created_by as "createdBy",
           case when k.role_id is not null then jsonb_build_object('key', r.key, 'grants', r.grants) end as role
    from api_keys k
    join organisations o on o.org_id = k.org_id
    left join roles r on r.org_id = k.org_id and r.id = k.role_id
    where k.org_id = ${tx.orgId} and k.secret_hash = ${secretHash} and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > ${now}::timestamptz)
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** Notes that a key is in use, at most every ten minutes: a write for each request would be waste. */
export async function touchKey(tx: Tx, keyId: string, now: Temporal.Instant): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${now}::timestamptz
    where org_id = ${tx.orgId} and id = ${keyId}
      and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '10 minutes')
  `.execute(tx.db);
}
