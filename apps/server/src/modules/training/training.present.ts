import type {
  AskedQuestion,
  AttemptSummary,
  Certification,
  Course,
  CourseSummary,
  CoverageCounts,
  MyCourse,
  QuestionContent,
  QuizAttempt,
  TrainingAssignment,
  TrainingQuestion,
} from '@jingyun/contracts';
import type { AssignmentRow } from './assignment.repo.ts';
import type { AttemptRow } from './attempt.repo.ts';
import type { AudienceRow } from './audience.repo.ts';
import type { CertificationRow } from './certification.repo.ts';
import type { CourseRow } from './course.repo.ts';
import type { QuestionRow } from './question.repo.ts';
import { isRight } from './quiz.rules.ts';

export type Names = ReadonlyMap<string, string>;
const none: CoverageCounts = { assigned: 0, passed: 0, overdue: 0 };

const person = (id: string, names: Names) => ({ id, name: names.get(id) ?? '' });

export function presentQuestion(row: QuestionRow): TrainingQuestion {
  const { id, content, procedureId, tags, active, version } = row;
  return { id, content, procedureId, tags, active, version, updatedAt: row.updatedAt.toString() };
}

export function presentSummary(
  row: CourseRow,
  counts: CoverageCounts | undefined,
  names: Names,
): CourseSummary {
  const { id, name, status, procedure, ownerId, version, questionIds } = row;
  return {
    id,
    name,
    status,
    procedure,
    owner: ownerId === null ? null : person(ownerId, names),
    questions: questionIds.length,
    counts: counts ?? none,
    version,
    updatedAt: row.updatedAt.toString(),
  };
}

export function presentCourse(
  row: CourseRow,
  counts: CoverageCounts | undefined,
  audiences: readonly AudienceRow[],
  names: Names,
): Course {
  const { questions: _questions, ...summary } = presentSummary(row, counts, names);
  const { lesson, questionIds, settings, ownerId, retired } = row;
  return {
    ...summary,
    ...settings,
    lesson,
    questionIds,
    ownerId,
    retired,
    audiences: audiences.map(({ teamIds, roles, source }) => ({ teamIds, roles, from: source })),
    createdAt: row.createdAt.toString(),
  };
}

const progressOf = (row: AssignmentRow, attempts: number) => ({
  state: row.state,
  dueOn: row.dueOn,
  attemptsUsed: row.attemptsUsed,
  attempts,
  best: row.best,
  passedAt: row.passedAt?.toString() ?? null,
  until: row.until,
});

export function presentAssignment(
  row: AssignmentRow,
  course: CourseRow,
  names: Names,
  teams: readonly { id: string; name: string }[],
): TrainingAssignment {
  return {
    course: { id: course.id, name: course.name },
    user: person(row.userId, names),
    teams: [...teams],
    assignedAt: row.assignedAt.toString(),
    remindedAt: row.remindedAt?.toString() ?? null,
    ...progressOf(row, course.settings.attempts),
  };
}

/** @param questions how many an attempt asks */
export function presentMine(row: AssignmentRow, course: CourseRow): MyCourse {
  const { id, name, procedure, settings, questionIds } = course;
  const questions = Math.min(settings.draw ?? questionIds.length, questionIds.length);
  return {
    id,
    name,
    procedure,
    questions,
    passMark: settings.passMark,
    ...progressOf(row, settings.attempts),
  };
}

export function presentTried(row: AttemptRow): AttemptSummary {
  const { id, number, score, passed, questions } = row;
  return {
    id,
    number,
    openedAt: row.openedAt.toString(),
    handedInAt: row.handedInAt?.toString() ?? null,
    score,
    of: questions.length,
    passed,
  };
}

/** An attempt: while it is open without anything that tells what is right. */
export function presentAttempt(row: AttemptRow, course: CourseRow, names: Names): QuizAttempt {
  const { answers } = row;
  return {
    ...presentTried(row),
    course: { id: course.id, name: course.name },
    user: person(row.userId, names),
    passMark: row.passMark,
    questions: row.questions.map(({ id, content }) => ({ id, question: askedOf(content) })),
    results:
      answers === null
        ? null
        : row.questions.map(({ id, content }) => ({
            id,
            question: content,
            given: answers[id] ?? null,
            right: isRight(content, answers[id]),
          })),
  };
}

/** Names what is shown, so that a field that is added later is not shown by itself. */
function askedOf(content: QuestionContent): AskedQuestion {
  const { title } = content;
  if (content.kind === 'single' || content.kind === 'multiple')
    return { kind: content.kind, title, options: content.options };
  return { kind: content.kind, title };
}

export function presentCertification(
  row: CertificationRow,
  course: CourseRow,
  names: Names,
  today: string,
): Certification {
  const { id, userId, until, expiredAt } = row;
  const isOver = expiredAt !== null || (until !== null && until < today);
  return {
    id,
    course: { id: course.id, name: course.name },
    procedure: course.procedure,
    user: person(userId, names),
    grantedAt: row.grantedAt.toString(),
    until,
    state: isOver ? 'expired' : 'inForce',
  };
}
