import type { StoredEvent } from '../events/types.ts';
import type { Gains } from './gains.ts';
import { Gathering } from './gathering.ts';
import type { LocalDays } from './local-days.ts';
import type { MetricRegistry } from './registry.ts';
import type { MetricDefinition, Point } from './types.ts';

/**
 * Adds up what a batch of events means, in memory. Pure: the same events give the
 * same gains, and the gains of two batches merged are those of both together.
 */
export function accumulate(registry: MetricRegistry, days: LocalDays, events: readonly StoredEvent[]): Gains {
  const gathering = new Gathering(days);
  for (const event of events) {
    for (const metric of registry.fedBy(event.type)) {
      const points = checkedPoints(metric.definition, event);
      if (points.length === 0) continue;
      if (metric.definition.kind === 'level') gathering.addLevel(metric, event, points);
      else for (const point of points) gathering.addPoint(metric, event, point);
    }
  }
  return gathering.finish();
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
