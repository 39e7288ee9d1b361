import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { type AlertRow, getAlert } from './alert.repo.ts';
import { reachesAlert } from './handle-alert.ts';

/** An alert that the actor may see, with what its chart measures. @throws ServiceError forbidden, not_found */
export async function readAlert(tx: Tx, call: Call, id: string): Promise<AlertRow> {
  const row = await getAlert(tx, id);
  if (!reachesAlert(call, 'charts.read', row)) throw new ServiceError('not_found');
  return row;
}
