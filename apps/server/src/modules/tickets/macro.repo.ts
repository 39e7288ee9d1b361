import type { TicketMacro } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

const columns = sql`id, name, visibility, team_id as "teamId", owner_id as "ownerId", text, public, change, position, version`;

/** All macros of the organisation, in their order; at most 1,000. */
export async function listMacros(tx: Tx): Promise<TicketMacro[]> {
  const { rows } = await sql<TicketMacro>`
    select ${columns} from ticket_macros where org_id = ${tx.orgId} order by position, name, id limit 1000
  `.execute(tx.db);
  return rows;
}

/** @param lock where it is about to be changed */
export async function findMacro(tx: Tx, id: string, lock = false): Promise<TicketMacro | null> {
  const { rows } = await sql<TicketMacro>`
    select ${columns} from ticket_macros where org_id = ${tx.orgId} and id = ${id} ${lock ? sql`for update` : sql``}
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** Inserts a macro, or writes one that is there already. */
export async function writeMacro(tx: Tx, macro: TicketMacro): Promise<void> {
  await sql`
    insert into ticket_macros (org_id, id, name, visibility, team_id, owner_id, text, public, change, position, version)
    values (${tx.orgId}, ${macro.id}, ${macro.name}, ${macro.visibility}, ${macro.teamId}, ${macro.ownerId},
            ${macro.text}, ${macro.public}, ${macro.change}::jsonb, ${macro.position}, ${macro.version})
    on conflict (org_id, id) do update set name = excluded.name, visibility = excluded.visibility,
      team_id = excluded.team_id, text = excluded.text, public = excluded.public, change = excluded.change,
      position = excluded.position, version = excluded.version
  `.execute(tx.db);
}

export async function deleteMacro(tx: Tx, id: string): Promise<void> {
  await sql`delete from ticket_macros where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}
