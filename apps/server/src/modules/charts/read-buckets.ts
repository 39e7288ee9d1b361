import type { ChartGrain, MetricAnswer, MetricDimension, MetricFilters } from '@jingyun/contracts';
import { systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { readStanding } from '../../platform/metrics/freshness.ts';
import { localDays } from '../../platform/metrics/local-days.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { answerQuery } from '../metrics/index.ts';
import type { ChartBucket } from './chart-data.rules.ts';

/** Which numbers. */
export interface BucketsAsk {
  metric: string;
  filters: MetricFilters;
  grain: ChartGrain;
  /** Days; without them, the usual look back to today. */
  from?: string | undefined;
  to?: string | undefined;
  /** Read from here at the latest: a baseline lies before what is shown. */
  since?: string | undefined;
  breakdown?: MetricDimension | undefined;
}

export interface ReadBuckets {
  timeZone: string;
  /** The first day that is shown. */
  from: string;
  /** Everything that ends by then has closed, and is counted. */
  closedBy: Temporal.Instant;
  answer: MetricAnswer;
  series: { key: string | null; label: string; buckets: ChartBucket[] }[];
}

/** How far back a chart looks, in buckets. */
const lookBack: Record<ChartGrain, Temporal.DurationLike> = {
  day: { days: 90 },
  week: { weeks: 52 },
  month: { months: 36 },
};

/**
 * Reads the closed buckets of a metric: whole ones alone, and none that events are still being counted for. Buckets
 * before the first one that anything happened in are left out: there was no service yet. A chart shows everybody the same
 * numbers, so they are read as the product itself; who may see a chart is decided before.
 *
 * @throws ServiceError metric_unknown, metric_dimension_unknown, metric_range_too_long, metric_answer_too_large
 */
export async function readBuckets(
  tx: Tx,
  now: Temporal.Instant,
  sources: MetricSources,
  ask: BucketsAsk,
): Promise<ReadBuckets> {
  const { timeZone, freshness } = await readStanding(tx, sources.metrics, now);
  const asOf = Temporal.Instant.from(freshness.asOf);
  const closedBy = Temporal.Instant.compare(asOf, now) < 0 ? asOf : now;
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const to = endOf(ask.grain, ask.to === undefined ? today : Temporal.PlainDate.from(ask.to));
  const from = beginOf(
    ask.grain,
    ask.from === undefined
      ? minDate(to, today).subtract(lookBack[ask.grain])
      : Temporal.PlainDate.from(ask.from),
  );
  const since =
    ask.since === undefined ? from : minDate(from, beginOf(ask.grain, Temporal.PlainDate.from(ask.since)));
  const answer = await answerQuery(tx, { actor: systemActor(tx.orgId), now }, sources, {
    metric: ask.metric,
    grain: ask.grain,
    filters: ask.filters,
    compare: 'none',
    percentiles: [],
    range: { from: since.toString(), to: maxDate(since, to).toString() },
    breakdown: ask.breakdown,
  });
  return {
    timeZone,
    from: from.toString(),
    closedBy,
    answer,
    series: answer.series.map(({ key, label, buckets }) => ({
      key,
      label,
      buckets: closedBuckets(buckets, closedBy, timeZone),
    })),
  };
}

function closedBuckets(
  buckets: MetricAnswer['series'][number]['buckets'],
  closedBy: Temporal.Instant,
  timeZone: string,
): ChartBucket[] {
  const closed = buckets.filter(({ end }) => Date.parse(end) <= closedBy.epochMilliseconds);
  const local = localDays(timeZone);
  const first = closed.findIndex(({ count }) => count > 0);
  if (first === -1) return [];
  return closed.slice(first).map(({ start, end, value, count, sum, standardDeviation }) => {
    const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
    return {
      start: startMs,
      end: endMs,
      date: local.dayOf(startMs).date,
      days: Math.round((endMs - startMs) / 86_400_000),
      value,
      count,
      sum,
      standardDeviation,
    };
  });
}

/** The newest moment by which a bucket of this grain has ended. */
export function newestEnd(grain: ChartGrain, now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return beginOf(grain, today).toZonedDateTime(timeZone).toInstant();
}

/** The first day of the bucket that a day lies in; weeks begin on Monday. */
export function beginOf(grain: ChartGrain, date: Temporal.PlainDate): Temporal.PlainDate {
  if (grain === 'week') return date.subtract({ days: date.dayOfWeek - 1 });
  return grain === 'month' ? date.with({ day: 1 }) : date;
}

function endOf(grain: ChartGrain, date: Temporal.PlainDate): Temporal.PlainDate {
  if (grain === 'week') return date.add({ days: 7 - date.dayOfWeek });
  return grain === 'month' ? date.with({ day: date.daysInMonth }) : date;
}

const minDate = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) < 0 ? a : b;
const maxDate = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) > 0 ? a : b;
