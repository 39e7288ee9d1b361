import { createHash } from 'node:crypto';
import type { MetricDimension } from '@jingyun/contracts';
import type { StoredEvent } from '../events/types.ts';
import type { LocalDays } from './local-days.ts';
import type { MetricRegistry, RegisteredMetric } from './registry.ts';
import { Sums } from './sums.ts';
import type { Dimensions, MetricDefinition, Point } from './types.ts';

/** What a batch of events adds to one series. */
export interface SeriesGain {
  id: number;
  metric: MetricDefinition;
  cuboid: string;
  value1: string;
  value2: string;
  /** Of a level: by how much it changes. */
  level: number;
  /** Local day → slot of the hour → sums. */
  days: Map<string, Map<number, Sums>>;
}

/** What a batch of events changes in what a level counts. */
export interface MemberChange {
  metric: string;
  member: string;
  dims: Record<string, string>;
  ticketId: string | null;
  net: number;
  /** When the last +1 of the batch happened; null where there was none. */
  since: Temporal.Instant | null;
}

export interface Gains {
  series: SeriesGain[];
  members: MemberChange[];
}

/**
 * Adds up what a batch of events means, in memory. Pure: the same events give the
 * same gains, and the gains of two batches merged are those of both together.
 */
export function accumulate(registry: MetricRegistry, days: LocalDays, events: readonly StoredEvent[]): Gains {
  const series = new Map<string, SeriesGain>();
  const members = new Map<string, MemberChange>();
  for (const event of events) {
    for (const metric of registry.fedBy(event.type)) {
      const points = checkedPoints(metric.definition, event);
      if (metric.definition.kind === 'level') addLevel(series, members, days, metric, event, points);
      else for (const point of points) addPoint(series, days, metric, event, point);
    }
  }
  return { series: [...series.values()].sort((a, b) => a.id - b.id), members: [...members.values()] };
}

/** The metric's points of one event. @throws Error where the declaration breaks its own rules: a defect, not bad input */
export function checkedPoints(definition: MetricDefinition, event: StoredEvent): readonly Point[] {
  const points = definition.points(event);
  for (const point of points) {
    const { value, of = 1, at } = point;
    if (!Number.isSafeInteger(value) || !Number.isSafeInteger(of)) {
      throw new Error(
        `${definition.name} made a point of ${value} / ${of} from ${event.type} ${event.id}: not an integer.`,
      );
    }
    if (value < 0 && definition.kind === 'distribution') {
      throw new Error(`${definition.name} made a point of ${value} from ${event.type} ${event.id}: below 0.`);
    }
    if (
      at !== undefined &&
      (definition.backdates !== true || Temporal.Instant.compare(at, event.occurredAt) > 0)
    ) {
      throw new Error(
        `${definition.name} dates a point of ${event.type} ${event.id} otherwise than it declares.`,
      );
    }
  }
  return points;
}

function addPoint(
  all: Map<string, SeriesGain>,
  days: LocalDays,
  metric: RegisteredMetric,
  event: StoredEvent,
  point: Point,
): void {
  const ms = (point.at ?? event.occurredAt).epochMilliseconds;
  const day = days.dayOf(ms);
  const slot = days.slotOf(day, ms);
  const { kind } = metric.definition;
  for (const { name, dimensions } of metric.cuboids) {
    const gain = gainOf(
      all,
      metric.definition,
      name,
      keptValue(point.dims, dimensions[0]),
      keptValue(point.dims, dimensions[1]),
    );
    sumsOf(gain, day.date, slot).addPoint(kind, point.value, point.of ?? 1);
  }
}

/**
 * A level's points of one event are netted for each series first: a ticket that
 * changes its priority leaves and enters its team at once, and the team's backlog did not move.
 */
