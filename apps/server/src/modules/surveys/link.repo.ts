import type { SurveyLinkInput } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface LinkRow extends SurveyLinkInput {
  id: string;
  surveyId: string;
  secret: string;
  version: number;
  createdAt: Temporal.Instant;
}

const columns = sql`id, survey_id as "surveyId", name, channel, team_id as "teamId", active, secret, version, created_at as "createdAt"`;

export async function listLinks(tx: Tx, surveyId: string): Promise<LinkRow[]> {
  return (
    await sql<LinkRow>`
      select ${columns} from survey_links where org_id = ${tx.orgId} and survey_id = ${surveyId} order by created_at, id limit 500
    `.execute(tx.db)
  ).rows;
}

export async function findLink(tx: Tx, id: string): Promise<LinkRow | null> {
  const { rows } =
    await sql<LinkRow>`select ${columns} from survey_links where org_id = ${tx.orgId} and id = ${id}`.execute(
      tx.db,
    );
  return rows[0] ?? null;
}

/** Locks the link until the transaction ends. @throws ServiceError not_found */
export async function lockLink(tx: Tx, id: string): Promise<LinkRow> {
  const { rows } = await sql<LinkRow>`
    select ${columns} from survey_links where org_id = ${tx.orgId} and id = ${id} for update
  `.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** Writes a new link, or the whole of one that is there; its secret stays, for it is printed. */
export async function saveLinkRow(tx: Tx, row: LinkRow): Promise<void> {
  await sql`
    insert into survey_links (org_id, id, survey_id, name, channel, team_id, active, secret, version, created_at)
    values (${tx.orgId}, ${row.id}, ${row.surveyId}, ${row.name}, ${row.channel}, ${row.teamId}, ${row.active}, ${row.secret},
            ${row.version}, ${row.createdAt})
    on conflict (org_id, id) do update set name = excluded.name, channel = excluded.channel, team_id = excluded.team_id,
      active = excluded.active, version = excluded.version
  `.execute(tx.db);
}
