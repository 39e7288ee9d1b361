import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { tellDeleted } from './chart.events.ts';
import { requireReach } from './chart.policy.ts';
import { archiveChart, lockChart } from './chart.repo.ts';

/**
 * Takes a chart out of use. It is listed and watched no more; its alerts stay what they are, and it can be read for
 * their sake.
 *
 * @throws ServiceError not_found, version_conflict, chart_archived
 */
export async function deleteChart(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  const chart = await lockChart(tx, id);
  requireReach(call.actor, 'charts.manage', chart);
  refuseStale(expected, chart.version);
  await archiveChart(tx, id, call.now);
  await tellDeleted(tx, call, chart);
}
