import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import type { Database } from './database/transaction.ts';
import type { EventBus } from './events/event-bus.ts';
import type { EventRegistry } from './events/registry.ts';
import type { FileStore } from './files/file-store.ts';
import type { Jobs } from './jobs/types.ts';
import type { Mail } from './mail/outbox.ts';
import type { StreamHub } from './stream/stream-hub.ts';

/** What the platform gives to every module. Made once in app/, passed on; nothing is looked up by name. */
export interface Services {
  config: Config;
  log: Logger;
  /** The one source of the time of day; tests and the demo pass their own. */
  clock: () => Temporal.Instant;
  database: Database;
  registry: EventRegistry;
  bus: EventBus;
  stream: StreamHub;
  jobs: Jobs;
  files: FileStore;
  mail: Mail;
}
