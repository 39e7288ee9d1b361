import type { TicketView } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { maySee } from './ticket.policy.ts';

export type ViewRow = Omit<TicketView, 'createdAt'> & { createdAt: Temporal.Instant };

const columns = sql`id, name, visibility, team_id as "teamId", owner_id as "ownerId", filter, columns, sort, position,
  version, created_at as "createdAt"`;

/** All views of the organisation, in their order; at most 1,000. */
export async function listViews(tx: Tx): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select ${columns} from ticket_views where org_id = ${tx.orgId} order by position, name, id limit 1000
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found where the actor has no such view */
export async function readView(tx: Tx, actor: Actor, id: string): Promise<ViewRow> {
  const view = await findView(tx, id);
  if (view === null || !maySee(actor, view)) throw new ServiceError('not_found');
  return view;
}

/** @param lock where it is about to be changed */
export async function findView(tx: Tx, id: string, lock = false): Promise<ViewRow | null> {
  const { rows } = await sql<ViewRow>`
    select ${columns} from ticket_views where org_id = ${tx.orgId} and id = ${id} ${lock ? sql`for update` : sql``}
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** Inserts a view, or writes one that is there already. */
export async function writeView(tx: Tx, view: ViewRow): Promise<void> {
  await sql`
    insert into ticket_views (org_id, id, name, visibility, team_id, owner_id, filter, columns, sort, position, version, created_at)
    values (${tx.orgId}, ${view.id}, ${view.name}, ${view.visibility}, ${view.teamId}, ${view.ownerId},
            ${view.filter}::jsonb, ${[...view.columns]}::text[], ${view.sort}, ${view.position}, ${view.version}, ${view.createdAt})
    on conflict (org_id, id) do update set name = excluded.name, visibility = excluded.visibility,
      team_id = excluded.team_id, filter = excluded.filter, columns = excluded.columns, sort = excluded.sort,
      position = excluded.position, version = excluded.version
  `.execute(tx.db);
}

export async function deleteView(tx: Tx, id: string): Promise<void> {
  await sql`delete from ticket_views where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}
