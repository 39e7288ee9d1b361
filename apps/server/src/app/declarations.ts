import type { EventDefinition, PermissionRow } from '@jingyun/contracts';
import type { AutomationOffers } from '../platform/automation/types.ts';
import { type MetricRegistry, metricRegistryOf } from '../platform/metrics/registry.ts';
import type { RecordKind } from '../platform/records/types.ts';
import { modules } from './modules.ts';

/** Every kind of event of the product. */
export const eventDefinitions: readonly EventDefinition[] = modules.flatMap((module) => module.events ?? []);

/** Every permission of the product, with its words and the built-in roles that have it. */
export const permissions: Readonly<Record<string, PermissionRow>> = Object.assign(
  {},
  ...modules.map((module) => module.permissions ?? {}),
);

/** Every metric of the product. */
export const metricRegistry: MetricRegistry = metricRegistryOf(modules);

/** What the modules offer to automations, by name. */
export const automationOffers: AutomationOffers = {
  actions: new Map(
    modules.flatMap((module) => module.automationActions ?? []).map((action) => [action.name, action]),
  ),
  sources: new Map(
    modules.flatMap((module) => module.automationSources ?? []).map((source) => [source.name, source]),
  ),
};

/** Every kind of record of the product, by the type that events name as their subject. */
export const recordKinds: ReadonlyMap<string, RecordKind> = new Map(
  modules.flatMap((module) => module.records ?? []).map((kind) => [kind.type, kind]),
);
