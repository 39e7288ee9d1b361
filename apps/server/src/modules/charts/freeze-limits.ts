import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { tellSaved } from './chart.events.ts';
import { requireReach } from './chart.policy.ts';
import { type ChartRow, listNotes, lockChart, writeChart } from './chart.repo.ts';
import { leastPoints } from './chart.rules.ts';
import { drawChart } from './read-chart.ts';

/**
 * Keeps the limits that the newest phase has now: later numbers are judged by them and do not move them.
 * @throws ServiceError not_found, version_conflict, chart_too_few_points
 */
export async function freezeLimits(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  id: string,
  expected: number,
): Promise<ChartRow> {
  const before = await lockChart(tx, id);
  requireReach(call.actor, 'charts.manage', before);
  refuseStale(expected, before.version);
  const { computed } = await drawChart(tx, call.now, sources, before, await listNotes(tx, id));
  const parameters = computed.phases.at(-1)?.parameters ?? null;
  if (computed.kind === null || parameters === null)
    throw new ServiceError('chart_too_few_points', { params: { least: leastPoints } });
  const limits = { by: 'frozen' as const, kind: computed.kind, ...parameters };
  const row = { ...before, limits, version: before.version + 1, updatedAt: call.now };
  await writeChart(tx, row);
  await tellSaved(tx, call, before, row);
  return row;
}
