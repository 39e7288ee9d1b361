import { hash } from 'node:crypto';
import type { MetricDimension } from '@jingyun/contracts';
import type { StoredEvent } from '../events/types.ts';
import { type Gains, keptValue, type MemberChange, memberOf, type SeriesGain } from './gains.ts';
import type { LocalDays } from './local-days.ts';
import type { RegisteredMetric } from './registry.ts';
import { Sums } from './sums.ts';
import type { Dimensions, MetricDefinition, Point } from './types.ts';

/** A gain while it is gathered: hours by day and slot in one number. */
interface OpenGain {
  value1: string;
  value2: string;
  level: number;
  hours: Map<number, Sums>;
}

/** More than the minutes of any day. */
const slots = 2_000;

/**
 * Gains while they are gathered. Each point goes to a dozen series, so this is the
 * inner loop of projecting: series are found through maps of maps, by strings that
 * exist already. Joining the values to one key took twice as long.
 */
export class Gathering {
  readonly #days: LocalDays;
  /** For each metric, for each of its cuboids: first value → second value → gain. */
  readonly #gains = new Map<RegisteredMetric, Map<string, Map<string, OpenGain>>[]>();
  /** For each metric: member → its changes, nearly always one or two. */
  readonly #members = new Map<MetricDefinition, Map<string, MemberChange[]>>();

  constructor(days: LocalDays) {
    this.#days = days;
  }

  addPoint(metric: RegisteredMetric, event: StoredEvent, point: Point): void {
    const { kind } = metric.definition;
    const hour = this.#hourOf(point.at ?? event.occurredAt);
    const cuboids = this.#cuboidsOf(metric);
    const { dims, value, of = 1 } = point;
    for (let index = 0; index < cuboids.length; index++) {
      const { dimensions } = metric.cuboids[index]!;
      const gain = gainAt(cuboids[index]!, keptValue(dims, dimensions[0]), keptValue(dims, dimensions[1]));
      sumsAt(gain, hour).addPoint(kind, value, of);
    }
  }

  /**
   * A level's points of one event are netted for each series first: a ticket that
   * changes its priority leaves and enters its team at once, and the team's backlog did not move.
   */
  addLevel(metric: RegisteredMetric, event: StoredEvent, points: readonly Point[]): void {
    const cuboids = this.#cuboidsOf(metric);
    for (const { at, group } of byInstant(event, points)) {
      const hour = this.#hourOf(at);
      // What cancels out in all dimensions, as most changes of a ticket do, cancels out in each cuboid.
      const real = netted(group, metric.definition.dimensions);
      for (let index = 0; index < cuboids.length && real.length > 0; index++) {
        const { dimensions } = metric.cuboids[index]!;
        for (const { dims, value } of real.length === 1 ? real : netted(real, dimensions)) {
          const gain = gainAt(
            cuboids[index]!,
            keptValue(dims, dimensions[0]),
            keptValue(dims, dimensions[1]),
          );
          gain.level += value;
          sumsAt(gain, hour).addPoint('level', value, 1);
        }
      }
      for (const point of real) this.#changeMember(metric.definition, event, point, at);
    }
  }

  finish(): Gains {
    const series: SeriesGain[] = [];
    for (const [{ definition, cuboids }, gains] of this.#gains) {
      for (const [index, { name }] of cuboids.entries()) {
        for (const byFirst of gains[index]!.values()) {
          for (const gain of byFirst.values()) series.push(finished(definition, name, gain));
        }
      }
    }
    const members = [...this.#members.values()].flatMap((byMember) => [...byMember.values()].flat());
    return { series: series.sort((a, b) => a.id - b.id), members };
  }

  #hourOf(at: Temporal.Instant): number {
    const ms = at.epochMilliseconds;
    const day = this.#days.dayOf(ms);
    return day.number * slots + this.#days.slotOf(day, ms);
  }

