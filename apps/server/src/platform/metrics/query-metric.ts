import type { Locale, MetricAnswer, MetricQuery, MetricSeries } from '@jingyun/contracts';
import type { Call } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { EventRegistry } from '../events/registry.ts';
import { isoInstant } from '../time/iso-instant.ts';
import { describeMetric, valueLabels } from './describe-metric.ts';
import { readStanding } from './freshness.ts';
import { localDays } from './local-days.ts';
import { presentCell } from './present-cell.ts';
import { bucketsOf, comparedRange, type DayRange, rangeOf } from './ranges.ts';
import { readFromEvents } from './read-points.ts';
import { readRollups } from './read-rollups.ts';
import type { MetricRegistry } from './registry.ts';
import { cutFor } from './scope.ts';
import type { Line, SumsTable } from './sums-table.ts';
import type { MetricDefinition } from './types.ts';

/** What reading numbers takes besides the transaction. */
export interface MetricSources {
  metrics: MetricRegistry;
  registry: EventRegistry;
}

/** Numbers of one answer: series × buckets. A browser draws no more. */
const mostCells = 50_000;

/** An answer but for the targets, which the metrics module keeps. */
export type Measured = Omit<MetricAnswer, 'targets'>;

/**
 * Answers a metric query within what the actor may see. Reads kept sums where a cuboid
 * covers the cut, else the events of the range (`source` says which).
 *
 * @throws ServiceError metric_unknown, metric_dimension_unknown, metric_out_of_scope, metric_range_too_long, metric_answer_too_large
 */
export async function queryMetric(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  query: MetricQuery,
): Promise<Measured> {
  const metric = sources.metrics.get(query.metric);
  const { locale } = call.actor;
  const cut = cutFor(call.actor, metric, query.filters, query.breakdown);
  const standing = await readStanding(tx, sources.metrics, call.now);
  const { timeZone } = standing;
  const local = localDays(timeZone);
  const breakdown = query.breakdown ?? null;

  const measure = async (range: DayRange) => {
    const buckets = bucketsOf(local, range, query.grain);
    const request = {
      metric,
      range,
      grain: query.grain,
      buckets,
      breakdown,
      cut,
      sketches: query.percentiles.length > 0,
      now: call.now.epochMilliseconds,
    };
    const log = { registry: sources.registry, counted: standing.counted };
    const table = (await readRollups(tx, request)) ?? (await readFromEvents(tx, log, request));
    const cells = Math.max(1, table.lines.size) * table.buckets.length;
    if (cells > mostCells)
      throw new ServiceError('metric_answer_too_large', { params: { cells, limit: mostCells } });
    return { table, range: { ...range, ...edges(table) } };
  };

  const range = rangeOf(query, call.now.toZonedDateTimeISO(timeZone).toPlainDate());
  const compared = comparedRange(query, range);
  const now = await measure(range);
  const before = compared === null ? null : await measure(compared);
  const keys = new Set([...now.table.lines.keys(), ...(before?.table.lines.keys() ?? [])]);
  const labels = await labelsOf(tx, sources.metrics, metric, query, keys, locale);
  const present = (table: SumsTable) =>
    presentTable(metric, table, labels, query.percentiles, breakdown !== null);
  return {
    metric: describeMetric(metric, locale),
    timeZone,
    grain: query.grain,
    breakdown,
    percentiles: metric.kind === 'distribution' ? query.percentiles : [],
    range: now.range,
    ...present(now.table),
    comparison: before === null ? null : { range: before.range, ...present(before.table) },
    source: now.table.source,
    freshness: standing.freshness,
  };
}

function edges({ buckets }: SumsTable): { start: string; end: string } {
  return { start: isoInstant(buckets[0]?.start ?? 0), end: isoInstant(buckets.at(-1)?.end ?? 0) };
}

async function labelsOf(
  tx: Tx,
  metrics: MetricRegistry,
  metric: MetricDefinition,
  query: MetricQuery,
  keys: ReadonlySet<string>,
  locale: Locale,
): Promise<ReadonlyMap<string, string>> {
  if (query.breakdown === undefined) return new Map([['', describeMetric(metric, locale).label]]);
  return valueLabels(tx, metrics, query.breakdown, [...keys], locale);
}

function presentTable(
  metric: MetricDefinition,
  table: SumsTable,
  labels: ReadonlyMap<string, string>,
  percentiles: readonly number[],
  brokenDown: boolean,
): { total: MetricAnswer['total']; series: MetricSeries[] } {
  const { kind } = metric;
  const total = presentCell(kind, table.whole.total, percentiles, table.whole.level);
  const lines: [string, Line][] = brokenDown ? [...table.lines] : [['', table.whole]];
  const series = lines.map(
    ([key, line]): MetricSeries => ({
      key: key === '' ? null : key,
      label: labels.get(key) ?? key,
      total: presentCell(kind, line.total, percentiles, line.level),
      buckets: table.buckets.map(({ start, end }, index) => ({
        start: isoInstant(start),
        end: isoInstant(end),
        ...presentCell(kind, line.buckets[index], percentiles, line.levels[index] ?? null),
      })),
    }),
  );
  // The largest first: what a breakdown is read for. Ties by name, so that the order never flickers.
  const weight = ({ total: { count, value } }: MetricSeries) =>
    kind === 'ratio' || kind === 'distribution' ? count : (value ?? 0);
  series.sort((a, b) => weight(b) - weight(a) || (a.key ?? '').localeCompare(b.key ?? ''));
  return { total, series };
}
