import type { CertifiedAnswer } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { certifiedOf } from './certification.repo.ts';
import { coursesOfVersions } from './course.repo.ts';
import { localDay } from './training.days.ts';

/**
 * Of some people, those without a certification in force for versions of procedures. A version whose course is not
 * ready, or that has none, asks for no certification and is left out.
 *
 * @param now the instant on whose local day the certifications have to be in force
 */
export async function uncertified(
  tx: Tx,
  now: Temporal.Instant,
  userIds: readonly string[],
  versionIds: readonly string[],
): Promise<CertifiedAnswer['versions']> {
  if (versionIds.length === 0) return [];
  const courses = (await coursesOfVersions(tx, versionIds)).filter(({ status }) => status === 'ready');
  if (courses.length === 0) return [];
  const today = await localDay(tx, now);
  const answer: CertifiedAnswer['versions'] = [];
  for (const { id, procedure } of courses) {
    if (procedure === null) continue;
    const certified = await certifiedOf(tx, today, id, userIds);
    const { versionId, number, name } = procedure;
    answer.push({
      versionId,
      number,
      name,
      courseId: id,
      uncertified: userIds.filter((user) => !certified.has(user)),
    });
  }
  return answer;
}
