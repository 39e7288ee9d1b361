import { openKysely, openPool, type Sql } from '../platform/database/connect.ts';
import { migrate, migrationLock } from '../platform/database/migrate.ts';
import { ensureRoles } from '../platform/database/roles.ts';
import { type Database, databaseOn } from '../platform/database/transaction.ts';
import { ServiceError } from '../platform/errors/service-error.ts';
import { type EventBus, eventBus } from '../platform/events/event-bus.ts';
import { rebasePositions } from '../platform/events/rebase-positions.ts';
import { modules } from './modules.ts';

export interface OpenDatabase {
  database: Database;
  bus: EventBus;
  /** The owner's pool: migrations, jobs, backup. Small; no request is served from it. */
  owner: Sql;
  ownerUrl: string;
  appUrl: string;
  authUrl: string;
  /** Ids of the migrations that ran now. */
  migrated: string[];
  close(): Promise<void>;
}

/** Connects as the owner, brings the schema up to date, and opens the application's pool. */
export async function openDatabase(ownerUrl: string, options: { pool: number }): Promise<OpenDatabase> {
  const owner = openPool(ownerUrl, { max: 4, name: 'owner' });
  await refuseOldServer(owner);
  const { appUrl, authUrl } = await ensureRoles(owner, ownerUrl);
  const migrated = await migrate(owner, migrationSources());
  await rebasePositions(owner);
  await ensurePartitions(owner);
  const pool = openPool(appUrl, { max: options.pool, name: 'app' });
  const bus = await eventBus(pool);
  const database = databaseOn(openKysely(pool), bus.poke);
  return {
    database,
    bus,
    owner,
    ownerUrl,
    appUrl,
    authUrl,
    migrated,
    close: async () => {
      await bus.close();
      // Not kysely.destroy(): it leaves the pool open when no query was ever sent.
      await Promise.all([pool.end({ timeout: 5 }), owner.end({ timeout: 5 })]);
    },
  };
}

/** The log's partitions of this month and the next two. One process at a time: two that start together would both make them. */
async function ensurePartitions(owner: Sql): Promise<void> {
  await owner.begin(async (one) => {
    await one`select pg_advisory_xact_lock(${migrationLock}::bigint)`;
    await one`select ensure_event_partitions(current_date, (current_date + interval '2 months')::date)`;
  });
}

const oldestServer = 150_000;

async function refuseOldServer(owner: Sql): Promise<void> {
  const [server] = await owner<{ number: number; version: string }[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version
  `;
  if (server !== undefined && server.number < oldestServer)
    throw new ServiceError('database_too_old', { params: { version: server.version } });
}

/** The migrations of all modules, in order. */
export function migrationSources() {
  return modules.flatMap((module) =>
    module.migrations === undefined ? [] : [{ module: module.name, folder: module.migrations }],
  );
}
