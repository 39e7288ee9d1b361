import type { MetricDimension } from '@jingyun/contracts';
import type { StoredEvent } from '../events/types.ts';
import type { HourSums } from './packed-hours.ts';
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
  /** Local days, each once; `day` counts from 1970-01-01. */
  days: { day: number; hours: HourSums }[];
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
