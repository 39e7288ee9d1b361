import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { DB } from './schema.generated.ts';

/** An open transaction in the context of one organisation. The first argument of everything that touches the database. */
export interface Tx {
  readonly db: Kysely<DB>;
  readonly orgId: string;
  /** Says that events were appended: readers of the log are told once the transaction has committed. */
  announce(): void;
}

/** What opens transactions; one for each process. */
export interface Database {
  /** Reads and writes of one organisation; row security lets nothing else through. */
  inOrg<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The organisations of this installation: ids only, for background work that visits each. */
  orgIds(): Promise<string[]>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Opens transactions on a pool that connects as the application's role.
 *
 * BEGIN and the organisation's context go in one message of the simple protocol:
 * a transaction of one statement then costs three round trips, not four, which is
 * 12 % of a ticket's creation. The id is checked to be a UUID before it becomes SQL.
 */
export function databaseOn(
  kysely: Kysely<DB>,
  onEvents: (orgId: string) => void = () => undefined,
): Database {
  return {
    inOrg: async (orgId, work) => {
      if (!uuid.test(orgId)) throw new TypeError(`not an organisation's id: ${orgId}`);
      const begin = CompiledQuery.raw(`begin; select set_config('app.org_id', '${orgId}', true)`);
      return kysely.connection().execute(async (db) => {
        let announced = false;
        const announce = () => {
          announced = true;
        };
        await db.executeQuery(begin);
        try {
          const result = await work({ db, orgId, announce });
          await db.executeQuery(commit);
          if (announced) onEvents(orgId);
          return result;
        } catch (error) {
          // The connection may be what failed; the first error is the one to tell.
          await db.executeQuery(rollback).catch(() => undefined);
          throw error;
        }
      });
    },
    orgIds: async () => {
      const { rows } = await sql<{
        orgId: string;
      }>`select org_id as "orgId" from org_registry order by org_id`.execute(kysely);
      return rows.map((row) => row.orgId);
    },
  };
}

const commit = CompiledQuery.raw('commit');
const rollback = CompiledQuery.raw('rollback');
