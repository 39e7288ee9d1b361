import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { tellDeleted } from './chart.events.ts';
import { requireReach } from './chart.policy.ts';
import { deleteChartRow, lockChart } from './chart.repo.ts';

/** Deletes a chart with its notes and alerts; the log keeps what they were. @throws ServiceError not_found, version_conflict */
export async function deleteChart(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  const chart = await lockChart(tx, id);
  requireReach(call.actor, 'charts.manage', chart);
  refuseStale(expected, chart.version);
  await deleteChartRow(tx, id);
  await tellDeleted(tx, call, chart);
}