  #cuboidsOf(metric: RegisteredMetric): Map<string, Map<string, OpenGain>>[] {
    let cuboids = this.#gains.get(metric);
    if (cuboids === undefined) {
      cuboids = metric.cuboids.map(() => new Map());
      this.#gains.set(metric, cuboids);
    }
    return cuboids;
  }

  #changeMember(definition: MetricDefinition, event: StoredEvent, point: Point, at: Temporal.Instant): void {
    const byMember = this.#members.get(definition) ?? new Map<string, MemberChange[]>();
    this.#members.set(definition, byMember);
    const change = memberOf(definition, event, point);
    const changes = byMember.get(change.member) ?? [];
    byMember.set(change.member, changes);
    let entry = changes.find((other) =>
      definition.dimensions.every((name) => other.dims[name] === change.dims[name]),
    );
    if (entry === undefined) {
      entry = change;
      changes.push(entry);
    }
    entry.net += point.value;
    if (point.value > 0) entry.since = at;
  }
}

/** Points of one event at the same instant; nearly always all of them. */
function byInstant(
  event: StoredEvent,
  points: readonly Point[],
): { at: Temporal.Instant; group: readonly Point[] }[] {
  if (points.every(({ at }) => at === undefined)) return [{ at: event.occurredAt, group: points }];
  const groups = new Map<string, { at: Temporal.Instant; group: Point[] }>();
  for (const point of points) {
    const at = point.at ?? event.occurredAt;
    const entry = groups.get(at.toString()) ?? { at, group: [] };
    entry.group.push(point);
    groups.set(at.toString(), entry);
  }
  return [...groups.values()];
}

/** Points with the same values of the dimensions added up; those that cancel out are left out. There are one or two. */
function netted(points: readonly Point[], dimensions: readonly MetricDimension[]): Point[] {
  const net: Point[] = [];
  for (const point of points) {
    const index = net.findIndex((other) => sameValues(other.dims, point.dims, dimensions));
    if (index === -1) net.push(point);
    else net[index] = { ...net[index]!, value: net[index]!.value + point.value };
  }
  return net.filter(({ value }) => value !== 0);
}

function sameValues(a: Dimensions, b: Dimensions, dimensions: readonly MetricDimension[]): boolean {
  for (const name of dimensions) if (keptValue(a, name) !== keptValue(b, name)) return false;
  return true;
}

function gainAt(cuboid: Map<string, Map<string, OpenGain>>, value1: string, value2: string): OpenGain {
  let byFirst = cuboid.get(value1);
  if (byFirst === undefined) {
    byFirst = new Map();
    cuboid.set(value1, byFirst);
  }
  let gain = byFirst.get(value2);
  if (gain === undefined) {
    gain = { value1, value2, level: 0, hours: new Map() };
    byFirst.set(value2, gain);
  }
  return gain;
}

function sumsAt({ hours }: OpenGain, hour: number): Sums {
  let sums = hours.get(hour);
  if (sums === undefined) {
    sums = new Sums();
    hours.set(hour, sums);
  }
  return sums;
}

function finished(
  metric: MetricDefinition,
  cuboid: string,
  { value1, value2, level, hours }: OpenGain,
): SeriesGain {
  const days: { day: number; hours: [number, Sums][] }[] = [];
  let last: (typeof days)[number] | undefined;
  // Events come mostly in order of time, so the day at hand is mostly the one before.
  for (const [hour, sums] of hours) {
    const day = Math.floor(hour / slots);
    if (last?.day !== day) {
      last = days.find((known) => known.day === day);
      if (last === undefined) {
        last = { day, hours: [] };
        days.push(last);
      }
    }
    last.hours.push([hour - day * slots, sums]);
  }
  return { id: seriesId([metric.name, cuboid, value1, value2]), metric, cuboid, value1, value2, level, days };
}

/** 52 bits of a hash: two of a million series share one with a chance of 1 in 9,000, and then projecting fails loudly. */
function seriesId(parts: readonly string[]): number {
  const key = parts.join('\u0001');
  let id = ids.get(key);
  if (id === undefined) {
    id = Number(hash('sha256', key, 'buffer').readBigUInt64BE() >> 12n);
    if (ids.size >= mostIds) ids.clear();
    ids.set(key, id);
  }
  return id;
}

/** Ids of series that were just written: the next batch writes mostly the same ones. */
const ids = new Map<string, number>();
const mostIds = 50_000;
