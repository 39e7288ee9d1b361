import { type CourseInput, type CourseVersion, courseSaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { findUserNames } from '../people/index.ts';
import { assignAudiences } from './assign-course.ts';
import { type CourseRow, getCourse, lockCourse, writeCourse } from './course.repo.ts';
import { activeQuestions } from './question.repo.ts';
import { safeLesson } from './safe-lesson.ts';
import { toldOf } from './training.events.ts';
import { requireOwn } from './training.policy.ts';

/**
 * Makes a course by hand. It belongs to its maker unless another owner is named.
 * @throws ServiceError forbidden, course_questions_unknown, unknown_reference, course_not_yours
 */
export async function createCourse(tx: Tx, call: Call, input: CourseInput): Promise<CourseRow> {
  authorise(call.actor, 'training.manage');
  const maker = call.actor.type === 'user' ? call.actor.id : null;
  const row = newCourse(call, { ...input, ownerId: input.ownerId ?? maker }, null);
  requireOwn(call.actor, row);
  await checkCourse(tx, row, null);
  await writeCourse(tx, row);
  await tellSaved(tx, call, null, row);
  return getCourse(tx, row.id);
}

/**
 * Replaces a course. Attempts that were opened keep what they were asked. A course that waited for questions and has
 * some now is assigned to those whom it was made for.
 *
 * @throws ServiceError forbidden, not_found, version_conflict, course_not_yours, course_questions_unknown, unknown_reference
 */
export async function replaceCourse(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: CourseInput,
): Promise<CourseRow> {
  authorise(call.actor, 'training.manage');
  const before = await lockCourse(tx, id);
  refuseStale(expected, before.version);
  requireOwn(call.actor, before);
  const fresh = newCourse(call, input, before.procedure);
  const row = { ...fresh, id, version: before.version + 1, createdAt: before.createdAt };
  await checkCourse(tx, row, before);
  await writeCourse(tx, row);
  await tellSaved(tx, call, before, row);
  const after = await getCourse(tx, id);
  if (before.status !== 'ready' && after.status === 'ready') await assignAudiences(tx, call, after);
  return getCourse(tx, id);
}

/** A course that is not written yet. */
export function newCourse(call: Call, input: CourseInput, procedure: CourseVersion | null): CourseRow {
  const { name, lesson, questionIds, ownerId, retired, ...settings } = input;
  return {
    id: uuidv7(),
    name,
    lesson: safeLesson(lesson),
    questionIds,
    settings,
    ownerId,
    retired,
    procedure,
    status: 'needsQuestions',
    assigned: null,
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
  };
}

/** Questions that were added since have to be askable; those that were retired later may stay. */
async function checkCourse(tx: Tx, course: CourseRow, before: CourseRow | null): Promise<void> {
  const added = course.questionIds.filter((id) => !before?.questionIds.includes(id));
  if ((await activeQuestions(tx, added)).length < added.length)
    throw new ServiceError('course_questions_unknown');
  const { ownerId } = course;
  if (ownerId !== null && !(await findUserNames(tx, [ownerId])).has(ownerId))
    throw new ServiceError('unknown_reference', { params: { field: 'ownerId' } });
}

export async function tellSaved(
  tx: Tx,
  call: Call,
  before: CourseRow | null,
  after: CourseRow,
): Promise<void> {
  const shown = ({ name, settings, questionIds, ownerId, retired, procedure }: CourseRow) => ({
    name,
    ...settings,
    questionIds,
    ownerId,
    retired,
    procedure,
  });
  const data = { before: before === null ? null : shown(before), after: shown(after) };
  await appendEvents(tx, [{ ...toldOf(call, after.id, call.cause), definition: courseSaved, data }]);
}
