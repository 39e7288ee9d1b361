import postgres from 'postgres';
import { OWNER } from './cluster.ts';
import { PostgresStartError } from './errors.ts';

/**
 * URL for the owner over loopback. The password is hexadecimal and needs no escape; a database's name must
 * be plain, because drivers disagree on whether they undo escapes in it.
 */
export function urlFor(to: {
  readonly port: number;
  readonly password: string;
  readonly database: string;
}): string {
  if (!/^\w+$/.test(to.database)) throw new TypeError(`not a plain database name: ${to.database}`);
  return `postgres://${OWNER}:${to.password}@127.0.0.1:${to.port}/${to.database}`;
}

/** Creates the database unless it exists. */
export async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  const sql = connect(adminUrl);
  try {
    const found = await sql`select 1 from pg_database where datname = ${database}`;
    if (found.length === 0) await sql`create database ${sql(database)}`;
  } catch (cause) {
    const code = cause instanceof postgres.PostgresError ? cause.code : '';
    if (code === '28P01')
      throw new PostgresStartError(
        'password_rejected',
        'The stored password of the database owner is not the right one.',
        { cause },
      );
    throw new PostgresStartError(
      code === '53100' ? 'disk_full' : 'server_failed',
      `Cannot create the database ${database}.`,
      { detail: String(cause), cause },
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Whether a server answers there. */
export async function ping(url: string): Promise<boolean> {
  const sql = connect(url);
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function connect(url: string) {
  return postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
}
