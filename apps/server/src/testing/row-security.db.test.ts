import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { appRole, authRole } from '../platform/database/roles.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { useDatabase } from './use-database.ts';

/*
 * Row security, tried on every table there is. The list comes from the database's own
 * catalogue: a new table is tried without anybody thinking of it, and one that was not
 * secured fails here.
 */

/** Tables without an organisation, and why each may be. Nothing else is exempt. */
const exceptions: Record<string, string> = {
  'public.org_registry':
    'ids of organisations and nothing else: background work visits each within its own context',
  'public.jingyun_migrations': 'which migrations ran: the owner writes it, the application cannot read it',
};

/** Whole schemas without organisations. */
const schemaExceptions: Record<string, string> = {
  auth: 'looked up before an organisation is known; only the sign-in role may enter, tried below',
  pgboss: 'the job queue: ids of jobs, no data of an organisation; only the owner reaches it',
};

/** Functions that run with their owner's rights, and what keeps each from being a way around. */
const definerFunctions: Record<string, string> = {
  analyze_imported_tables: 'takes no argument and changes no data: fresh statistics after an import',
  prepare_event_partitions: 'takes no argument and changes no data: room for the log of the coming months',
  customers_matching: 'gives ids of the organisation of the transaction only, tried below',
  search_ticket_texts: 'refuses any organisation but that of the transaction, tried below',
  next_ticket_number: 'refuses any organisation but that of the transaction, tried below',
};

interface Column {
  name: string;
  type: string;
  /** A value must be given: not null, without default, not generated. */
  needed: boolean;
}

interface Table {
  schema: string;
  name: string;
  /** `"schema"."name"`, quoted for SQL. */
  quoted: string;
  enabled: boolean;
  forced: boolean;
  owner: string;
  isPartition: boolean;
  key: string[];
  columns: Column[];
  /** What the application's role may do: select, insert, update, delete. */
  rights: string[];
}

const t = useDatabase();
let tables: Table[] = [];

beforeAll(async () => {
  tables = (await t.open.owner`
    select n.nspname as schema, c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
      c.relrowsecurity as enabled, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner,
      c.relispartition as "isPartition",
      coalesce((select array_agg(a.attname::text order by k.position)
        from pg_index i cross join unnest(i.indkey) with ordinality as k(attnum, position)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary), '{}') as key,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'needed', a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = '') order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      array(select p from unnest(array['select', 'insert', 'update', 'delete']) p
        where has_table_privilege(${appRole}, c.oid, p)) as rights
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'
    order by 1, 2
  `) as unknown as Table[];
});

const fullName = ({ schema, name }: Table) => `${schema}.${name}`;
const isExempt = (table: Table) => fullName(table) in exceptions || table.schema in schemaExceptions;
const secured = () => tables.filter((table) => !isExempt(table));

