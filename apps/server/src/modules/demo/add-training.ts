import { questionInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { procedureByCode } from '../procedures/index.ts';
import { createQuestion, takeCourseFor, trainVersion } from '../training/index.ts';
import { publications } from './publication.repo.ts';
import { demoQuestions } from './training-questions.ts';

/** When each of the courses was assigned, in days before now: two are over, one is due in some days. */
const assignedDaysAgo = [40, 25, 4] as const;
/** Of so many people one has not passed; of the newest course, which is still running, one in three has. */
const missing = 9;

/**
 * The retailer's training: questions about its procedures, and a course for each of those that have some. Most of the
 * staff are certified, a few are overdue. The courses of the other procedures wait for questions, as they would.
 *
 * @param staff ids of those who take the courses
 * @param ownerId who looks after them
 */
export async function addTraining(
  tx: Tx,
  call: Call,
  staff: readonly string[],
  ownerId: string,
): Promise<void> {
  const codes = Object.entries(demoQuestions);
  const all = await publications(tx);
  for (const [index, [code, contents]] of codes.entries()) {
    const procedure = await procedureByCode(tx, code);
    const first = all.find(({ published }) => published.procedureId === procedure?.id);
    if (procedure === null || first === undefined) continue;
    for (const content of contents)
      await createQuestion(
        tx,
        call,
        questionInput.parse({ content, procedureId: procedure.id, tags: [code] }),
      );
    const daysAgo = assignedDaysAgo[index % assignedDaysAgo.length] ?? 0;
    const assignedAt = call.now.subtract({ hours: 24 * daysAgo });
    const then: Call = { ...call, now: assignedAt, cause: first.event };
    const { id: courseId } = await trainVersion(tx, then, first.published, ownerId);
    const isOver = daysAgo > 7;
    for (const [place, userId] of staff.entries()) {
      const passes = isOver ? (place + index) % missing !== 0 : place % 3 === 0;
      if (!passes) continue;
      const now = assignedAt.add({ minutes: 90 + ((place * 977) % 4_000) });
      // Some need a second attempt.
      if (place % 11 === 5) await takeCourseFor(tx, { ...call, now }, { courseId, userId, pass: false });
      const again = { ...call, now: now.add({ minutes: 30 }) };
      await takeCourseFor(tx, again, { courseId, userId, pass: true });
    }
  }
}
