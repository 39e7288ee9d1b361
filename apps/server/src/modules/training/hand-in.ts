import { certificationGranted, type QuizAnswers, quizAttempted, trainingIssues } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { type AppendedEvent, appendEvents } from '../../platform/events/append-events.ts';
import { say } from '../../platform/i18n/server-words.ts';
import { findColleagues } from '../people/index.ts';
import { lockAssignment, noteAttempt } from './assignment.repo.ts';
import { type AttemptRow, closeAttempt, findAttempt } from './attempt.repo.ts';
import { writeCertification } from './certification.repo.ts';
import { type CourseRow, getCourse } from './course.repo.ts';
import { answerProblems, isPass, scoreOf } from './quiz.rules.ts';
import { addDays, localDay } from './training.days.ts';
import { ofCourse, toldOf } from './training.events.ts';
import { takerOf } from './training.policy.ts';

/**
 * Hands an attempt in, once: it is graded here, and who passes is certified. Answers that do not belong to the attempt
 * are refused as a whole, and the attempt stays open.
 *
 * @throws ServiceError forbidden, not_found, quiz_handed_in, invalid_input
 */
export async function handIn(tx: Tx, call: Call, id: string, answers: QuizAnswers): Promise<AttemptRow> {
  const userId = takerOf(call.actor);
  const known = await findAttempt(tx, id);
  if (known === null || known.userId !== userId) throw new ServiceError('not_found');
  const today = await localDay(tx, call.now);
  // The assignment is what two hands at once wait for; the attempt is read again behind it.
  const assignment = await lockAssignment(tx, today, known.courseId, userId);
  if (assignment === null) throw new ServiceError('not_found');
  const attempt = await findAttempt(tx, id);
  if (attempt === null || attempt.handedInAt !== null) throw new ServiceError('quiz_handed_in');
  refuseForeign(call, attempt, answers);
  const score = scoreOf(attempt.questions, answers);
  const of = attempt.questions.length;
  const passed = isPass(score, of, attempt.passMark);
  const given = { answers, score, passed, handedInAt: call.now };
  if (!(await closeAttempt(tx, id, given))) throw new ServiceError('quiz_handed_in');
  await noteAttempt(tx, assignment, score / of, passed ? call.now : null);
  const course = await getCourse(tx, attempt.courseId);
  const teamIds = (await findColleagues(tx, [userId]))[0]?.teamIds ?? [];
  const [event] = await appendEvents(tx, [
    {
      ...toldOf(call, course.id, course.assigned),
      definition: quizAttempted,
      data: {
        ...ofCourse(course),
        attemptId: id,
        userId,
        teamIds,
        score,
        of,
        passed,
        attempt: attempt.number,
      },
    },
  ]);
  if (passed && event !== undefined) await certify(tx, call, course, { userId, teamIds, today }, event);
  return { ...attempt, ...given };
}

function refuseForeign(call: Call, { questions }: AttemptRow, answers: QuizAnswers): void {
  const problems = answerProblems(questions, answers);
  if (problems.length === 0) return;
  throw new ServiceError('invalid_input', {
    fields: problems.map(({ questionId, code }) => ({
      path: `answers.${questionId}`,
      code,
      message: say(trainingIssues[code], call.actor.locale),
    })),
  });
}

async function certify(
  tx: Tx,
  call: Call,
  course: CourseRow,
  { userId, teamIds, today }: { userId: string; teamIds: string[]; today: string },
  cause: AppendedEvent,
): Promise<void> {
  const certificationId = uuidv7();
  const { validDays } = course.settings;
  const until = validDays === null ? null : addDays(today, validDays);
  const data = { ...ofCourse(course), certificationId, userId, teamIds, until };
  const [event] = await appendEvents(tx, [
    { ...toldOf(call, course.id, cause), definition: certificationGranted, data },
  ]);
  if (event === undefined) return;
  const row = {
    id: certificationId,
    courseId: course.id,
    userId,
    grantedAt: call.now,
    until,
    expiredAt: null,
  };
  await writeCertification(tx, row, event);
}
