import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface TeamRow {
  id: string;
  name: string;
  parentId: string | null;
  calendarId: string | null;
  active: boolean;
  importedFrom: string | null;
  members: { userId: string; name: string; lead: boolean }[];
  version: number;
}

const columns = sql`
  t.id, t.name, t.parent_id as "parentId", t.calendar_id as "calendarId", t.active, t.imported_from as "importedFrom", t.version,
  coalesce((select jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name, 'lead', m.lead) order by m.lead desc, u.name, u.id)
            from team_members m join users u on u.org_id = m.org_id and u.id = m.user_id
            where m.org_id = t.org_id and m.team_id = t.id), '[]') as members`;

/** Teams by name; one row more than asked for where there are further ones. */
export async function listTeams(
  tx: Tx,
  active: boolean | null,
  after: readonly [name: string, id: string] | null,
  limit: number,
): Promise<TeamRow[]> {
  const [afterName, afterId] = after ?? [null, null];
  const { rows } = await sql<TeamRow>`
    select ${columns} from teams t
    where t.org_id = ${tx.orgId} and (${active}::boolean is null or t.active = ${active}::boolean)
      and (${afterId}::uuid is null or (t.name, t.id) > (${afterName}::text, ${afterId}::uuid))
    order by t.name, t.id limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getTeam(tx: Tx, id: string): Promise<TeamRow> {
  const { rows } =
    await sql<TeamRow>`select ${columns} from teams t where t.org_id = ${tx.orgId} and t.id = ${id}`.execute(
      tx.db,
    );
  return oneOf(rows);
}

/** @throws ServiceError not_found */
export async function lockTeam(tx: Tx, id: string): Promise<TeamRow> {
  const { rows } = await sql<TeamRow>`
    select ${columns} from teams t where t.org_id = ${tx.orgId} and t.id = ${id} for update of t
  `.execute(tx.db);
  return oneOf(rows);
}

export type TeamFields = Pick<TeamRow, 'name' | 'parentId' | 'calendarId' | 'active'>;

export async function insertTeam(tx: Tx, id: string, team: TeamFields, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into teams (org_id, id, name, parent_id, calendar_id, active, created_at)
    values (${tx.orgId}, ${id}, ${team.name}, ${team.parentId}, ${team.calendarId}, ${team.active}, ${now})
  `.execute(tx.db);
}

export async function updateTeamRow(tx: Tx, id: string, team: TeamFields): Promise<void> {
  await sql`
    update teams set name = ${team.name}, parent_id = ${team.parentId}, calendar_id = ${team.calendarId},
      active = ${team.active}, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** Replaces a team's members. @throws a foreign key error for a user of another organisation. */
export async function replaceMembers(
  tx: Tx,
  teamId: string,
  members: readonly { userId: string; lead: boolean }[],
): Promise<void> {
  await sql`delete from team_members where org_id = ${tx.orgId} and team_id = ${teamId}`.execute(tx.db);
  await sql`
    insert into team_members (org_id, team_id, user_id, lead)
    select distinct on (m."userId") ${tx.orgId}::uuid, ${teamId}::uuid, m."userId", m.lead
    from jsonb_to_recordset(${members}::jsonb) as m("userId" uuid, lead boolean)
  `.execute(tx.db);
}

/**
 * True where `parentId` is the team itself or lies below it. All teams' rows are locked
 * first: two moves at once could otherwise close a circle that neither sees.
 */
export async function wouldCircle(tx: Tx, id: string, parentId: string): Promise<boolean> {
  await sql`select from teams where org_id = ${tx.orgId} order by id for update`.execute(tx.db);
  const { rows } = await sql<{ circle: boolean }>`
    with recursive above as (
      select id, parent_id from teams where org_id = ${tx.orgId} and id = ${parentId}
      union
      select t.id, t.parent_id from teams t join above a on t.org_id = ${tx.orgId} and t.id = a.parent_id
    )
    select exists (select from above where id = ${id}) as circle
  `.execute(tx.db);
  return rows[0]?.circle ?? false;
}

function oneOf(rows: TeamRow[]): TeamRow {
  const row = rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}
