import {
  boardDimensions,
  boardMetrics,
  type MetricBoard,
  type MetricBoardParams,
  type MetricDimension,
  metricDays,
} from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { describeMetric, valueLabels } from '../../platform/metrics/describe-metric.ts';
import { readStanding } from '../../platform/metrics/freshness.ts';
import { localDays } from '../../platform/metrics/local-days.ts';
import { measureTogether } from '../../platform/metrics/measure-together.ts';
import { presentCell } from '../../platform/metrics/present-cell.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { bucketsOf, type DayRange, rangeOf, wholeRange } from '../../platform/metrics/ranges.ts';
import { type Cut, cutFor } from '../../platform/metrics/scope.ts';
import type { SumsTable } from '../../platform/metrics/sums-table.ts';
import type { MetricDefinition } from '../../platform/metrics/types.ts';
import { countDue, type DueCount } from '../sla/index.ts';
import { oneTeam } from './answer-query.ts';
import { filtersFrom, rangeFrom } from './ask.ts';
import { findTargetsOn } from './target.repo.ts';

const percentiles = [0.5, 0.9];
const soon = { hours: 2 };
const flowMetrics = ['tickets.created', 'tickets.solved', 'tickets.backlog'];

/**
 * How the service stands: the metrics of the board in total and by one dimension, what
 * came and went by hour, and what is due. Reads kept sums, a dozen statements whatever
 * the size of the log.
 *
 * @throws ServiceError metric_range_too_long, invalid_input
 */
export async function readBoard(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  params: MetricBoardParams,
): Promise<MetricBoard> {
  const { locale } = call.actor;
  const { by } = params;
  const shown = boardMetrics
    .filter((name) => sources.metrics.has(name))
    .map((name) => sources.metrics.get(name));
  const cut = boardCut(call, params);
  const standing = await readStanding(tx, sources.metrics, call.now);
  const local = localDays(standing.timeZone);
  const range = boardRange(params, call.now.toZonedDateTimeISO(standing.timeZone).toPlainDate());
  const log = { registry: sources.registry, counted: standing.counted };
  const frame = { cut, range, sketches: true, now: call.now.epochMilliseconds };
  const whole = { ...frame, breakdown: by, buckets: wholeRange(local, range), grain: 'whole' as const };
  const tables = await measureTogether(tx, log, shown, whole);
  const grain = isShort(range) ? 'hour' : 'day';
  const flowing = shown.filter(({ name }) => flowMetrics.includes(name));
  const flowFrame = { ...frame, breakdown: null, buckets: bucketsOf(local, range, grain), grain } as const;
  const flow = await measureTogether(tx, log, flowing, flowFrame);
  const due = await countDue(tx, cut, by, call.now, call.now.add(soon));
  const targets = await findTargetsOn(
    tx,
    shown.map(({ name }) => name),
    oneTeam(filtersFrom(params)),
    range.to,
  );

  const [edge] = whole.buckets.buckets;
  return {
    timeZone: standing.timeZone,
    range: { ...range, start: instant(edge?.start), end: instant(edge?.end) },
    by,
    metrics: shown.map((metric) => describeMetric(metric, locale)),
    percentiles,
    totals: shown.map((metric) => cellOf(metric, tables, null)),
    targets: shown.map(({ name }) => targets.get(name) ?? null),
    due: due.reduce(
      (all, { dueSoon, breached }) => ({ dueSoon: all.dueSoon + dueSoon, breached: all.breached + breached }),
      { dueSoon: 0, breached: 0 },
    ),
    flow: { grain, buckets: presentFlow(flow, flowFrame.buckets.buckets) },
    rows: await boardRows(tx, call, sources, shown, tables, due, by),
    source: [...tables.values(), ...flow.values()].some(({ source }) => source === 'events')
      ? 'events'
      : 'rollups',
    freshness: standing.freshness,
  };
}

/** What the filters and the reader's scope leave; the metrics of the board all know the board's dimensions. */
function boardCut(call: Call, params: MetricBoardParams): Cut {
  return cutFor(call.actor, { name: 'board', dimensions: boardDimensions }, filtersFrom(params), params.by);
}

function boardRange(params: MetricBoardParams, today: Temporal.PlainDate): DayRange {
  const given = rangeFrom(params);
  const range = given === undefined ? undefined : metricDays.parse(given);
  return rangeOf({ range, preset: params.preset ?? 'today', grain: 'day' }, today);
}

function isShort({ from, to }: DayRange): boolean {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days < 2;
}

async function boardRows(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  shown: readonly MetricDefinition[],
  tables: ReadonlyMap<string, SumsTable>,
  due: readonly DueCount[],
  by: MetricDimension,
): Promise<MetricBoard['rows']> {
  const keys = new Set([
    ...due.map(({ key }) => key),
    ...[...tables.values()].flatMap(({ lines }) => [...lines.keys()]),
  ]);
  const labels = await valueLabels(tx, sources.metrics, by, [...keys], call.actor.locale);
  const rows = [...keys].map((key) => {
    const { dueSoon = 0, breached = 0 } = due.find((count) => count.key === key) ?? {};
    return {
      key: key === '' ? null : key,
      label: labels.get(key) ?? key,
      numbers: shown.map((metric) => cellOf(metric, tables, key)),
      due: { dueSoon, breached },
    };
  });
  const weight = ({ numbers }: MetricBoard['rows'][number]) => numbers[0]?.value ?? 0;
  return rows.sort((a, b) => weight(b) - weight(a) || a.label.localeCompare(b.label, call.actor.locale));
}

/** @param key null for all lines together */
function cellOf(metric: MetricDefinition, tables: ReadonlyMap<string, SumsTable>, key: string | null) {
  const table = tables.get(metric.name);
  const line = key === null ? table?.whole : table?.lines.get(key);
  return presentCell(
    metric.kind,
    line?.total,
    percentiles,
    line?.level ?? (metric.kind === 'level' ? 0 : null),
  );
}

function presentFlow(
  flow: ReadonlyMap<string, SumsTable>,
  buckets: readonly { start: number; end: number }[],
) {
  const line = (name: string) => flow.get(name)?.whole;
  return buckets.map(({ start, end }, index) => ({
    start: instant(start),
    end: instant(end),
    created: line('tickets.created')?.buckets[index]?.sum.toNumber() ?? 0,
    solved: line('tickets.solved')?.buckets[index]?.sum.toNumber() ?? 0,
    backlog: line('tickets.backlog')?.levels[index] ?? null,
  }));
}

function instant(ms = 0): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
