import { courseInput, type Locale, trainingLimits } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { escapeHtml } from '../../platform/mail/link-mail.ts';
import { findColleagues, getOrganisation } from '../people/index.ts';
import { allProcedures } from '../procedures/index.ts';
import { assignAudiences } from './assign-course.ts';
import { insertAudience } from './audience.repo.ts';
import {
  type CourseRow,
  coursesOfProcedure,
  getCourse,
  lockCourseOfVersion,
  writeCourse,
} from './course.repo.ts';
import { questionsOfProcedure } from './question.repo.ts';
import { newCourse, tellSaved } from './save-course.ts';

/** A publication of a version: `procedure.published`, as its data tell it. */
export interface PublishedVersion {
  procedureId: string;
  versionId: string;
  number: number;
  name: string;
  /** What is new, plain text. */
  change: string;
  /** Empty for all teams. */
  teamIds: readonly string[];
  /** Keys of built-in roles; empty for all. */
  roles: readonly string[];
}

/**
 * Answers the publication of a procedure's version (`call.cause`): makes the version's course where there is none, and
 * assigns it to the people of the named teams and roles. Published more widely, the same course goes to the further
 * people. The quiz asks what that of the version before asked, else the bank's questions about the procedure; where
 * there are none the course waits for questions, and is assigned once it has some.
 *
 * The same publication answered twice changes nothing.
 */
export async function trainVersion(
  tx: Tx,
  call: Call,
  published: PublishedVersion,
  ownerId: string | null,
): Promise<CourseRow> {
  const found = await lockCourseOfVersion(tx, published.versionId);
  const course = found ?? (await makeCourse(tx, call, published, ownerId));
  const audience = {
    id: uuidv7(),
    courseId: course.id,
    teamIds: [...published.teamIds],
    roles: [...published.roles],
    source: 'procedure' as const,
    event: call.cause ?? null,
  };
  if (await insertAudience(tx, audience, call.now)) await assignAudiences(tx, call, course);
  return getCourse(tx, course.id);
}

async function makeCourse(
  tx: Tx,
  call: Call,
  { procedureId, versionId, number, name, change }: PublishedVersion,
  ownerId: string | null,
): Promise<CourseRow> {
  const { locale } = await getOrganisation(tx);
  const before = (await coursesOfProcedure(tx, procedureId)).find(
    (one) => (one.procedure?.number ?? 0) < number,
  );
  const kept = before?.questionIds ?? [];
  const questionIds =
    kept.length > 0 ? kept : await questionsOfProcedure(tx, procedureId, trainingLimits.questions);
  const draw = before?.settings.draw ?? null;
  const input = courseInput.parse({
    ...(before?.settings ?? {}),
    draw: draw === null || draw > questionIds.length ? null : draw,
    name: await nameOf(tx, { procedureId, number, name }, locale),
    lesson: lessonOf(locale, change),
    questionIds,
    ownerId: before?.ownerId ?? (await knownUser(tx, ownerId)),
  });
  const row = newCourse(call, input, { procedureId, versionId, number, name });
  await writeCourse(tx, row);
  await tellSaved(tx, call, null, row);
  return getCourse(tx, row.id);
}

/** The procedure's name in all its languages, with the number of the version. */
async function nameOf(
  tx: Tx,
  { procedureId, number, name }: Pick<PublishedVersion, 'procedureId' | 'number' | 'name'>,
  locale: Locale,
): Promise<CourseRow['name']> {
  const procedure = (await allProcedures(tx)).find(({ id }) => id === procedureId);
  const names = Object.entries(procedure?.name ?? { [locale]: name });
  return Object.fromEntries(names.map(([language, words]) => [language, `${words} v${number}`]));
}

/** What is new, a paragraph for each line. */
function lessonOf(locale: Locale, change: string) {
  const paragraphs = change.split(/\n+/).filter((line) => line.trim() !== '');
  return { [locale]: paragraphs.map((line) => `<p>${escapeHtml(line.trim())}</p>`).join('') };
}

async function knownUser(tx: Tx, id: string | null): Promise<string | null> {
  return id === null ? null : ((await findColleagues(tx, [id]))[0]?.id ?? null);
}
