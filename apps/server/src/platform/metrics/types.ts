import type {
  EventDefinition,
  Locale,
  MetricDimension,
  MetricKind,
  MetricUnit,
  Words,
} from '@jingyun/contracts';
import type { z } from 'zod';
import type { Tx } from '../database/transaction.ts';
import type { StoredEvent } from '../events/types.ts';

/*
 * Terms.
 *
 * metric     declared once, beside the module whose events feed it
 * point      what one event adds to a metric; a pure function of that event alone
 * cuboid     a set of dimensions that sums are kept for: none, each one, and team with one other
 * rollup     one row of kept sums: (metric, cuboid, its values, local day), with the hours of the day packed
 * level      a metric of kind `level`: how many there are at an instant; its points are the changes
 * member     what a level counts right now: one open ticket, say
 */

/** The value of each dimension at the time of the event: an id or a code, null for none. A missing one is null. */
export type Dimensions = Partial<Record<MetricDimension, string | null>>;

/** What one event adds to one metric. */
export interface Point {
  /**
   * A safe integer in the unit's smallest part: seconds, cents, things counted. Of a level: the change,
   * +1 or −1. Of a ratio: what is added above the line. A distribution takes none below 0.
   */
  value: number;
  /** Of a ratio: what is added below the line, default 1. Other kinds do not use it. */
  of?: number;
  /**
   * The instant it counts for; default the event's `occurredAt`. May be earlier, never later (a ticket solved
   * today counted for the day it was created); a metric that uses it says `backdates: true`.
   */
  at?: Temporal.Instant;
  dims: Dimensions;
  /** Of a level: what is counted, so that the number opens into it. Default: the event's ticket, else its subject. */
  member?: string;
}

/** An event of one of the given definitions, told apart by `type`. */
export type EventOf<D extends EventDefinition> =
  D extends EventDefinition<infer Type, infer Data>
    ? Omit<StoredEvent<z.infer<Data>>, 'type'> & { type: Type }
    : never;

/** A metric as its owner declares it. */
export interface MetricDefinition {
  /** `<plural>.<camelCase>`, e.g. `tickets.firstReplyTime`. Stable: rollups, targets and addresses use it. */
  name: string;
  words: Words;
  /** How it is computed, as a service manager reads it. */
  formula: Words;
  unit: MetricUnit;
  /** Which way is better. */
  direction: 'up' | 'down';
  kind: MetricKind;
  /** What it may be cut by. `team` and `assignee` also decide who with a narrower scope may read it. */
  dimensions: readonly MetricDimension[];
  /** The metric that counts why this one is bad, and by what: a Pareto by that dimension is answered from there. */
  causes?: { metric: string; dimension: MetricDimension };
  /** The events that feed it. */
  events: readonly EventDefinition[];
  /** Raised when points() changes its meaning: the kept sums are then known to need a rebuild. Default 1. */
  version?: number;
  /** True where points carry an `at` before their event. Drill-down then reads more events. */
  backdates?: boolean;
  /** What the event adds; nothing for an empty list. Pure: no clock, no database, no randomness. */
  points(event: StoredEvent): readonly Point[];
}

/**
 * Declares a metric; `points` sees each event with the data of its own type.
 *
 * @example
 * export const ticketsCreated = defineMetric({
 *   name: 'tickets.created', kind: 'count', unit: 'count', direction: 'down', …,
 *   events: [ticketCreated],
 *   points: (event) => [{ value: 1, dims: dimensionsOf(event.data.ticket) }],
 * });
 */
export function defineMetric<const Events extends readonly EventDefinition[]>(
  definition: Omit<MetricDefinition, 'events' | 'points'> & {
    events: Events;
    points(event: EventOf<Events[number]>): readonly Point[];
  },
): MetricDefinition {
  // The projector passes each metric only events of its own types, so the narrower parameter holds.
  return definition as unknown as MetricDefinition;
}

/** Gives the names behind a dimension's values; declared by the module that owns them. A value left out shows as itself. */
export interface DimensionNames {
  dimension: MetricDimension;
  names(tx: Tx, values: readonly string[], locale: Locale): Promise<ReadonlyMap<string, string>>;
}
