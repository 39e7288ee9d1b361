import type { CauseInput } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** The causes of an improvement, in the order they are shown in. */
export async function listCauses(tx: Tx, improvementId: string): Promise<CauseInput[]> {
  const { rows } = await sql<CauseInput>`
    select id, tool, parent_id as "parentId", category, text, is_root as "isRoot", ticket_ids as "ticketIds"
    from improvement_causes where org_id = ${tx.orgId} and improvement_id = ${improvementId} order by position
  `.execute(tx.db);
  return rows;
}

/** Replaces the causes of a locked improvement. */
export async function replaceCauses(
  tx: Tx,
  improvementId: string,
  causes: readonly CauseInput[],
): Promise<void> {
  const rows = causes.map(({ parentId, isRoot, ticketIds, ...cause }, position) => ({
    ...cause,
    parent_id: parentId,
    is_root: isRoot,
    ticket_ids: ticketIds,
    position,
  }));
  await sql`
    insert into improvement_causes (org_id, improvement_id, id, tool, parent_id, category, text, is_root, ticket_ids, position)
    select ${tx.orgId}::uuid, ${improvementId}::uuid, c.id, c.tool, c.parent_id, c.category, c.text, c.is_root,
           array(select jsonb_array_elements_text(c.ticket_ids)::uuid), c.position
    from jsonb_to_recordset(${rows}::jsonb) as c(
      id uuid, tool text, parent_id uuid, category text, text text, is_root boolean, ticket_ids jsonb, position integer)
    on conflict (org_id, improvement_id, id) do update set tool = excluded.tool, parent_id = excluded.parent_id,
      category = excluded.category, text = excluded.text, is_root = excluded.is_root, ticket_ids = excluded.ticket_ids,
      position = excluded.position
  `.execute(tx.db);
  // After the others: none that stays hangs from one that goes any more.
  await sql`
    delete from improvement_causes where org_id = ${tx.orgId} and improvement_id = ${improvementId}
      and not id = any(${causes.map(({ id }) => id)}::uuid[])
  `.execute(tx.db);
}

/** Text and improvement of causes by id. */
export async function causesByIds(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; improvementId: string; text: string; isRoot: boolean }[]> {
  const { rows } = await sql<{ id: string; improvementId: string; text: string; isRoot: boolean }>`
    select id, improvement_id as "improvementId", text, is_root as "isRoot"
    from improvement_causes where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])
  `.execute(tx.db);
  return rows;
}
