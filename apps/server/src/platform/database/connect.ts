import { Kysely } from 'kysely';
import postgres from 'postgres';
import { postgresJsDialect } from './dialect.ts';
import type { DB } from './schema.generated.ts';

export type Sql = postgres.Sql<PostgresTypes>;

// biome-ignore lint/complexity/noBannedTypes: postgres.js's own default for its type map
type PostgresTypes = {};

/**
 * Opens a pool. Types differ from the driver's defaults in four places: instants
 * come as Temporal.Instant (microseconds kept), dates as `YYYY-MM-DD`, int8 as
 * number (our counters stay far below 2^53; the parser throws beyond it), and
 * numeric as string (exact).
 */
export function openPool(url: string, options: { max: number; name: string }): Sql {
  return postgres(url, {
    max: options.max,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: `jingyun:${options.name}`, TimeZone: 'UTC' },
    types: {
      timestamptz: {
        to: 1184,
        from: [1184],
        serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : String(value)),
        parse: (value: string) => Temporal.Instant.from(value.replace(' ', 'T')),
      },
      date: { to: 1082, from: [1082], serialize: String, parse: (value: string) => value },
      int8: { to: 20, from: [20], serialize: String, parse: safeInteger },
    },
  }) as unknown as Sql;
}

/** Kysely over a pool. Every read and write of a module goes through a transaction from `inOrg`, not through this. */
export function openKysely(sql: Sql): Kysely<DB> {
  return new Kysely<DB>({ dialect: postgresJsDialect(sql as unknown as postgres.Sql) });
}

function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`int8 ${value} does not fit a JavaScript number`);
  return number;
}
