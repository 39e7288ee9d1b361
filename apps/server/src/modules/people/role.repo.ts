import { type BuiltInRole, builtInRoles, type Grants } from '@jingyun/contracts';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface RoleRow {
  id: string;
  key: BuiltInRole | null;
  name: string;
  /** Empty for built-in roles: theirs come from the modules. */
  grants: Grants;
  users: number;
  version: number;
}

const columns = sql`r.id, r.key, r.name, r.grants, r.version,
  (select count(*)::int from user_roles ur where ur.org_id = r.org_id and ur.role_id = r.id) as users`;

/** All roles: built-in ones in their order, then custom ones by name. An organisation has tens, not thousands. */
export async function listRoles(tx: Tx): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select ${columns} from roles r where r.org_id = ${tx.orgId}
    order by array_position(${[...builtInRoles]}::text[], r.key), lower(r.name)
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getRole(tx: Tx, id: string): Promise<RoleRow> {
  const { rows } = await sql<RoleRow>`
    select ${columns} from roles r where r.org_id = ${tx.orgId} and r.id = ${id}
  `.execute(tx.db);
  return oneOf(rows);
}

/** @throws ServiceError not_found */
export async function lockRole(tx: Tx, id: string): Promise<RoleRow> {
  const { rows } = await sql<RoleRow>`
    select ${columns} from roles r where r.org_id = ${tx.orgId} and r.id = ${id} for update of r
  `.execute(tx.db);
  return oneOf(rows);
}

export async function rolesByIds(tx: Tx, ids: readonly string[]): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select ${columns} from roles r where r.org_id = ${tx.orgId} and r.id = any(${ids}::uuid[])
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function builtInRole(tx: Tx, key: BuiltInRole): Promise<RoleRow> {
  const { rows } = await sql<RoleRow>`
    select ${columns} from roles r where r.org_id = ${tx.orgId} and r.key = ${key}
  `.execute(tx.db);
  return oneOf(rows);
}

/** The built-in roles of a new organisation. */
export async function insertBuiltInRoles(tx: Tx): Promise<void> {
  const rows = builtInRoles.map((key) => ({ id: uuidv7(), key }));
  await sql`
    insert into roles (org_id, id, key, name)
    select ${tx.orgId}::uuid, id, key, key from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, key text)
    on conflict do nothing
  `.execute(tx.db);
}

export async function insertRole(tx: Tx, id: string, name: string, grants: Grants): Promise<void> {
  await sql`
    insert into roles (org_id, id, name, grants) values (${tx.orgId}, ${id}, ${name}, ${grants}::jsonb)
  `.execute(tx.db);
}

export async function updateRoleRow(tx: Tx, id: string, name: string, grants: Grants): Promise<void> {
  await sql`
    update roles set name = ${name}, grants = ${grants}::jsonb, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export async function deleteRoleRow(tx: Tx, id: string): Promise<void> {
  await sql`delete from roles where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

function oneOf(rows: RoleRow[]): RoleRow {
  const row = rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}
