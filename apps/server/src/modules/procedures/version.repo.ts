import type { BuiltInRole, ProcedureContent, ProcedureVersionStatus } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';
import type { Origin } from '../../platform/events/cause-of.ts';
import type { Published } from './in-force.rules.ts';

/** A version without its content, which is large. */
export interface VersionHead {
  id: string;
  procedureId: string;
  number: number;
  status: ProcedureVersionStatus;
  change: string;
  authors: string[];
  origin: Origin | null;
  submittedAt: Temporal.Instant | null;
  approvedBy: string | null;
  approvedAt: Temporal.Instant | null;
  returned: { by: string | null; at: string; reason: string } | null;
  retiredOn: string | null;
  /** The event of its drafting: what comes of the version names it as its cause. */
  drafted: AppendedEvent;
  version: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
}
export type VersionRow = VersionHead & { content: ProcedureContent };

const head = sql`id, procedure_id as "procedureId", number, status, change, authors, origin,
  submitted_at as "submittedAt", approved_by as "approvedBy", approved_at as "approvedAt", returned,
  retired_on as "retiredOn", drafted, version, created_at as "createdAt", updated_at as "updatedAt"`;

/** The versions of a procedure, newest first. */
export async function versionsOf(tx: Tx, procedureId: string): Promise<VersionHead[]> {
  const { rows } = await sql<VersionHead>`
    select ${head} from procedure_versions
    where org_id = ${tx.orgId} and procedure_id = ${procedureId} order by number desc
  `.execute(tx.db);
  return rows;
}

/** Of every procedure, the version that is being worked on. */
export async function openVersions(tx: Tx): Promise<VersionHead[]> {
  const { rows } = await sql<VersionHead>`
    select ${head} from procedure_versions
    where org_id = ${tx.orgId} and status in ('draft', 'inReview', 'approved')
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getVersion(tx: Tx, id: string): Promise<VersionRow> {
  const [row] = await versionsByIds(tx, [id]);
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}

/** Versions by id; ids that are no version's are left out. */
export async function versionsByIds(tx: Tx, ids: readonly string[]): Promise<VersionRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<VersionRow>`
    select ${head}, content from procedure_versions
    where org_id = ${tx.orgId} and id = any(${[...new Set(ids)]}::uuid[])
  `.execute(tx.db);
  return rows;
}

/** Locks the version until the transaction ends. @throws ServiceError not_found */
export async function lockVersion(tx: Tx, id: string): Promise<VersionRow> {
  const { rows } = await sql<VersionRow>`
    select ${head}, content from procedure_versions where org_id = ${tx.orgId} and id = ${id} for update
  `.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** The newest version of a procedure, whatever its status; null where there is none. */
export async function newestVersion(tx: Tx, procedureId: string): Promise<VersionRow | null> {
  const { rows } = await sql<VersionRow>`
    select ${head}, content from procedure_versions
    where org_id = ${tx.orgId} and procedure_id = ${procedureId} order by number desc limit 1
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** Writes a new version, or the whole of one that is there. */
export async function saveVersion(tx: Tx, row: VersionRow): Promise<void> {
  await sql`
    insert into procedure_versions (org_id, id, procedure_id, number, status, content, change, authors, origin,
      submitted_at, approved_by, approved_at, returned, retired_on, drafted, version, created_at, updated_at)
    values (${tx.orgId}, ${row.id}, ${row.procedureId}, ${row.number}, ${row.status}, ${row.content}::jsonb,
      ${row.change}, ${row.authors}::uuid[], ${row.origin}::jsonb, ${row.submittedAt}, ${row.approvedBy},
      ${row.approvedAt}, ${row.returned}::jsonb, ${row.retiredOn}, ${row.drafted}::jsonb, ${row.version}, ${row.createdAt}, ${row.updatedAt})
    on conflict (org_id, id) do update set status = excluded.status, content = excluded.content,
      change = excluded.change, authors = excluded.authors, submitted_at = excluded.submitted_at,
      approved_by = excluded.approved_by, approved_at = excluded.approved_at, returned = excluded.returned,
      retired_on = excluded.retired_on, version = excluded.version, updated_at = excluded.updated_at
  `.execute(tx.db);
}

export async function deleteVersion(tx: Tx, id: string): Promise<void> {
  await sql`delete from procedure_versions where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

export interface PublicationRow extends Published {
  procedureId: string;
  roles: BuiltInRole[];
  publishedBy: string | null;
  publishedAt: Temporal.Instant;
}

/** Publications, oldest first: of all procedures, or of one. */
export async function publicationsOf(tx: Tx, procedureId: string | null = null): Promise<PublicationRow[]> {
  const { rows } = await sql<PublicationRow>`
    select p.procedure_id as "procedureId", p.version_id as "versionId", v.number, v.retired_on as "retiredOn",
      p.in_force_from as "inForceFrom", p.team_ids as "teamIds", p.roles, p.published_by as "publishedBy",
      p.published_at as "publishedAt"
    from procedure_publications p join procedure_versions v on v.org_id = p.org_id and v.id = p.version_id
    where p.org_id = ${tx.orgId} and (${procedureId}::uuid is null or p.procedure_id = ${procedureId}::uuid)
    order by p.published_at, p.id
  `.execute(tx.db);
  return rows;
}

/** Whether anything was ever published. One probe. */
export async function hasPublications(tx: Tx): Promise<boolean> {
  const { rows } = await sql`
    select from procedure_publications where org_id = ${tx.orgId} limit 1
  `.execute(tx.db);
  return rows.length > 0;
}

export async function insertPublication(
  tx: Tx,
  id: string,
  row: Omit<PublicationRow, 'number' | 'retiredOn'>,
): Promise<void> {
  await sql`
    insert into procedure_publications (org_id, id, procedure_id, version_id, in_force_from, team_ids, roles,
      published_by, published_at)
    values (${tx.orgId}, ${id}, ${row.procedureId}, ${row.versionId}, ${row.inForceFrom}, ${[...row.teamIds]}::uuid[],
      ${row.roles}::text[], ${row.publishedBy}, ${row.publishedAt})
  `.execute(tx.db);
}

export interface Acknowledgement {
  versionId: string;
  userId: string;
  at: Temporal.Instant;
}

/** @returns those of the users who had not said so before */
export async function insertAcknowledgements(
  tx: Tx,
  versionId: string,
  userIds: readonly string[],
  at: Temporal.Instant,
): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    insert into procedure_acknowledgements (org_id, version_id, user_id, at)
    select ${tx.orgId}::uuid, ${versionId}::uuid, user_id, ${at}::timestamptz from unnest(${[...userIds]}::uuid[]) user_id
    on conflict do nothing returning user_id as "userId"
  `.execute(tx.db);
  return rows.map(({ userId }) => userId);
}

/** Who has said to have read a version, in the order in which they did. */
export async function acknowledgementsOf(tx: Tx, versionId: string): Promise<Acknowledgement[]> {
  const { rows } = await sql<Acknowledgement>`
    select version_id as "versionId", user_id as "userId", at from procedure_acknowledgements
    where org_id = ${tx.orgId} and version_id = ${versionId} order by at, user_id
  `.execute(tx.db);
  return rows;
}

/** The versions that a user has said to have read. */
export async function readBy(tx: Tx, userId: string): Promise<ReadonlyMap<string, Temporal.Instant>> {
  const { rows } = await sql<Acknowledgement>`
    select version_id as "versionId", user_id as "userId", at from procedure_acknowledgements
    where org_id = ${tx.orgId} and user_id = ${userId}
  `.execute(tx.db);
  return new Map(rows.map(({ versionId, at }) => [versionId, at]));
}
