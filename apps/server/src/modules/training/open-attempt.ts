import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { lockAssignment } from './assignment.repo.ts';
import { type AttemptRow, attemptsOf, insertAttempt } from './attempt.repo.ts';
import { getCourse } from './course.repo.ts';
import { activeQuestions } from './question.repo.ts';
import { drawQuiz } from './quiz.rules.ts';
import { localDay } from './training.days.ts';
import { takerOf } from './training.policy.ts';

/**
 * Opens an attempt at a course's quiz: its questions are drawn and fixed now, word for word. One that is open already
 * is gone on with, so that closing the page draws no other questions.
 *
 * @throws ServiceError forbidden, not_found where it is not assigned to the caller, course_retired, quiz_passed_already,
 *   quiz_attempts_used, course_needs_questions
 */
export async function openAttempt(tx: Tx, call: Call, courseId: string): Promise<AttemptRow> {
  const userId = takerOf(call.actor);
  const assignment = await lockAssignment(tx, await localDay(tx, call.now), courseId, userId);
  if (assignment === null || assignment.withdrawn) throw new ServiceError('not_found');
  const tried = await attemptsOf(tx, courseId, userId);
  const open = tried.find(({ handedInAt }) => handedInAt === null);
  if (open !== undefined) return open;
  const course = await getCourse(tx, courseId);
  if (course.retired) throw new ServiceError('course_retired');
  if (assignment.passedAt !== null) throw new ServiceError('quiz_passed_already');
  if (assignment.attemptsUsed >= course.settings.attempts) throw new ServiceError('quiz_attempts_used');
  const bank = await activeQuestions(tx, course.questionIds);
  if (bank.length === 0) throw new ServiceError('course_needs_questions');
  const id = uuidv7();
  const attempt: AttemptRow = {
    id,
    courseId,
    userId,
    number: (tried.at(-1)?.number ?? 0) + 1,
    questions: drawQuiz(bank, course.settings, id),
    passMark: course.settings.passMark,
    openedAt: call.now,
    answers: null,
    score: null,
    passed: null,
    handedInAt: null,
  };
  await insertAttempt(tx, attempt);
  return attempt;
}
