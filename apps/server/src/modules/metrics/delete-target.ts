import { metricTargetDeleted } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { tellOfTarget } from './target.events.ts';
import { deleteTargetRow, lockTarget } from './target.repo.ts';

/**
 * Deletes a target; the one before it is in force again.
 *
 * @param expected the version that was seen
 * @throws ServiceError not_found, version_conflict
 */
export async function deleteTarget(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  authorise(call.actor, 'metrics.manage');
  const target = await lockTarget(tx, id);
  refuseStale(expected, target.version);
  await deleteTargetRow(tx, id);
  await tellOfTarget(tx, call, metricTargetDeleted, target);
}
