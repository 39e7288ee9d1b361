import type {
  CourseInput,
  CourseStatus,
  CourseVersion,
  TrainingSettings,
  TrainingText,
} from '@jingyun/contracts';
import { defaultTrainingSettings } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';

export type CourseSettings = Pick<
  CourseInput,
  'draw' | 'shuffle' | 'passMark' | 'attempts' | 'dueDays' | 'validDays'
>;

export interface CourseRow {
  id: string;
  name: CourseInput['name'];
  lesson: TrainingText;
  questionIds: string[];
  settings: CourseSettings;
  ownerId: string | null;
  retired: boolean;
  procedure: CourseVersion | null;
  status: CourseStatus;
  /** The newest event that assigned it, if any. */
  assigned: AppendedEvent | null;
  version: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
}

const columns = sql`c.id, c.name, c.lesson, c.question_ids as "questionIds", c.settings, c.owner_id as "ownerId", c.retired,
  case when c.version_id is not null then jsonb_build_object('procedureId', c.procedure_id, 'versionId', c.version_id,
    'number', c.version_number, 'name', c.version_name) end as procedure,
  case when c.retired then 'retired'
    when exists (select from training_questions q where q.org_id = c.org_id and q.active and q.id = any(c.question_ids)) then 'ready'
    else 'needsQuestions' end as status,
  case when c.assigned_event is not null then jsonb_build_object('id', c.assigned_event, 'depth', c.assigned_depth) end as assigned,
  c.version, c.created_at as "createdAt", c.updated_at as "updatedAt"`;

export interface CourseFilter {
  search?: string | undefined;
  status?: CourseStatus | undefined;
  procedureId?: string | undefined;
  versionId?: string | undefined;
}

/** A page of courses, newest first; one row more than asked for where there are further ones. */
export async function listCourses(
  tx: Tx,
  { search, status, procedureId, versionId }: CourseFilter,
  after: string | null,
  limit: number,
): Promise<CourseRow[]> {
  const { rows } = await sql<CourseRow>`
    select * from (
      select ${columns} from training_courses c
      where c.org_id = ${tx.orgId}
        and ${search === undefined ? sql`true` : sql`exists (select from jsonb_each_text(c.name) t where strpos(lower(t.value), lower(${search})) > 0)`}
        and ${procedureId === undefined ? sql`true` : sql`c.procedure_id = ${procedureId}`}
        and ${versionId === undefined ? sql`true` : sql`c.version_id = ${versionId}`}
        and ${after === null ? sql`true` : sql`c.id < ${after}::uuid`}
    ) found where ${status === undefined ? sql`true` : sql`status = ${status}`}
    order by id desc limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** Courses by id; ids that are no course's are left out. */
export async function coursesByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, CourseRow>> {
  const { rows } = await sql<CourseRow>`
    select ${columns} from training_courses c where c.org_id = ${tx.orgId} and c.id = any(${[...ids]}::uuid[])
  `.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** @throws ServiceError not_found */
export async function getCourse(tx: Tx, id: string): Promise<CourseRow> {
  return one(await where(tx, sql`c.id = ${id}`));
}

/**
 * Locks the course until the transaction ends; not against certifications that refer to it, which people are granted
 * while it is being assigned to others. @throws ServiceError not_found
 */
export async function lockCourse(tx: Tx, id: string): Promise<CourseRow> {
  return one(await where(tx, sql`c.id = ${id} for no key update of c`));
}

/** The course of a version, locked until the transaction ends; null where there is none. */
export async function lockCourseOfVersion(tx: Tx, versionId: string): Promise<CourseRow | null> {
  return (await where(tx, sql`c.version_id = ${versionId} for no key update of c`))[0] ?? null;
}

/** The courses of some versions of procedures. */
export async function coursesOfVersions(tx: Tx, versionIds: readonly string[]): Promise<CourseRow[]> {
  return where(tx, sql`c.version_id = any(${[...versionIds]}::uuid[])`);
}

/** The courses of a procedure, of its newest version first. */
export async function coursesOfProcedure(tx: Tx, procedureId: string): Promise<CourseRow[]> {
  return where(tx, sql`c.procedure_id = ${procedureId} order by c.version_number desc`);
}

async function where(tx: Tx, condition: ReturnType<typeof sql>): Promise<CourseRow[]> {
  const { rows } = await sql<CourseRow>`
    select ${columns} from training_courses c where c.org_id = ${tx.orgId} and ${condition}
  `.execute(tx.db);
  return rows;
}

function one(rows: readonly CourseRow[]): CourseRow {
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** Writes a new course, or what of one that is there may be edited. */
export async function writeCourse(tx: Tx, row: CourseRow): Promise<void> {
  const of = row.procedure;
  await sql`
    insert into training_courses (org_id, id, name, lesson, question_ids, settings, owner_id, retired, procedure_id,
      version_id, version_number, version_name, version, created_at, updated_at)
    values (${tx.orgId}, ${row.id}, ${row.name}::jsonb, ${row.lesson}::jsonb, ${row.questionIds}::uuid[],
      ${row.settings}::jsonb, ${row.ownerId}, ${row.retired}, ${of?.procedureId ?? null}, ${of?.versionId ?? null},
      ${of?.number ?? null}, ${of?.name ?? null}, ${row.version}, ${row.createdAt}, ${row.updatedAt})
    on conflict (org_id, id) do update set name = excluded.name, lesson = excluded.lesson,
      question_ids = excluded.question_ids, settings = excluded.settings, owner_id = excluded.owner_id,
      retired = excluded.retired, version = excluded.version, updated_at = excluded.updated_at
  `.execute(tx.db);
}

/** Keeps the day from which a course is to be retired. */
export async function noteRetiring(tx: Tx, courseId: string, on: string): Promise<void> {
  await sql`
    update training_courses set retires_on = ${on} where org_id = ${tx.orgId} and id = ${courseId}
  `.execute(tx.db);
}

/** The courses whose day to be retired has come. */
export async function coursesToRetire(tx: Tx, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from training_courses where org_id = ${tx.orgId} and not retired and retires_on <= ${today}::date order by id
  `.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** Keeps the event that assigned the course, as the cause of what follows. */
export async function noteAssigned(tx: Tx, courseId: string, { id, depth }: AppendedEvent): Promise<void> {
  await sql`
    update training_courses set assigned_event = ${id}, assigned_depth = ${depth}
    where org_id = ${tx.orgId} and id = ${courseId}
  `.execute(tx.db);
}

export async function readSettings(tx: Tx): Promise<TrainingSettings> {
  const { rows } = await sql<TrainingSettings>`
    select due_days as "dueDays", remind_before_days as "remindBeforeDays" from training_settings where org_id = ${tx.orgId}
  `.execute(tx.db);
  return rows[0] ?? defaultTrainingSettings;
}

export async function writeSettings(tx: Tx, { dueDays, remindBeforeDays }: TrainingSettings): Promise<void> {
  await sql`
    insert into training_settings (org_id, due_days, remind_before_days) values (${tx.orgId}, ${dueDays}, ${remindBeforeDays})
    on conflict (org_id) do update set due_days = excluded.due_days, remind_before_days = excluded.remind_before_days
  `.execute(tx.db);
}
