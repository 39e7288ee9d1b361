import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';

export interface AudienceRow {
  id: string;
  courseId: string;
  /** Empty for all teams, and for all roles. */
  teamIds: string[];
  roles: string[];
  source: 'procedure' | 'hand';
  event: AppendedEvent | null;
}

/** The audiences of some courses, oldest first; of all that are not retired without an id. */
export async function audiencesOf(tx: Tx, courseIds: readonly string[] | null): Promise<AudienceRow[]> {
  const { rows } = await sql<AudienceRow>`
    select a.id, a.course_id as "courseId", a.team_ids as "teamIds", a.roles, a.source,
      case when a.event_id is not null then jsonb_build_object('id', a.event_id, 'depth', a.event_depth) end as event
    from training_audiences a join training_courses c on c.org_id = a.org_id and c.id = a.course_id
    where a.org_id = ${tx.orgId}
      and ${courseIds === null ? sql`not c.retired` : sql`a.course_id = any(${[...courseIds]}::uuid[])`}
    order by a.created_at, a.id
  `.execute(tx.db);
  return rows;
}

/** @returns false where the same event, or the same teams by hand, made it before */
export async function insertAudience(tx: Tx, row: AudienceRow, now: Temporal.Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into training_audiences (org_id, id, course_id, team_ids, roles, source, event_id, event_depth, created_at)
    select ${tx.orgId}::uuid, ${row.id}::uuid, ${row.courseId}::uuid, ${row.teamIds}::uuid[], ${row.roles}::text[],
      ${row.source}::text, ${row.event?.id ?? null}::uuid, ${row.event?.depth ?? 0}::smallint, ${now}::timestamptz
    where not exists (select from training_audiences a where a.org_id = ${tx.orgId}::uuid and a.course_id = ${row.courseId}::uuid
      and a.source = 'hand' and ${row.source}::text = 'hand' and a.team_ids @> ${row.teamIds}::uuid[])
    on conflict (org_id, course_id, event_id) where event_id is not null do nothing
  `.execute(tx.db);
  return (numAffectedRows ?? 0n) > 0n;
}
