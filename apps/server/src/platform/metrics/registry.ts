import type { MetricDimension } from '@jingyun/contracts';
import { ServiceError } from '../errors/service-error.ts';
import { type Cuboid, cuboidsOf } from './cuboids.ts';
import type { DimensionNames, MetricDefinition } from './types.ts';

/** Every metric of the wired modules. */
export interface MetricRegistry {
  definitions: readonly MetricDefinition[];
  /** Types of event that feed any metric. */
  eventTypes: readonly string[];
  /** The metrics an event of this type feeds. */
  fedBy(eventType: string): readonly RegisteredMetric[];
  /** @throws ServiceError metric_unknown */
  get(name: string): MetricDefinition;
  has(name: string): boolean;
  namesOf(dimension: MetricDimension): DimensionNames | undefined;
  /** Changes when a metric is added, taken away or means something else: kept sums are then out of date. */
  fingerprint: string;
}

export interface RegisteredMetric {
  definition: MetricDefinition;
  cuboids: readonly Cuboid[];
}

/** @throws Error where two modules declare the same metric or names for the same dimension. */
export function metricRegistryOf(
  modules: readonly { metrics?: readonly MetricDefinition[]; dimensionNames?: readonly DimensionNames[] }[],
): MetricRegistry {
  const byName = new Map<string, MetricDefinition>();
  const byType = new Map<string, RegisteredMetric[]>();
  const names = new Map<MetricDimension, DimensionNames>();
  for (const definition of modules.flatMap((module) => module.metrics ?? [])) {
    if (byName.has(definition.name)) throw new Error(`Two modules declare the metric ${definition.name}.`);
    byName.set(definition.name, definition);
    const registered = { definition, cuboids: cuboidsOf(definition) };
    for (const { type } of definition.events) byType.set(type, [...(byType.get(type) ?? []), registered]);
  }
  for (const entry of modules.flatMap((module) => module.dimensionNames ?? [])) {
    if (names.has(entry.dimension)) throw new Error(`Two modules name the values of ${entry.dimension}.`);
    names.set(entry.dimension, entry);
  }
  return {
    definitions: [...byName.values()],
    eventTypes: [...byType.keys()],
    fedBy: (eventType) => byType.get(eventType) ?? [],
    get: (name) => {
      const definition = byName.get(name);
      if (definition === undefined) throw new ServiceError('metric_unknown', { params: { metric: name } });
      return definition;
    },
    has: (name) => byName.has(name),
    namesOf: (dimension) => names.get(dimension),
    fingerprint: fingerprintOf([...byName.values()]),
  };
}

function fingerprintOf(definitions: readonly MetricDefinition[]): string {
  return definitions
    .map(({ name, version = 1, kind, dimensions }) => `${name}@${version}:${kind}:${dimensions.join('+')}`)
    .sort()
    .join(' ');
}
