import type { PermissionRow } from '@jingyun/contracts';
import type { Logger } from 'pino';
import type { Call } from './actor.ts';
import type { AccessCache } from './auth/access-cache.ts';
import type { Background } from './auth/background.ts';
import type { Directory } from './auth/directory.ts';
import type { Identity } from './auth/identity.ts';
import type { AutomationOffers } from './automation/types.ts';
import type { Config } from './config/config.ts';
import type { Database, Tx } from './database/transaction.ts';
import type { EventBus } from './events/event-bus.ts';
import type { EventRegistry } from './events/registry.ts';
import type { FileStore } from './files/file-store.ts';
import type { Jobs } from './jobs/types.ts';
import type { Mail } from './mail/outbox.ts';
import type { MetricRegistry } from './metrics/registry.ts';
import type { RecordKind } from './records/types.ts';
import type { StreamHub } from './stream/stream-hub.ts';

/** What the platform gives to every module. Made once in app/, passed on; nothing is looked up by name. */
export interface Services {
  config: Config;
  log: Logger;
  /** The one source of the time of day; tests and the demo pass their own. */
  clock: () => Temporal.Instant;
  /**
   * Sets the time of day ahead of the real one, or behind it, in this process. For the demo alone, in which weeks may
   * pass at once (docs/adr/0010-the-demos-clock.md). @returns how far it was ahead before, in milliseconds
   */
  setClockAhead: (ms: number) => number;
  database: Database;
  registry: EventRegistry;
  bus: EventBus;
  metrics: MetricRegistry;
  stream: StreamHub;
  /** Every kind of record that a module declares, by the type that events name as their subject. */
  records: ReadonlyMap<string, RecordKind>;
  /** What modules offer to automations. */
  automation: AutomationOffers;
  jobs: Jobs;
  files: FileStore;
  mail: Mail;
  /** Every permission that a module declares. */
  permissions: Readonly<Record<string, PermissionRow>>;
  /** Gives a new organisation what each module starts with, in the order of the modules. */
  setUpModules: (tx: Tx, call: Call) => Promise<void>;
  /** Passwords, second factors, sessions. */
  identity: Identity;
  /** Users and API keys as actors. */
  directory: Directory;
  /** Who the credentials in use belong to, kept for a moment. */
  access: AccessCache;
  /** Work that goes on after the answer, so that its length tells nothing. */
  later: Background;
}
