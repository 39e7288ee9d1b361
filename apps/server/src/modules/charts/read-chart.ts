import type {
  ChartAnswer,
  ChartGrain,
  ControlChart,
  DrawnChart,
  Locale,
  MetricFilters,
} from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { say } from '../../platform/i18n/server-words.ts';
import { describeMetric } from '../../platform/metrics/describe-metric.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { isoInstant } from '../../platform/time/iso-instant.ts';
import { findUserNames } from '../people/index.ts';
import { countOpenAlerts } from './alert.repo.ts';
import { capabilityOf } from './capability.rules.ts';
import { requireReach } from './chart.policy.ts';
import { type ChartRow, getChart, listNotes, type NoteRow } from './chart.repo.ts';
import { type ComputedChart, computeChart, leastPoints } from './chart.rules.ts';
import { reasonWords } from './chart.words.ts';
import { isMeasured } from './chart-data.rules.ts';
import { type ReadBuckets, readBuckets } from './read-buckets.ts';

/** A chart computed, with what it was computed from. */
export interface Drawing {
  read: ReadBuckets;
  computed: ComputedChart;
}

/** Reads a chart's numbers and computes it. @throws ServiceError as readBuckets */
export async function drawChart(
  tx: Tx,
  now: Temporal.Instant,
  sources: MetricSources,
  chart: ChartRow,
  notes: readonly NoteRow[],
  range: { from?: string | undefined; to?: string | undefined } = {},
): Promise<Drawing> {
  const { metric, filters, grain, limits } = chart;
  const since = limits.by === 'baseline' ? limits.from : undefined;
  const read = await readBuckets(tx, now, sources, { metric, filters, grain, since, ...range });
  const excluded = new Set(notes.filter((note) => note.excluded).map(({ date }) => date));
  const buckets = read.series[0]?.buckets ?? [];
  return { read, computed: computeChart(sources.metrics.get(metric), buckets, { ...chart, excluded }) };
}

/**
 * A chart with its points, limits, signals, notes and capability.
 * @throws ServiceError not_found, metric_unknown, metric_range_too_long
 */
export async function readChart(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  id: string,
  range: { from?: string | undefined; to?: string | undefined },
): Promise<ChartAnswer> {
  const chart = await getChart(tx, id);
  requireReach(call.actor, 'charts.read', chart);
  const notes = await listNotes(tx, id);
  const { read, computed } = await drawChart(tx, call.now, sources, chart, notes, range);
  const [shown] = await presentCharts(tx, call, sources, [chart]);
  if (shown === undefined) throw new ServiceError('not_found');
  return {
    chart: shown,
    ...presentDrawing({ read, computed }, call.actor.locale),
    notes: await presentNotes(tx, notes),
    capability: capabilityNow(sources, chart, { read, computed }),
  };
}

/** What is drawn, as the API shows it in a reader's language. */
function presentDrawing({ read, computed }: Drawing, locale: Locale): DrawnChart {
  return {
    kind: computed.kind,
    reason: computed.reason,
    because: computed.reason === null ? '' : say(reasonWords[computed.reason], locale),
    timeZone: read.timeZone,
    phases: computed.phases.map(({ start, ...phase }) => ({ ...phase, start: isoInstant(start) })),
    leastPoints,
    points: computed.points.filter(({ bucket }) => bucket.date >= read.from).map(presentPoint),
    appliedRules: computed.appliedRules,
  };
}

/** Numbers to draw that no chart is kept of: a metric before and after a change, say. */
export interface SketchAsk {
  metric: string;
  filters: MetricFilters;
  grain: ChartGrain;
  /** First days of new phases, in order. */
  phases: readonly { from: string; name: string }[];
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Draws a control chart of any metric without keeping it, the usual rules on. Its numbers are the same for everybody:
 * whether the actor may see them is decided before.
 *
 * @throws ServiceError metric_unknown, metric_dimension_unknown, metric_range_too_long
 */
export async function sketchChart(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  { metric, filters, grain, phases, from, to }: SketchAsk,
): Promise<DrawnChart> {
  const read = await readBuckets(tx, call.now, sources, { metric, filters, grain, from, to });
  const computed = computeChart(sources.metrics.get(metric), read.series[0]?.buckets ?? [], {
    limits: { by: 'all' },
    phases,
    rules: ['beyond-limits', 'run'],
    excluded: new Set(),
  });
  return presentDrawing({ read, computed }, call.actor.locale);
}

function presentPoint({ bucket, drawn, value, signals }: ComputedChart['points'][number]) {
  const limitsOf = ({ centre, lower, upper }: { centre: number; lower: number; upper: number }) => ({
    centre,
    lower,
    upper,
  });
  return {
    start: isoInstant(bucket.start),
    end: isoInstant(bucket.end),
    date: bucket.date,
    value,
    count: bucket.count,
    limits: drawn === null ? null : limitsOf(drawn.location),
    spread:
      drawn === null || drawn.spread === null
        ? null
        : { value: drawn.spread.value, ...limitsOf(drawn.spread) },
    ...(drawn === null || drawn.below === undefined || bucket.value === null
      ? {}
      : { accumulated: { measured: bucket.value, below: drawn.below } }),
    signals: signals.map(({ from, ...signal }) => ({ ...signal, from: isoInstant(from) })),
  };
}

function capabilityNow(
  sources: MetricSources,
  chart: ChartRow,
  { read, computed }: Drawing,
): ChartAnswer['capability'] {
  const target = read.answer.targets.at(-1);
  const phase = computed.phases.at(-1);
  if (target === undefined || phase === undefined || computed.kind === null) return null;
  const buckets = computed.points
    .map(({ bucket }) => bucket)
    .filter(({ start }) => start >= phase.start)
    .filter(isMeasured);
  return capabilityOf(
    sources.metrics.get(chart.metric),
    computed.kind,
    buckets,
    phase.parameters,
    target.value,
  );
}

/** Notes as the API shows them. */
export async function presentNotes(tx: Tx, notes: readonly NoteRow[]): Promise<ChartAnswer['notes']> {
  const names = await findUserNames(
    tx,
    notes.flatMap(({ byId }) => byId ?? []),
  );
  return notes.map(({ date, text, excluded, byId, at }) => ({
    date,
    text,
    excluded,
    by: names.get(byId ?? '') ?? null,
    at: at.toString(),
  }));
}

/** Charts as the API shows them; of a metric that no module declares any more only the name is left. */
export async function presentCharts(
  tx: Tx,
  { actor }: Call,
  { metrics }: Pick<MetricSources, 'metrics'>,
  charts: readonly ChartRow[],
): Promise<ControlChart[]> {
  const owners = await findUserNames(
    tx,
    charts.flatMap(({ ownerId }) => ownerId ?? []),
  );
  const alerts = await countOpenAlerts(
    tx,
    charts.map(({ id }) => id),
  );
  return charts.map(
    ({ metric, ownerId, checkedThrough: _checked, archivedAt, createdAt, updatedAt, ...chart }) => ({
      ...chart,
      metricName: metric,
      metric: metrics.has(metric) ? describeMetric(metrics.get(metric), actor.locale) : null,
      owner: ownerId === null ? null : { id: ownerId, name: owners.get(ownerId) ?? '' },
      openAlerts: alerts.get(chart.id) ?? 0,
      archivedAt: archivedAt?.toString() ?? null,
      createdAt: createdAt.toString(),
      updatedAt: updatedAt.toString(),
    }),
  );
}
