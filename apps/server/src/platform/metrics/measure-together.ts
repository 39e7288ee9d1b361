import type { Tx } from '../database/transaction.ts';
import { type LogReader, readFromEvents } from './read-points.ts';
import { readRollupsOf, type SumsRequest } from './read-rollups.ts';
import type { SumsTable } from './sums-table.ts';
import type { MetricDefinition } from './types.ts';

/** Several metrics in the same cut; `whole`: the range as one bucket. */
export type JointRequest = Omit<SumsRequest, 'metric' | 'grain'> & { grain: 'hour' | 'day' | 'whole' };

/**
 * Reads several metrics that are cut alike, all with one statement: a board of fourteen
 * would else take thirty. Where no cuboid covers the cut, each is added up from its events.
 *
 * @returns a table for each metric by its name
 */
export async function measureTogether(
  tx: Tx,
  log: LogReader,
  metrics: readonly MetricDefinition[],
  request: JointRequest,
): Promise<ReadonlyMap<string, SumsTable>> {
  const kept = await readRollupsOf(tx, metrics, request);
  if (kept !== null) return kept;
  const tables = new Map<string, SumsTable>();
  const grain = request.grain === 'hour' ? 'hour' : 'day';
  for (const metric of metrics)
    tables.set(metric.name, await readFromEvents(tx, log, { ...request, grain, metric }));
  return tables;
}
