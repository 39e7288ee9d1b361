import type { Tx } from '../database/transaction.ts';
import type { EventRegistry } from '../events/registry.ts';
import type { Position, StoredEvent } from '../events/types.ts';
import { checkedPoints } from './accumulate.ts';
import { keptValue } from './gains.ts';
import { type EventCursor, findMembers, findOccurred } from './metric-events.repo.ts';
import type { SumsRequest } from './read-rollups.ts';
import type { Cut } from './scope.ts';
import { type SumsTable, TableBuilder } from './sums-table.ts';
import type { MetricDefinition, Point } from './types.ts';

const eventsAtOnce = 2_000;

/** A point of a metric with the event it comes from. */
export interface FoundPoint {
  event: StoredEvent;
  point: Point;
  /** Its place among the points of its event. */
  index: number;
  at: Temporal.Instant;
}

/** What the log has been counted up to, and how to read it. */
export interface LogReader {
  registry: EventRegistry;
  counted: Position;
}

/**
 * The points of a metric within a stretch of time and a cut, by the time of their events,
 * youngest first. Cost follows the events of the metric's types in that stretch; those of
 * a metric that backdates may come any time later, so all since its beginning are read.
 *
 * @param end null for no end
 */
export async function* readPoints(
  tx: Tx,
  log: LogReader,
  metric: MetricDefinition,
  stretch: { start: Temporal.Instant; end: Temporal.Instant | null },
  cut: Cut,
  after: EventCursor | null = null,
): AsyncGenerator<FoundPoint> {
  const { start, end } = stretch;
  const choice = {
    types: metric.events.map((event) => event.type),
    from: start,
    to: metric.backdates === true ? null : end,
    counted: log.counted,
  };
  for (let cursor = after; ; ) {
    const events = await findOccurred(tx, log.registry, choice, cursor, eventsAtOnce);
    for (const event of events) {
      for (const [index, point] of checkedPoints(metric, event).entries()) {
        const at = point.at ?? event.occurredAt;
        const inTime =
          Temporal.Instant.compare(at, start) >= 0 && (end === null || Temporal.Instant.compare(at, end) < 0);
        if (inTime && isWithin(point, cut)) yield { event, point, index, at };
      }
    }
    const last = events.at(-1);
    if (last === undefined || events.length < eventsAtOnce) return;
    cursor = { occurredAt: last.occurredAt.toString(), id: last.id };
  }
}

function isWithin(point: Point, cut: Cut): boolean {
  for (const [dimension, values] of cut) if (!values.includes(keptValue(point.dims, dimension))) return false;
  return true;
}

/** Adds up a cut that no kept sums cover, from the events themselves: the same numbers, slower. */
export async function readFromEvents(tx: Tx, log: LogReader, request: SumsRequest): Promise<SumsTable> {
  const { metric, buckets, breakdown, cut } = request;
  const builder = new TableBuilder(metric.kind, buckets.buckets);
  const levels = new Map<string, number>();
  if (metric.kind === 'level') {
    for (const { dims, net } of await findMembers(tx, metric.name, cut, null, null)) {
      const key = breakdown === null ? '' : (dims[breakdown] ?? '');
      levels.set(key, (levels.get(key) ?? 0) + net);
    }
  }
  const start = Temporal.Instant.fromEpochMilliseconds(buckets.buckets[0]?.start ?? 0);
  const last = Temporal.Instant.fromEpochMilliseconds(buckets.buckets.at(-1)?.end ?? 0);
  // A level is known now; all that happened since is taken back.
  const end = metric.kind === 'level' ? null : last;
  for await (const { point, at } of readPoints(tx, log, metric, { start, end }, cut)) {
    const key = keptValue(point.dims, breakdown ?? undefined);
    const index = buckets.indexAt(at.epochMilliseconds);
    if (index !== undefined) builder.at(key, index).addPoint(metric.kind, point.value, point.of ?? 1);
    else levels.set(key, (levels.get(key) ?? 0) - point.value);
  }
  return builder.build('events', levels, request.now);
}
