import type { Logger } from 'pino';
import { peopleDirectory } from '../modules/people/index.ts';
import { accessCache } from '../platform/auth/access-cache.ts';
import { background } from '../platform/auth/background.ts';
import { openIdentity } from '../platform/auth/identity.ts';
import { startMailDelivery } from '../platform/background.ts';
import type { Config } from '../platform/config/config.ts';
import { openPool } from '../platform/database/connect.ts';
import { registryOf } from '../platform/events/registry.ts';
import type { Projector } from '../platform/events/types.ts';
import { type ProjectionWorker, startProjection } from '../platform/events/worker.ts';
import { fileStore } from '../platform/files/file-store.ts';
import { type JobRunner, jobRunner } from '../platform/jobs/jobs.ts';
import { mailOutbox } from '../platform/mail/outbox.ts';
import { installationSecret } from '../platform/secrets.ts';
import type { Services } from '../platform/services.ts';
import { streamHub } from '../platform/stream/stream-hub.ts';
import {
  automationOffers,
  eventDefinitions,
  metricRegistry,
  permissions,
  recordKinds,
} from './declarations.ts';
import { modules } from './modules.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';

/** The product, opened on a database: services wired, nothing listening yet. */
export interface Product {
  services: Services;
  open: OpenDatabase;
  jobs: JobRunner;
  projectors: readonly Projector[];
  /** Starts background work: projection, jobs, schedules, mail, and what modules start. */
  startWork(): Promise<ProjectionWorker>;
  close(): Promise<void>;
}

/** Opens the product on a database. Everything is made here and passed on; nothing is looked up by name. */
export async function openProduct(
  config: Config,
  ownerUrl: string,
  log: Logger,
  realClock: () => Temporal.Instant = Temporal.Now.instant,
): Promise<Product> {
  let aheadMs = 0;
  const clock = () => (aheadMs === 0 ? realClock() : realClock().add({ milliseconds: aheadMs }));
  const open = await openDatabase(ownerUrl, { pool: config.databasePool });
  const streamPool = openPool(open.appUrl, { max: 2, name: 'stream' });
  const stream = await streamHub(streamPool);
  const later = background(log);
  const identity = openIdentity({
    authUrl: open.authUrl,
    secret: installationSecret(config),
    publicUrl: config.publicUrl,
  });
  // The job runner needs the services and the services hold the job runner.
  const services = {} as Services;
  const jobs = await jobRunner(
    open.owner,
    ownerUrl,
    () => services,
    modules.flatMap((module) => module.jobs ?? []),
    modules.flatMap((module) => module.schedules ?? []),
  );
  Object.assign(services, {
    config,
    log,
    clock,
    setClockAhead: (ms) => {
      const before = aheadMs;
      aheadMs = ms;
      return before;
    },
    database: open.database,
    registry: registryOf(eventDefinitions),
    bus: open.bus,
    metrics: metricRegistry,
    stream,
    records: recordKinds,
    automation: automationOffers,
    jobs,
    files: fileStore(config.dataDir),
    mail: mailOutbox(config, log),
    permissions,
    setUpModules: async (tx, call) => {
      for (const module of modules) await module.setUpOrganisation?.(tx, call);
    },
    identity,
    directory: peopleDirectory(open.database, permissions, clock),
    access: accessCache(stream),
    later,
  } satisfies Services);
  const projectors = modules.flatMap((module) => module.projectors?.(services) ?? []);
  const stops: (() => Promise<void>)[] = [];

  return {
    services,
    open,
    jobs,
    projectors,
    startWork: async () => {
      const projection = startProjection(services.database, services.registry, services.bus, projectors, log);
      stops.push(projection.stop, startMailDelivery(services));
      for (const module of modules) {
        if (module.start !== undefined) stops.push(await module.start(services));
      }
      await jobs.start();
      return projection;
    },
    close: async () => {
      await jobs.stop();
      for (const stop of stops.reverse()) await stop();
      await later.settled();
      await identity.close();
      await stream.close();
      await streamPool.end({ timeout: 5 });
      await open.close();
    },
  };
}
