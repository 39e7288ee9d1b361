import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import * as copy from 'pg-copy-streams';

/** One connection of the database's owner, in one transaction. */
export interface Connection {
  /** One statement. int8 comes as text: cast what must be a number. */
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Any number of statements. */
  run(text: string): Promise<void>;
  copyOut(text: string): Readable;
  copyIn(text: string): Writable;
}

/**
 * Runs work in a transaction on a connection of its own: committed at the end, rolled
 * back where the work fails.
 *
 * By `pg`, which pg-boss brings along, and not by the driver of the rest of the product:
 * in postgres.js (3.4) an error that the server reports at the end of COPY, or a
 * connection that is lost during it, is never told to the writer, who waits for ever.
 */
export async function inTransaction<T>(
  ownerUrl: string,
  mode: 'read write' | 'isolation level repeatable read read only',
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'jingyun:owner' });
  // A lost connection fails the statement that runs; without a listener it would also end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`begin ${mode}`);
    // A text for every value that any session reads back as the same value; and no limit for a large table.
    await client.query(`
      set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
      set local extra_float_digits = 1; set local bytea_output = 'hex';
      set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`);
    const result = await work(connectionOn(client));
    await client.query('commit');
    return result;
  } finally {
    // Ends an open transaction too: the server rolls it back.
    await client.end().catch(() => undefined);
  }
}

function connectionOn(client: pg.Client): Connection {
  return {
    rows: async <Row>(text: string, values: unknown[] = []) =>
      (await client.query(text, values)).rows as Row[],
    run: async (text) => {
      await client.query(text);
    },
    copyOut: (text) => client.query(copy.to(text)),
    copyIn: (text) => client.query(copy.from(text)),
  };
}
