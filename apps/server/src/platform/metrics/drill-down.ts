import { createHash } from 'node:crypto';
import type { MetricCell, MetricDrilldownQuery, MetricDrilldownRow } from '@jingyun/contracts';
import type { Call } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { pageOfMembers } from './drill-members.ts';
import { readStanding } from './freshness.ts';
import { keptValue } from './gains.ts';
import { type LocalDays, localDays } from './local-days.ts';
import { presentCell } from './present-cell.ts';
import type { MetricSources } from './query-metric.ts';
import { bucketsOf, type DayRange } from './ranges.ts';
import { type FoundPoint, type LogReader, readPoints } from './read-points.ts';
import { readRollups } from './read-rollups.ts';
import { type Cut, cutFor } from './scope.ts';
import { Sums } from './sums.ts';
import type { MetricDefinition } from './types.ts';

/** A page of what stands behind a number; tickets are named by who owns them. */
export interface DrillPage {
  total: MetricCell | null;
  data: Omit<MetricDrilldownRow, 'ticket'>[];
  nextCursor: string | null;
}

/** The stretch of time and the cut that a number stands for. */
export interface Drill {
  metric: MetricDefinition;
  start: Temporal.Instant;
  end: Temporal.Instant;
  cut: Cut;
  part: MetricDrilldownQuery['part'];
  limit: number;
  /** The name its cursors go by: another number's cursor is refused. */
  list: string;
  cursor: string | undefined;
}

/**
 * Opens a number into what it was made of: the events of a bucket, or for a level the
 * things it counted when the bucket ended. All pages together hold exactly the points
 * of the number, as far as the log has been counted.
 *
 * @throws ServiceError metric_unknown, metric_dimension_unknown, metric_out_of_scope, invalid_cursor
 */
export async function drillDown(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  query: MetricDrilldownQuery,
): Promise<DrillPage> {
  const metric = sources.metrics.get(query.metric);
  const drill: Drill = {
    metric,
    start: Temporal.Instant.from(query.start),
    end: Temporal.Instant.from(query.end),
    cut: cutFor(call.actor, metric, query.filters),
    part: query.part,
    limit: query.limit,
    list: listName(query),
    cursor: query.cursor,
  };
  const standing = await readStanding(tx, sources.metrics, call.now);
  const log = { registry: sources.registry, counted: standing.counted };
  const total = await totalOf(tx, drill, localDays(standing.timeZone), call.now);
  const page =
    metric.kind === 'level' ? await pageOfMembers(tx, log, drill) : await pageOfPoints(tx, log, drill);
  return { total, ...page };
}

function listName({ cursor: _, limit: __, ...number }: MetricDrilldownQuery): string {
  return createHash('sha256').update(JSON.stringify(number)).digest('base64url').slice(0, 16);
}

async function pageOfPoints(tx: Tx, log: LogReader, drill: Drill): Promise<Omit<DrillPage, 'total'>> {
  const { metric, start, end, cut, part, limit, list } = drill;
  const [occurredAt, id] = (decodeCursor(list, drill.cursor) ?? []) as [string?, string?];
  const after = occurredAt === undefined || id === undefined ? null : { occurredAt, id };
  const data: DrillPage['data'] = [];
  let last: FoundPoint | undefined;
  for await (const found of readPoints(tx, log, metric, { start, end }, cut, after)) {
    if (!isPart(found, drill, part)) continue;
    // A page ends between two events, never within one: a cursor names an event.
    if (last !== undefined && data.length >= limit && last.event.id !== found.event.id) {
      return { data, nextCursor: encodeCursor(list, [last.event.occurredAt.toString(), last.event.id]) };
    }
    data.push(presentPoint(metric, found));
    last = found;
  }
  return { data, nextCursor: null };
}

function isPart({ point }: FoundPoint, { metric }: Drill, part: MetricDrilldownQuery['part']): boolean {
  if (metric.kind !== 'ratio' || part === 'all') return true;
  return part === 'numerator' ? point.value !== 0 : (point.of ?? 1) !== 0;
}

function presentPoint(metric: MetricDefinition, { event, point, at }: FoundPoint): DrillPage['data'][number] {
  return {
    eventId: event.id,
    eventType: event.type,
    at: at.toString(),
    value: point.value,
    of: metric.kind === 'ratio' ? (point.of ?? 1) : 1,
    dimensions: Object.fromEntries(
      metric.dimensions.map((dimension) => [dimension, keptValue(point.dims, dimension) || null]),
    ),
    ticketId: event.ticketId,
  };
}

/** The number itself, where kept sums have it; null for a stretch or a cut that none stand for. */
async function totalOf(
  tx: Tx,
  drill: Drill,
  local: LocalDays,
  now: Temporal.Instant,
): Promise<MetricCell | null> {
  const { metric, cut } = drill;
  const [start, end] = [drill.start.epochMilliseconds, drill.end.epochMilliseconds];
  const range: DayRange = { from: local.dayOf(start).date, to: local.dayOf(end - 1).date };
  const whole = local.dayAt(range.from).start === start && local.dayAt(range.to).end === end;
  // Hours of more than two months are many; no bucket that is not made of days is that long.
  if (!whole && end - start > 62 * 86_400_000) return null;
  const grain = whole ? 'day' : 'hour';
  const buckets = bucketsOf(local, range, grain);
  const request = {
    metric,
    range,
    grain,
    buckets,
    breakdown: null,
    cut,
    sketches: false,
    now: now.epochMilliseconds,
  } as const;
  const table = await readRollups(tx, request);
  if (table === null) return null;
  const first = buckets.buckets.findIndex((bucket) => bucket.start === start);
  const last = buckets.buckets.findIndex((bucket) => bucket.end === end);
  if (first === -1 || last === -1) return null;
  const sums = new Sums();
  for (const part of table.whole.buckets.slice(first, last + 1)) if (part !== undefined) sums.merge(part);
  return presentCell(metric.kind, sums, [], table.whole.levels[last] ?? null);
}
