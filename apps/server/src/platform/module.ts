import type { EventDefinition, PermissionRow } from '@jingyun/contracts';
import type { Call } from './actor.ts';
import type { AutomationAction, AutomationSource } from './automation/types.ts';
import type { Tx } from './database/transaction.ts';
import type { Projector } from './events/types.ts';
import type { HttpApp } from './http/server.ts';
import type { JobDefinition, ScheduleDefinition } from './jobs/types.ts';
import type { DimensionNames, MetricDefinition } from './metrics/types.ts';
import type { RecordKind } from './records/types.ts';
import type { Services } from './services.ts';

/** One capability: what a folder under modules/ gives to the product. Every part but the name is optional. */
export interface Module {
  /** The folder's name; also the prefix of its migrations. */
  name: string;
  /** `new URL('./migrations/', import.meta.url)` */
  migrations?: URL;
  permissions?: Record<string, PermissionRow>;
  events?: readonly EventDefinition[];
  /** Registers endpoints under /api/v1. */
  routes?: (app: HttpApp, services: Services) => void;
  /** What the module's events say in numbers. */
  metrics?: readonly MetricDefinition[];
  /** Names behind the values that metrics are cut by, for those the module owns. */
  dimensionNames?: readonly DimensionNames[];
  /** The records that the module's events are about, for other rooms that name them. */
  records?: readonly RecordKind[];
  /** Readers of the event log. */
  projectors?: (services: Services) => readonly Projector[];
  /** Kinds of long work that this module runs. */
  jobs?: readonly JobDefinition<never>[];
  /** Work that the clock starts. */
  schedules?: readonly ScheduleDefinition[];
  /** What this module offers to automations: things to do, and records for schedules to look through. */
  automationActions?: readonly AutomationAction[];
  automationSources?: readonly AutomationSource[];
  /** What a new organisation starts with (a calendar, default policies, a category tree …). */
  setUpOrganisation?: (tx: Tx, call: Call) => Promise<void>;
  /** Long-running background work besides projectors and jobs; returns how to stop it. */
  start?: (services: Services) => Promise<() => Promise<void>>;
}

/** Declares a module; the identity function, there for the types and for finding them all. */
export function defineModule(module: Module): Module {
  return module;
}
