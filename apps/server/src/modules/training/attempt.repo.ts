import type { QuizAnswers } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { FrozenQuestion } from './quiz.rules.ts';

export interface AttemptRow {
  id: string;
  courseId: string;
  userId: string;
  number: number;
  questions: FrozenQuestion[];
  passMark: number;
  openedAt: Temporal.Instant;
  answers: QuizAnswers | null;
  score: number | null;
  passed: boolean | null;
  handedInAt: Temporal.Instant | null;
}

const columns = sql`id, course_id as "courseId", user_id as "userId", number, questions, pass_mark as "passMark",
  opened_at as "openedAt", answers, score, passed, handed_in_at as "handedInAt"`;

/** All attempts of a person at a course, oldest first. */
export async function attemptsOf(tx: Tx, courseId: string, userId: string): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    select ${columns} from training_attempts where org_id = ${tx.orgId} and course_id = ${courseId} and user_id = ${userId}
    order by number
  `.execute(tx.db);
  return rows;
}

export async function findAttempt(tx: Tx, id: string): Promise<AttemptRow | null> {
  const { rows } = await sql<AttemptRow>`
    select ${columns} from training_attempts where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
  return rows[0] ?? null;
}

export async function insertAttempt(tx: Tx, row: AttemptRow): Promise<void> {
  await sql`
    insert into training_attempts (org_id, id, course_id, user_id, number, questions, pass_mark, opened_at)
    values (${tx.orgId}, ${row.id}, ${row.courseId}, ${row.userId}, ${row.number}, ${row.questions}::jsonb,
            ${row.passMark}, ${row.openedAt})
  `.execute(tx.db);
}

/** Writes what was answered, unless it was handed in before. @returns false where it was */
export async function closeAttempt(
  tx: Tx,
  id: string,
  given: { answers: QuizAnswers; score: number; passed: boolean; handedInAt: Temporal.Instant },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update training_attempts set answers = ${given.answers}::jsonb, score = ${given.score}, passed = ${given.passed},
      handed_in_at = ${given.handedInAt}
    where org_id = ${tx.orgId} and id = ${id} and handed_in_at is null
  `.execute(tx.db);
  return (numAffectedRows ?? 0n) > 0n;
}
