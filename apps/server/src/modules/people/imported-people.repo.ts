import type { Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface Known {
  id: string;
  key: string;
}

/** Placeholders that an earlier import made. */
export async function importedUsers(tx: Tx, source: string, keys: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select id, imported_key as key from users
    where org_id = ${tx.orgId} and imported_from = ${source} and imported_key = any(${keys}::text[])
  `.execute(tx.db);
  return rows;
}

export interface ImportedUserRow {
  id: string;
  name: string;
  search: string;
  key: string;
}

/** @returns those that were new; another import may have made the same at the same moment. */
export async function insertImportedUsers(
  tx: Tx,
  source: string,
  locale: Locale,
  rows: readonly ImportedUserRow[],
  now: Temporal.Instant,
): Promise<Known[]> {
  const inserted = await sql<Known>`
    insert into users (org_id, id, name, search, locale, active, imported_from, imported_key, created_at)
    select ${tx.orgId}::uuid, r.id, r.name, r.search, ${locale}, false, ${source}, r.key, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, name text, search text, key text)
    on conflict do nothing
    returning id, imported_key as key
  `.execute(tx.db);
  return inserted.rows;
}

/** Teams by the key of an earlier import, or by their name in any case of letters. */
export async function importedTeams(tx: Tx, source: string, keys: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select distinct on (k.key) t.id, k.key from unnest(${keys}::text[]) as k(key)
    join teams t on t.org_id = ${tx.orgId}
      and ((t.imported_from = ${source} and t.imported_key = k.key) or lower(t.name) = lower(k.key))
    order by k.key, (t.imported_from = ${source} and t.imported_key = k.key) desc nulls last
  `.execute(tx.db);
  return rows;
}

export async function insertImportedTeams(
  tx: Tx,
  source: string,
  rows: readonly { id: string; key: string }[],
  now: Temporal.Instant,
): Promise<Known[]> {
  const inserted = await sql<Known>`
    insert into teams (org_id, id, name, active, imported_from, imported_key, created_at)
    select ${tx.orgId}::uuid, r.id, r.key, false, ${source}, r.key, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, key text)
    on conflict do nothing
    returning id, imported_key as key
  `.execute(tx.db);
  return inserted.rows;
}