function addLevel(
  all: Map<string, SeriesGain>,
  members: Map<string, MemberChange>,
  days: LocalDays,
  metric: RegisteredMetric,
  event: StoredEvent,
  points: readonly Point[],
): void {
  for (const { ms, at, group } of byInstant(event, points)) {
    const day = days.dayOf(ms);
    const slot = days.slotOf(day, ms);
    for (const { name, dimensions } of metric.cuboids) {
      const net = new Map<string, { point: Point; value: number }>();
      for (const point of group) {
        const key = `${keptValue(point.dims, dimensions[0])}\u0001${keptValue(point.dims, dimensions[1])}`;
        const entry = net.get(key) ?? { point, value: 0 };
        entry.value += point.value;
        net.set(key, entry);
      }
      for (const { point, value } of net.values()) {
        if (value === 0) continue;
        const gain = gainOf(
          all,
          metric.definition,
          name,
          keptValue(point.dims, dimensions[0]),
          keptValue(point.dims, dimensions[1]),
        );
        gain.level += value;
        sumsOf(gain, day.date, slot).addPoint('level', value, 1);
      }
    }
    for (const point of group) changeMember(members, metric.definition, event, point, at);
  }
}

/** Points of one event at the same instant; nearly always all of them. */
function byInstant(
  event: StoredEvent,
  points: readonly Point[],
): { ms: number; at: Temporal.Instant; group: Point[] }[] {
  const groups = new Map<number, { ms: number; at: Temporal.Instant; group: Point[] }>();
  for (const point of points) {
    const at = point.at ?? event.occurredAt;
    const ms = at.epochMilliseconds;
    const entry = groups.get(ms) ?? { ms, at, group: [] };
    entry.group.push(point);
    groups.set(ms, entry);
  }
  return [...groups.values()];
}

function changeMember(
  members: Map<string, MemberChange>,
  definition: MetricDefinition,
  event: StoredEvent,
  point: Point,
  at: Temporal.Instant,
): void {
  const change = memberOf(definition, event, point);
  const key = `${definition.name}\u0001${change.member}\u0001${JSON.stringify(change.dims)}`;
  const entry = members.get(key) ?? change;
  entry.net += point.value;
  if (point.value > 0) entry.since = at;
  members.set(key, entry);
}

/** What a level's point counts, with nothing counted yet. */
export function memberOf(definition: MetricDefinition, event: StoredEvent, point: Point): MemberChange {
  return {
    metric: definition.name,
    member: point.member ?? event.ticketId ?? event.subject.id,
    dims: Object.fromEntries(
      definition.dimensions.map((dimension) => [dimension, keptValue(point.dims, dimension)]),
    ),
    ticketId: event.ticketId,
    net: 0,
    since: null,
  };
}

/** A dimension's value as it is kept: '' for none. */
export function keptValue(dims: Dimensions, dimension: MetricDimension | undefined): string {
  return dimension === undefined ? '' : (dims[dimension] ?? '');
}

function gainOf(
  all: Map<string, SeriesGain>,
  metric: MetricDefinition,
  cuboid: string,
  value1: string,
  value2: string,
): SeriesGain {
  const key = `${metric.name}\u0001${cuboid}\u0001${value1}\u0001${value2}`;
  let gain = all.get(key);
  if (gain === undefined) {
    gain = { id: seriesId(key), metric, cuboid, value1, value2, level: 0, days: new Map() };
    all.set(key, gain);
  }
  return gain;
}

function sumsOf(gain: SeriesGain, date: string, slot: number): Sums {
  let slots = gain.days.get(date);
  if (slots === undefined) {
    slots = new Map();
    gain.days.set(date, slots);
  }
  let sums = slots.get(slot);
  if (sums === undefined) {
    sums = new Sums();
    slots.set(slot, sums);
  }
  return sums;
}

/** 52 bits of a hash: two of a million series share one with a chance of 1 in 9,000, and then projecting fails loudly. */
function seriesId(key: string): number {
  return Number(createHash('sha256').update(key).digest().readBigUInt64BE() >> 12n);
}
