import type { TicketBehaviour, TicketCategory, TicketField } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export type CategoryRow = Omit<TicketCategory, 'depth'>;

interface SettingsRows {
  /** Null before anything was set. */
  revision: string | null;
  categories: CategoryRow[];
  fields: TicketField[];
}

/** Everything that tickets are checked against, in one statement and so of one revision. */
export async function readSettings(tx: Tx): Promise<SettingsRows> {
  const { rows } = await sql<SettingsRows>`
    select (select revision from ticket_settings where org_id = ${tx.orgId}) as revision,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'parentId', parent_id, 'code', code, 'name', name,
          'names', names, 'position', position, 'archived', archived, 'version', version) order by position, code)
        from ticket_categories where org_id = ${tx.orgId}), '[]') as categories,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'key', key, 'type', type, 'name', name, 'names', names,
          'kinds', kinds, 'options', options, 'requiredToSolve', required_to_solve, 'position', position,
          'archived', archived, 'version', version) order by position, key)
        from ticket_fields where org_id = ${tx.orgId}), '[]') as fields
  `.execute(tx.db);
  return rows[0]!;
}

export async function readRevision(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ revision: string }>`
    select revision from ticket_settings where org_id = ${tx.orgId}
  `.execute(tx.db);
  return rows[0]?.revision ?? null;
}

/** Gives the settings another revision; settings change one at a time in an organisation, from here to the commit. */
export async function nextRevision(tx: Tx): Promise<void> {
  await sql`
    insert into ticket_settings (org_id) values (${tx.orgId})
    on conflict (org_id) do update set revision = gen_random_uuid()
  `.execute(tx.db);
}

export async function readBehaviour(tx: Tx): Promise<TicketBehaviour & { version: number }> {
  const { rows } = await sql<TicketBehaviour & { version: number }>`
    select close_solved_after_days as "closeSolvedAfterDays", version from ticket_settings where org_id = ${tx.orgId}
  `.execute(tx.db);
  return rows[0] ?? { closeSolvedAfterDays: 7, version: 1 };
}

export async function writeBehaviour(tx: Tx, behaviour: TicketBehaviour): Promise<void> {
  await sql`
    update ticket_settings set close_solved_after_days = ${behaviour.closeSolvedAfterDays}, version = version + 1
    where org_id = ${tx.orgId}
  `.execute(tx.db);
}

/** Inserts a category, or writes one that is there already with the next version. */
export async function writeCategory(tx: Tx, category: CategoryRow): Promise<void> {
  await sql`
    insert into ticket_categories (org_id, id, parent_id, code, name, names, position, archived, version)
    values (${tx.orgId}, ${category.id}, ${category.parentId}, ${category.code}, ${category.name},
            ${category.names}::jsonb, ${category.position}, ${category.archived}, ${category.version})
    on conflict (org_id, id) do update set parent_id = excluded.parent_id, code = excluded.code, name = excluded.name,
      names = excluded.names, position = excluded.position, archived = excluded.archived, version = excluded.version
  `.execute(tx.db);
}

/** Inserts a field, or writes one that is there already with the next version. */
export async function writeField(tx: Tx, field: TicketField): Promise<void> {
  await sql`
    insert into ticket_fields (org_id, id, key, type, name, names, kinds, options, required_to_solve, position, archived, version)
    values (${tx.orgId}, ${field.id}, ${field.key}, ${field.type}, ${field.name}, ${field.names}::jsonb,
            ${[...field.kinds]}::text[], ${field.options}::jsonb, ${field.requiredToSolve}, ${field.position},
            ${field.archived}, ${field.version})
    on conflict (org_id, id) do update set name = excluded.name, names = excluded.names, kinds = excluded.kinds,
      options = excluded.options, required_to_solve = excluded.required_to_solve, position = excluded.position,
      archived = excluded.archived, version = excluded.version
  `.execute(tx.db);
}
