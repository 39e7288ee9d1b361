import type { EventDefinition, PermissionRow } from '@jingyun/contracts';
import type { AutomationOffers } from '../platform/automation/types.ts';
import { type MetricRegistry, metricRegistryOf } from '../platform/metrics/registry.ts';
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
