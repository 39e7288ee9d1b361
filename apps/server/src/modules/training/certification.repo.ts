import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';

export interface CertificationRow {
  id: string;
  courseId: string;
  userId: string;
  grantedAt: Temporal.Instant;
  until: string | null;
  expiredAt: Temporal.Instant | null;
}

const columns = sql`id, course_id as "courseId", user_id as "userId", granted_at as "grantedAt", until, expired_at as "expiredAt"`;

/** In force on a local day, also where the clock has not yet written that it is over. */
const inForce = (today: string) => sql`expired_at is null and (until is null or until >= ${today}::date)`;

export interface CertificationFilter {
  /** Null for everybody's. */
  userIds: readonly string[] | null;
  courseId?: string | undefined;
  inForce?: boolean | undefined;
}

/** A page of certifications, newest first; one row more than asked for where there are further ones. */
export async function listCertifications(
  tx: Tx,
  today: string,
  { userIds, courseId, inForce: wanted }: CertificationFilter,
  after: readonly [grantedAt: string, id: string] | null,
  limit: number,
): Promise<CertificationRow[]> {
  const { rows } = await sql<CertificationRow>`
    select ${columns} from training_certifications
    where org_id = ${tx.orgId}
      and ${userIds === null ? sql`true` : sql`user_id = any(${[...userIds]}::uuid[])`}
      and ${courseId === undefined ? sql`true` : sql`course_id = ${courseId}`}
      and ${wanted === undefined ? sql`true` : sql`(${inForce(today)}) = ${wanted}`}
      and ${after === null ? sql`true` : sql`(granted_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by granted_at desc, id desc limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** Of some people, those with a certification in force for a course. */
export async function certifiedOf(
  tx: Tx,
  today: string,
  courseId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from training_certifications
    where org_id = ${tx.orgId} and course_id = ${courseId} and user_id = any(${[...userIds]}::uuid[]) and ${inForce(today)}
  `.execute(tx.db);
  return new Set(rows.map(({ id }) => id));
}

/** Writes a certification. One that is in force for the same course ends with it. */
export async function writeCertification(tx: Tx, row: CertificationRow, event: AppendedEvent): Promise<void> {
  await sql`
    update training_certifications set expired_at = ${row.grantedAt}
    where org_id = ${tx.orgId} and course_id = ${row.courseId} and user_id = ${row.userId} and expired_at is null
  `.execute(tx.db);
  await sql`
    insert into training_certifications (org_id, id, course_id, user_id, granted_at, until, event_id, event_depth)
    values (${tx.orgId}, ${row.id}, ${row.courseId}, ${row.userId}, ${row.grantedAt}, ${row.until}, ${event.id}, ${event.depth})
  `.execute(tx.db);
}

/** Ends certifications that are over. @returns them with the event that granted each */
export async function takeExpired(
  tx: Tx,
  today: string,
  now: Temporal.Instant,
  limit: number,
): Promise<(CertificationRow & { event: AppendedEvent })[]> {
  const { rows } = await sql<CertificationRow & { event: AppendedEvent }>`
    update training_certifications set expired_at = ${now}
    where org_id = ${tx.orgId} and id in (
      select id from training_certifications
      where org_id = ${tx.orgId} and expired_at is null and until < ${today}::date
      order by until, id limit ${limit} for update skip locked)
    returning ${columns}, jsonb_build_object('id', event_id, 'depth', event_depth) as event
  `.execute(tx.db);
  return rows;
}
