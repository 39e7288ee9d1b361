import type { BuiltInRole, Locale, UserStatus } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { nameQuery, nameSearchText } from '../../platform/text/name-search.ts';

export interface Membership {
  teamId: string;
  lead: boolean;
}

export interface UserRow {
  id: string;
  name: string;
  email: string | null;
  locale: Locale;
  status: UserStatus;
  importedFrom: string | null;
  joinedAt: Temporal.Instant | null;
  version: number;
  roles: { id: string; key: BuiltInRole | null; name: string }[];
  teams: { id: string; name: string; lead: boolean }[];
}

const status = sql`case
  when u.active then 'active'
  when u.deactivated_at is not null then 'inactive'
  when u.imported_from is not null and u.email is null then 'imported'
  else 'invited' end`;

const columns = sql`
  u.id, u.name, u.email, u.locale, ${status} as status, u.imported_from as "importedFrom", u.joined_at as "joinedAt", u.version,
  coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'key', r.key, 'name', r.name) order by r.name) from user_roles ur
            join roles r on r.org_id = ur.org_id and r.id = ur.role_id
            where ur.org_id = u.org_id and ur.user_id = u.id), '[]') as roles,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'lead', m.lead) order by t.name) from team_members m
            join teams t on t.org_id = m.org_id and t.id = m.team_id
            where m.org_id = u.org_id and m.user_id = u.id), '[]') as teams`;

/** @throws ServiceError not_found */
export async function getUser(tx: Tx, id: string): Promise<UserRow> {
  const { rows } = await sql<UserRow>`
    select ${columns} from users u where u.org_id = ${tx.orgId} and u.id = ${id}
  `.execute(tx.db);
  return oneOf(rows);
}

/** Locks the user until the transaction ends. @throws ServiceError not_found */
export async function lockUser(tx: Tx, id: string): Promise<UserRow> {
  const { rows } = await sql<UserRow>`
    select ${columns} from users u where u.org_id = ${tx.orgId} and u.id = ${id} for update of u
  `.execute(tx.db);
  return oneOf(rows);
}

export async function findUserByEmail(tx: Tx, email: string): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`
    select ${columns} from users u where u.org_id = ${tx.orgId} and u.email = ${email}
  `.execute(tx.db);
  return rows[0] ?? null;
}

export interface UserFilter {
  search?: string | undefined;
  status?: UserStatus | undefined;
  teamId?: string | undefined;
  roleId?: string | undefined;
}

/** Users by name; one row more than asked for where there are further ones. */
export async function listUsers(
  tx: Tx,
  filter: UserFilter,
  after: readonly [name: string, id: string] | null,
  limit: number,
): Promise<UserRow[]> {
  const pattern = filter.search === undefined ? null : nameQuery(filter.search);
  const [afterName, afterId] = after ?? [null, null];
  const { rows } = await sql<UserRow>`
    select ${columns} from users u
    where u.org_id = ${tx.orgId}
      and (${pattern}::text is null or u.search like ${pattern}::text or u.email like ${pattern}::text)
      and (${filter.status ?? null}::text is null or ${status} = ${filter.status ?? null}::text)
      and (${filter.teamId ?? null}::uuid is null or exists (
        select from team_members m where m.org_id = u.org_id and m.user_id = u.id and m.team_id = ${filter.teamId ?? null}::uuid))
      and (${filter.roleId ?? null}::uuid is null or exists (
        select from user_roles ur where ur.org_id = u.org_id and ur.user_id = u.id and ur.role_id = ${filter.roleId ?? null}::uuid))
      and (${afterId}::uuid is null or (u.name, u.id) > (${afterName}::text, ${afterId}::uuid))
    order by u.name, u.id limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

export interface NewUser {
  id: string;
  name: string;
  email: string | null;
  locale: Locale;
  active: boolean;
  joinedAt: Temporal.Instant | null;
}

export async function insertUser(tx: Tx, user: NewUser, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into users (org_id, id, name, search, email, locale, active, joined_at, created_at)
    values (${tx.orgId}, ${user.id}, ${user.name}, ${nameSearchText(user.name)}, ${user.email}, ${user.locale},
            ${user.active}, ${user.joinedAt}, ${now})
  `.execute(tx.db);
}

/** Writes what may change of a user and raises the version. */
export async function updateUserRow(
  tx: Tx,
  id: string,
  change: { name: string; email: string | null; locale: Locale },
): Promise<void> {
  await sql`
    update users set name = ${change.name}, search = ${nameSearchText(change.name)}, email = ${change.email},
      locale = ${change.locale}, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** Marks that the user has joined and can sign in. */
export async function markJoined(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await sql`
    update users set active = true, joined_at = coalesce(joined_at, ${now}::timestamptz), deactivated_at = null, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export async function markDeactivated(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await sql`
    update users set active = false, deactivated_at = ${now}::timestamptz, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** Replaces the user's roles. @throws a foreign key error for a role of another organisation. */
export async function replaceRoles(tx: Tx, userId: string, roleIds: readonly string[]): Promise<void> {
  await sql`
    delete from user_roles where org_id = ${tx.orgId} and user_id = ${userId} and role_id <> all(${roleIds}::uuid[])
  `.execute(tx.db);
  await sql`
    insert into user_roles (org_id, user_id, role_id)
    select ${tx.orgId}::uuid, ${userId}::uuid, role_id from unnest(${roleIds}::uuid[]) role_id on conflict do nothing
  `.execute(tx.db);
}

/** Replaces the user's memberships. @throws a foreign key error for a team of another organisation. */
export async function replaceMemberships(
  tx: Tx,
  userId: string,
  teams: readonly Membership[],
): Promise<void> {
  await sql`delete from team_members where org_id = ${tx.orgId} and user_id = ${userId}`.execute(tx.db);
  await sql`
    insert into team_members (org_id, team_id, user_id, lead)
    select distinct on (m."teamId") ${tx.orgId}::uuid, m."teamId", ${userId}::uuid, m.lead
    from jsonb_to_recordset(${teams}::jsonb) as m("teamId" uuid, lead boolean)
  `.execute(tx.db);
}

/** Active owners other than the one given; the owner role's row is locked, so that two owners cannot leave at once. */
export async function countOtherOwners(tx: Tx, userId: string): Promise<number> {
  await sql`select from roles where org_id = ${tx.orgId} and key = 'owner' for update`.execute(tx.db);
  const { rows } = await sql<{ owners: number }>`
    select count(*)::int as owners from user_roles ur
    join roles r on r.org_id = ur.org_id and r.id = ur.role_id and r.key = 'owner'
    join users u on u.org_id = ur.org_id and u.id = ur.user_id
    where ur.org_id = ${tx.orgId} and u.active and u.id <> ${userId}
  `.execute(tx.db);
  return rows[0]?.owners ?? 0;
}

/** The users of some teams: those whose rows the scope `team` reaches. */
export async function usersOfTeams(tx: Tx, teamIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct user_id as id from team_members where org_id = ${tx.orgId} and team_id = any(${teamIds}::uuid[])
  `.execute(tx.db);
  return rows.map((row) => row.id);
}

function oneOf(rows: UserRow[]): UserRow {
  const row = rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}
