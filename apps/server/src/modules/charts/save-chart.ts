import { type ControlChartInput, metricDimensions } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import type { MetricRegistry } from '../../platform/metrics/registry.ts';
import { findUserNames, getOrganisation } from '../people/index.ts';
import { tellSaved } from './chart.events.ts';
import { refuseOutOfScope, requireReach } from './chart.policy.ts';
import { type ChartRow, countCharts, lockChart, writeChart } from './chart.repo.ts';

/** Each watched chart is computed once for each bucket: so many keep a small machine busy for seconds. */
const mostCharts = 500;

/**
 * Makes a chart. Its past shows signals; alerts come from buckets that begin on `watchFrom` or later.
 * @throws ServiceError metric_unknown, metric_dimension_unknown, chart_out_of_scope, chart_limit_reached, unknown_reference
 */
export async function createChart(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  input: ControlChartInput,
): Promise<ChartRow> {
  authorise(call.actor, 'charts.manage');
  await checkChart(tx, call, metrics, input);
  if ((await countCharts(tx)) >= mostCharts)
    throw new ServiceError('chart_limit_reached', { params: { limit: mostCharts } });
  const { timeZone } = await getOrganisation(tx);
  const { watchFrom, ownerId, ...rest } = input;
  const today = call.now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const row: ChartRow = {
    ...rest,
    id: uuidv7(),
    watchFrom: watchFrom === undefined ? today : watchFrom,
    ownerId: ownerId === undefined ? await makerOf(tx, call) : ownerId,
    checkedThrough: Temporal.Instant.fromEpochMilliseconds(0),
    archivedAt: null,
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
  };
  await writeChart(tx, row);
  await tellSaved(tx, call, null, row);
  return row;
}

/**
 * Replaces a chart whole; what is not given of owner and watching stays. Buckets that were looked at are not looked
 * at again: a change of rules or limits raises nothing for the past.
 * @throws ServiceError not_found, version_conflict, and as createChart
 */
export async function replaceChart(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  id: string,
  expected: number,
  input: ControlChartInput,
): Promise<ChartRow> {
  const before = await lockChart(tx, id);
  requireReach(call.actor, 'charts.manage', before);
  refuseStale(expected, before.version);
  await checkChart(tx, call, metrics, input);
  const { watchFrom = before.watchFrom, ownerId = before.ownerId, ...rest } = input;
  const row = { ...before, ...rest, watchFrom, ownerId, version: before.version + 1, updatedAt: call.now };
  await writeChart(tx, row);
  await tellSaved(tx, call, before, row);
  return row;
}

async function checkChart(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  input: ControlChartInput,
): Promise<void> {
  const metric = metrics.get(input.metric);
  const unknown = metricDimensions.find(
    (dimension) => input.filters[dimension] !== undefined && !metric.dimensions.includes(dimension),
  );
  if (unknown !== undefined) {
    const params = { metric: metric.name, dimension: unknown, known: metric.dimensions.join(', ') };
    throw new ServiceError('metric_dimension_unknown', { params });
  }
  refuseOutOfScope(call.actor, input);
  const { ownerId } = input;
  if (ownerId != null && !(await findUserNames(tx, [ownerId])).has(ownerId))
    throw new ServiceError('unknown_reference', { params: { field: 'ownerId' } });
}

/** Whoever makes the chart, where that is a person. */
async function makerOf(tx: Tx, { actor }: Call): Promise<string | null> {
  if (actor.type !== 'user' || actor.id === null) return null;
  return (await findUserNames(tx, [actor.id])).has(actor.id) ? actor.id : null;
}
