import type {
  Locale,
  SurveyContent,
  SurveyFollowUp,
  SurveySettings,
  SurveyStatus,
  SurveyWords,
} from '@jingyun/contracts';
import { defaultSurveySettings } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface SurveyRow {
  id: string;
  name: string;
  status: SurveyStatus;
  settings: { validDays: number; remindAfterDays: number | null; followUp: SurveyFollowUp | null };
  content: SurveyContent;
  publishedVersion: number | null;
  version: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
}

const columns = sql`id, name, status, settings, content, published_version as "publishedVersion", version,
  created_at as "createdAt", updated_at as "updatedAt"`;

/** All surveys, newest first. Few: an organisation has dozens. */
export async function allSurveys(tx: Tx): Promise<SurveyRow[]> {
  return (
    await sql<SurveyRow>`select ${columns} from surveys where org_id = ${tx.orgId} order by created_at desc, id`.execute(
      tx.db,
    )
  ).rows;
}

export async function surveysByIds(
  tx: Tx,
  ids: readonly string[],
): Promise<Pick<SurveyRow, 'id' | 'name' | 'status'>[]> {
  const { rows } = await sql<Pick<SurveyRow, 'id' | 'name' | 'status'>>`
    select id, name, status from surveys where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getSurvey(tx: Tx, id: string): Promise<SurveyRow> {
  return one(
    (
      await sql<SurveyRow>`select ${columns} from surveys where org_id = ${tx.orgId} and id = ${id}`.execute(
        tx.db,
      )
    ).rows,
  );
}

/** Locks the survey until the transaction ends. @throws ServiceError not_found */
export async function lockSurvey(tx: Tx, id: string): Promise<SurveyRow> {
  return one(
    (
      await sql<SurveyRow>`select ${columns} from surveys where org_id = ${tx.orgId} and id = ${id} for update`.execute(
        tx.db,
      )
    ).rows,
  );
}

/** Writes a new survey, or the whole of one that is there. */
export async function saveSurvey(tx: Tx, row: SurveyRow): Promise<void> {
  await sql`
    insert into surveys (org_id, id, name, status, settings, content, published_version, version, created_at, updated_at)
    values (${tx.orgId}, ${row.id}, ${row.name}, ${row.status}, ${row.settings}::jsonb, ${row.content}::jsonb,
            ${row.publishedVersion}, ${row.version}, ${row.createdAt}, ${row.updatedAt})
    on conflict (org_id, id) do update set name = excluded.name, status = excluded.status, settings = excluded.settings,
      content = excluded.content, published_version = excluded.published_version, version = excluded.version,
      updated_at = excluded.updated_at
  `.execute(tx.db);
}

export interface VersionRow {
  version: number;
  content: SurveyContent;
  publishedAt: Temporal.Instant;
}

export async function insertVersion(tx: Tx, surveyId: string, row: VersionRow): Promise<void> {
  await sql`
    insert into survey_versions (org_id, survey_id, version, content, published_at)
    values (${tx.orgId}, ${surveyId}, ${row.version}, ${row.content}::jsonb, ${row.publishedAt})
  `.execute(tx.db);
}

/** @throws ServiceError not_found */
export async function getVersion(tx: Tx, surveyId: string, version: number): Promise<VersionRow> {
  return one(
    (
      await sql<VersionRow>`
        select version, content, published_at as "publishedAt" from survey_versions
        where org_id = ${tx.orgId} and survey_id = ${surveyId} and version = ${version}
      `.execute(tx.db)
    ).rows,
  );
}

/** Options of questions that ask for the reason, by code: of one code the one that was published last. */
export async function reasonOptions(
  tx: Tx,
  codes: readonly string[],
): Promise<{ code: string; label: SurveyWords; own: Locale }[]> {
  const { rows } = await sql<{ code: string; label: SurveyWords; own: Locale }>`
    select distinct on (o.option ->> 'id') o.option ->> 'id' as code, o.option -> 'label' as label, v.content ->> 'locale' as own
    from survey_versions v, jsonb_array_elements(v.content -> 'questions') as q(question),
      jsonb_array_elements(coalesce(q.question -> 'options', '[]')) as o(option)
    where v.org_id = ${tx.orgId} and q.question -> 'asksReason' = 'true' and o.option ->> 'id' = any(${[...codes]}::text[])
    order by o.option ->> 'id', v.published_at desc, v.survey_id
  `.execute(tx.db);
  return rows;
}

/** The published versions, newest first. */
export async function listVersions(tx: Tx, surveyId: string): Promise<VersionRow[]> {
  return (
    await sql<VersionRow>`
      select version, content, published_at as "publishedAt" from survey_versions
      where org_id = ${tx.orgId} and survey_id = ${surveyId} order by version desc limit 200
    `.execute(tx.db)
  ).rows;
}

export async function readSettings(tx: Tx): Promise<SurveySettings> {
  const { rows } = await sql<SurveySettings>`
    select max_invitations as "maxInvitations", per_days as "perDays" from survey_settings where org_id = ${tx.orgId}
  `.execute(tx.db);
  return rows[0] ?? defaultSurveySettings;
}

export async function writeSettings(tx: Tx, settings: SurveySettings): Promise<void> {
  await sql`
    insert into survey_settings (org_id, max_invitations, per_days) values (${tx.orgId}, ${settings.maxInvitations}, ${settings.perDays})
    on conflict (org_id) do update set max_invitations = excluded.max_invitations, per_days = excluded.per_days
  `.execute(tx.db);
}

function one<Row>(rows: readonly Row[]): Row {
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}