/** What the query gave, or the code of the refusal. */
async function attempt(orgId: string, query: (tx: Tx) => Promise<unknown>): Promise<unknown> {
  try {
    return await t.open.database.inOrg(orgId, query);
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
}

const run = (text: string) => async (tx: Tx) => {
  const { rows, numAffectedRows } = await sql.raw<Record<string, unknown>>(text).execute(tx.db);
  return { rows: rows.length, affected: Number(numAffectedRows ?? 0) };
};

/** The same without the context of any organisation. */
const runOutside = (text: string) => async (tx: Tx) => {
  await sql`select set_config('app.org_id', '', true)`.execute(tx.db);
  return run(text)(tx);
};

const insufficientPrivilege = '42501';

/** A value of the type, for columns that need one. */
function sampleOf({ name, type }: Column, orgId: string): string {
  if (name === 'org_id') return `'${orgId}'::uuid`;
  const samples: [RegExp, string][] = [
    [/\[\]$/, `'{}'::${type}`],
    [/^uuid/, `'${randomUUID()}'::uuid`],
    [/^jsonb?$/, `'{}'::jsonb`],
    [/^bool/, 'true'],
    [/^(small|big)?int|^numeric|^double|^real/, '1'],
    [/^timestamp|^date/, `'2026-03-02'::${type}`],
    [/^bytea/, `'\\x00'::bytea`],
    [/^tsvector/, `''::tsvector`],
  ];
  return samples.find(([pattern]) => pattern.test(type))?.[1] ?? `'x'::${type}`;
}

/**
 * Puts a row of the organisation into each table, so that there is something to steal: as the
 * owner, without foreign keys and triggers, and (this database is thrown away) without check
 * constraints, which sample values would not meet. What is tried here is row security alone.
 */
async function plant(orgId: string): Promise<Set<string>> {
  const planted = new Set<string>();
  await t.open.owner.unsafe(`
    do $$ declare c record; begin
      for c in select conname, conrelid::regclass as target from pg_constraint join pg_class r on r.oid = conrelid
               where contype = 'c' and conislocal and not r.relispartition and connamespace = 'public'::regnamespace loop
        execute format('alter table %s drop constraint %I', c.target, c.conname);
      end loop;
    end $$`);
  await t.open.owner.begin(async (owner) => {
    await owner`set local session_replication_role = replica`;
    for (const table of secured().filter((one) => !one.isPartition)) {
      const { names, values } = sampleRow(table, orgId);
      const insert = `insert into ${table.quoted} (${names}) values (${values})`;
      await owner
        .savepoint((inner) => inner.unsafe(insert))
        .catch((error: { code?: string }) => {
          // A row came with the test's organisations already.
          if (error.code !== '23505') throw error;
        });
      planted.add(fullName(table));
    }
  });
  return planted;
}

/** What an insert needs at least. */
function sampleRow(table: Table, orgId: string): { names: string; values: string } {
  const needed = table.columns.filter((column) => column.needed || column.name === 'org_id');
  return {
    names: needed.map(({ name }) => `"${name}"`).join(', '),
    values: needed.map((column) => sampleOf(column, orgId)).join(', '),
  };
}

test('the catalogue is read: there are tables, and every exception is a real one', () => {
  expect(secured().length).toBeGreaterThan(20);
  const names = tables.map(fullName);
  for (const name of Object.keys(exceptions)) expect(names).toContain(name);
});

test('every table begins its key with the organisation, and forces row security', () => {
  for (const table of secured()) {
    expect(table.key[0], `${fullName(table)}: org_id first in the primary key`).toBe('org_id');
    expect([table.enabled, table.forced], `${fullName(table)}: call secure_table`).toEqual([true, true]);
  }
});

test('every foreign key between secured tables stays within the organisation', async () => {
  const keys = await t.open.owner`
    select con.conname as name, con.conrelid::regclass::text as "from", con.confrelid::regclass::text as "to",
      array(select a.attname::text from unnest(con.conkey) k join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k) as columns
    from pg_constraint con join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
    where con.contype = 'f' and n.nspname = 'public'`;
  expect(keys.length).toBeGreaterThan(10);
  for (const key of keys)
    expect(key['columns'], `${key['from']} → ${key['to']} (${key['name']})`).toContain('org_id');
});

test('the roles that serve requests own nothing and cannot pass by row security', async () => {
  const roles = await t.open.owner`
    select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong,
      (select count(*)::int from pg_class c where c.relowner = r.oid) as owns,
      (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships
    from pg_roles r where rolname in (${appRole}, ${authRole}) order by 1`;
  expect(roles).toEqual(
    [appRole, authRole].sort().map((name) => ({ name, strong: false, owns: 0, memberships: 0 })),
  );
  for (const table of tables) expect([appRole, authRole], fullName(table)).not.toContain(table.owner);
});

test('every policy for the application asks for the organisation of the transaction, in both directions', async () => {
  const policies = await t.open.owner`
    select schemaname || '.' || tablename as table, qual, with_check from pg_policies
    where ${appRole} = any(roles) or 'public' = any(roles)`;
  for (const policy of policies.filter((row) => !(String(row['table']) in exceptions))) {
    for (const rule of [policy['qual'], policy['with_check']])
      expect(rule, String(policy['table'])).toMatch(/org_id = \( SELECT app_org_id\(\)/);
  }
});

describe('with rows of another organisation in every table', () => {
  let planted = new Set<string>();
  beforeAll(async () => {
    planted = await plant(t.otherOrgId);
  });

  test('every table holds such a row, so that the attempts below mean something', () => {
    expect([...planted].sort()).toEqual(
      secured()
        .filter((table) => !table.isPartition)
        .map(fullName)
        .sort(),
    );
  });

  test('reading finds none, in the context of one’s own organisation, of an unknown one, and in none', async () => {
    for (const table of secured()) {
      for (const orgId of [t.orgId, randomUUID()]) {
        const seen = await attempt(orgId, run(`select from ${table.quoted} where org_id <> '${orgId}'`));
        expect(seen, fullName(table)).toSatisfy(
          (found) => found === insufficientPrivilege || isNothing(found),
        );
      }
      const outside = await attempt(t.orgId, runOutside(`select from ${table.quoted}`));
      expect(outside, fullName(table)).toSatisfy(
        (found) => found === insufficientPrivilege || isNothing(found),
      );
    }
  });

  test('the owner of the rows sees them: what is tried is not an empty table', async () => {
    for (const name of planted) {
      const table = secured().find((one) => fullName(one) === name);
      if (table?.rights.includes('select') !== true) continue;
      const seen = await attempt(t.otherOrgId, run(`select from ${table.quoted}`));
      expect(seen, name).toMatchObject({ rows: expect.toSatisfy((rows: number) => rows > 0) });
    }
  });

  test('changing and deleting reaches none', async () => {
    for (const table of secured()) {
      for (const orgId of [t.orgId, randomUUID()]) {
        const where = `where org_id <> '${orgId}'`;
        for (const query of [
          `update ${table.quoted} set org_id = org_id ${where}`,
          `delete from ${table.quoted} ${where}`,
        ]) {
          const done = await attempt(orgId, run(query));
          expect(done, query).toSatisfy((found) => found === insufficientPrivilege || isNothing(found));
        }
      }
    }
    for (const name of planted) {
      const [left] = await t.open.owner.unsafe(
        `select count(*)::int as n from ${quotedOf(name)} where org_id = '${t.otherOrgId}'`,
      );
      expect(left?.['n'], name).toBeGreaterThan(0);
    }
  });

  test('nothing can be put into another organisation, nor moved there, nor written in none', async () => {
    for (const table of secured()) {
      const { names, values } = sampleRow(table, t.otherOrgId);
      const insert = `insert into ${table.quoted} (${names}) values (${values})`;
      expect(await attempt(t.orgId, run(insert)), insert).toBe(insufficientPrivilege);
      const outside = await attempt(t.orgId, runOutside(insert));
      expect(outside, `${insert} (no context)`).toBe(insufficientPrivilege);
    }
    const moved = await attempt(t.orgId, run(`update organisations set org_id = '${randomUUID()}'`));
    expect(moved).toBe(insufficientPrivilege);
  });
});

test('the schemas and tables outside are closed to the application but for what the exception says', async () => {
  for (const table of tables.filter(isExempt)) {
    const allowed = fullName(table) === 'public.org_registry' ? ['select', 'insert'] : [];
    expect(table.rights, fullName(table)).toEqual(allowed);
  }
  for (const table of tables.filter((one) => one.schema === 'auth')) {
    expect([table.enabled, table.forced], fullName(table)).toEqual([true, true]);
    expect(await attempt(t.orgId, run(`select from ${table.quoted}`)), fullName(table)).toBe(
      insufficientPrivilege,
    );
  }
});

test('the sign-in role reaches nothing outside its schema', async () => {
  const reached = await t.open.owner`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('auth', 'pg_catalog', 'information_schema')
      and has_table_privilege(${authRole}, c.oid, 'select, insert, update, delete')`;
  expect(reached).toEqual([]);
});

test('functions run with the rights of whoever calls them, but for those named here', async () => {
  const definers = await t.open.owner`
    select p.proname as name, array_to_string(p.proconfig, ' ') as settings from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and p.prosecdef order by 1`;
  expect(definers.map((row) => row['name'])).toEqual(Object.keys(definerFunctions).sort());
  // Without a fixed path a caller could slip in a table or function of its own.
  for (const { name, settings } of definers)
    expect(settings, String(name)).toMatch(/search_path=pg_catalog\b/);
});

test('a search finds no customer of another organisation', async () => {
  await t.open.owner`
    insert into customers (org_id, id, kind, name, search) values (${t.otherOrgId}, ${randomUUID()}, 'person', '秘密', ' 秘密')`;
  const search = run("select customers_matching('%秘密%', '%秘密%', 10)");
  expect(await attempt(t.otherOrgId, search)).toMatchObject({ rows: 1 });
  for (const orgId of [t.orgId, randomUUID()])
    expect(await attempt(orgId, search)).toMatchObject({ rows: 0 });
  const outside = await attempt(t.orgId, runOutside("select customers_matching('%', '%', 10)"));
  expect(outside).toMatchObject({ rows: 0 });
});

test("another organisation's tickets cannot be searched", async () => {
  const search = run(`select * from search_ticket_texts('${t.otherOrgId}', 'x', false, 100, 10)`);
  expect(await attempt(t.orgId, search)).toBe(insufficientPrivilege);
});

test("another organisation's ticket numbers cannot be drawn, by function or sequence", async () => {
  const draw = run(`select next_ticket_number('${t.otherOrgId}')`);
  expect(await attempt(t.orgId, draw)).toBe(insufficientPrivilege);
  expect(await attempt(t.otherOrgId, draw)).toMatchObject({ rows: 1 });
  // With the sequence itself the application may only draw: nothing of another organisation can be
  // read or set through it, and a drawn number is a gap like any other.
  const reached = await t.open.owner`
    with sequences as materialized (select oid, relname from pg_class where relkind = 'S')
    select c.relname as name, has_sequence_privilege(${appRole}, c.oid, 'select, update') as more from sequences c
    where has_sequence_privilege(${appRole}, c.oid, 'usage, select, update')`;
  for (const { name, more } of reached) {
    expect(name).toMatch(/^ticket_numbers_/);
    expect(more, String(name)).toBe(false);
  }
});

test('a table that was not secured would be caught by these attempts', async () => {
  await t.open.owner.unsafe(`
    create table forgotten (org_id uuid, id uuid primary key);
    insert into forgotten values ('${t.otherOrgId}', gen_random_uuid());
    grant select, insert, update, delete on forgotten to ${appRole}`);
  const where = `where org_id <> '${t.orgId}'`;
  const insert = `insert into forgotten values ('${t.otherOrgId}', gen_random_uuid())`;
  const found = await attempt(t.orgId, run(`select from forgotten ${where}`));
  expect(isNothing(found)).toBe(false);
  expect(isNothing(await attempt(t.orgId, run(`update forgotten set org_id = org_id ${where}`)))).toBe(false);
  expect(await attempt(t.orgId, run(insert))).not.toBe(insufficientPrivilege);
  await t.open.owner.unsafe('drop table forgotten');
});

function isNothing(found: unknown): boolean {
  const { rows, affected } = found as { rows?: number; affected?: number };
  return rows === 0 && affected === 0;
}

function quotedOf(name: string): string {
  return tables.find((table) => fullName(table) === name)?.quoted ?? name;
}
