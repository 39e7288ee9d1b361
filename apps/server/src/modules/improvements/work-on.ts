import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { requireReach } from './improvement.policy.ts';
import { type ImprovementRow, lockImprovement } from './improvement.repo.ts';

/**
 * Locks an improvement that is to be changed: the first lock of every command, so that the log's order is its own.
 * @throws ServiceError forbidden, not_found, version_conflict, improvement_closed
 */
export async function workOn(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  permission = 'improvements.manage',
): Promise<ImprovementRow> {
  const row = await lockImprovement(tx, id);
  requireReach(call.actor, permission, row);
  refuseStale(expected, row.version);
  if (row.stage === 'closed') throw new ServiceError('improvement_closed');
  return row;
}

/** Today in a time zone. */
export function todayIn(timeZone: string, now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO(timeZone).toPlainDate();
}
