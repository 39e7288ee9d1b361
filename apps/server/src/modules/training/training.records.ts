import { trainingWords } from '@jingyun/contracts';
import { type Actor, may } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { RecordCard, RecordKind } from '../../platform/records/types.ts';
import { assignedAmong, countByCourse } from './assignment.repo.ts';
import { coursesByIds } from './course.repo.ts';
import { colleaguesInReach } from './training.policy.ts';

/** Who is overdue is not shown, so that cards need no clock: any day will do. */
const anyDay = '1970-01-01';

/** Courses as other rooms show them: who may read training sees how far people are, others their own courses. */
export const trainingRecords: readonly RecordKind[] = [
  {
    type: 'course',
    words: { zh: '课程', en: 'Course' },
    cards: async (tx, actor, ids) => {
      const reads = may(actor, 'training.read');
      const seen = reads ? ids : await ownAmong(tx, actor, ids);
      const courses = await coursesByIds(tx, seen);
      const people = (await colleaguesInReach(tx, actor)).map(({ id }) => id);
      const counts = await countByCourse(tx, anyDay, seen, people);
      return new Map(
        [...courses.values()].map((course): [string, RecordCard] => {
          const { assigned, passed } = counts.get(course.id) ?? { assigned: 0, passed: 0 };
          const status = { zh: '{passed}/{assigned} 人通过', en: '{passed} of {assigned} passed' };
          return [
            course.id,
            {
              title: trainingWords(course.name, actor.locale),
              status: assigned === 0 ? null : say(status, actor.locale, { passed, assigned }),
              tone: assigned > 0 && passed === assigned ? 'good' : 'neutral',
              path: reads ? `/training/courses/${course.id}` : `/training/${course.id}`,
            },
          ];
        }),
      );
    },
  },
];

async function ownAmong(tx: Tx, actor: Actor, ids: readonly string[]): Promise<string[]> {
  if (actor.id === null || actor.type !== 'user' || !may(actor, 'training.take')) return [];
  return [...(await assignedAmong(tx, actor.id, ids))];
}
