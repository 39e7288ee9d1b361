import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { eventDefinitions } from '../app/declarations.ts';
import { type OpenDatabase, openDatabase } from '../app/open-database.ts';
import type { Call } from '../platform/actor.ts';
import { systemActor } from '../platform/actor.ts';
import type { Database, Tx } from '../platform/database/transaction.ts';
import { type EventRegistry, registryOf } from '../platform/events/registry.ts';
import { templateName } from './global-setup.ts';

export interface TestDatabase {
  database: Database;
  /** Owner's and application's pools, and their addresses. */
  open: OpenDatabase;
  registry: EventRegistry;
  /** An organisation in Asia/Shanghai, made for this file. */
  orgId: string;
  /** Another one, for tests of isolation. */
  otherOrgId: string;
  /** Runs in a transaction of `orgId` (or another). */
  inOrg<T>(work: (tx: Tx) => Promise<T>, orgId?: string): Promise<T>;
  /** A call by the system at a fixed time, 2026-03-02 10:00 in Shanghai (a Monday), unless said otherwise. */
  call(now?: string, orgId?: string): Call;
}

export const testNow = '2026-03-02T02:00:00Z';

/** Clones the template database for this test file. A connection that the tests leak fails the file. */
export function useDatabase(): TestDatabase {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const test = {} as TestDatabase;
  let admin: postgres.Sql;

  beforeAll(async () => {
    const url = new URL(inject('postgresUrl'));
    url.pathname = '/postgres';
    admin = postgres(url.href, { max: 1, onnotice: () => undefined });
    await cloneTemplate(admin, name);
    url.pathname = `/${name}`;
    const open = await openDatabase(url.href, { pool: 12 });
    const registry = registryOf(eventDefinitions);
    const [orgId, otherOrgId] = [randomUUID(), randomUUID()];
    for (const id of [orgId, otherOrgId]) await makeOrganisation(open.database, id);
    Object.assign(test, {
      database: open.database,
      open,
      registry,
      orgId,
      otherOrgId,
      inOrg: <T>(work: (tx: Tx) => Promise<T>, id = orgId) => open.database.inOrg(id, work),
      call: (now = testNow, id = orgId): Call => ({
        actor: systemActor(id),
        now: Temporal.Instant.from(now),
      }),
    });
  });

  afterAll(async () => {
    await test.open.close();
    const left = await connectionsLeft(admin, name);
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end({ timeout: 5 });
    expect(left, 'connections left open by the tests').toBe(0);
  });
  return test;
}

/** Connections that stay. The server notices that one was closed a moment later; one that leaks is there after all tries. */
async function connectionsLeft(admin: postgres.Sql, name: string): Promise<number> {
  for (let tries = 0; ; tries++) {
    const [row] = await admin<{ n: number }[]>`select count(*)::int as n from pg_stat_activity
      where datname = ${name} and backend_type = 'client backend'`;
    if (row?.n === 0 || tries === 50) return row?.n ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** CREATE DATABASE refuses while another file is cloning the same template; they take turns. */
async function cloneTemplate(admin: postgres.Sql, name: string): Promise<void> {
  await admin`select pg_advisory_lock(1)`;
  await admin.unsafe(`create database ${name} template ${templateName}`);
  await admin`select pg_advisory_unlock(1)`;
}

async function makeOrganisation(database: Database, orgId: string): Promise<void> {
  await database.inOrg(orgId, async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, '测试组织', 'Asia/Shanghai', 'zh-CN')`.execute(
      tx.db,
    );
    await sql`insert into org_registry (org_id) values (${orgId})`.execute(tx.db);
  });
}
