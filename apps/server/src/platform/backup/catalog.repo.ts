import type { Connection } from './connection.ts';

/** A table of the product as SQL names it, quoted by the server. */
export interface CatalogTable {
  /** `public.events` */
  name: string;
  sqlName: string;
  /** Column → quoted column, in the table's order; generated columns are left out, they follow from the others. */
  columns: Map<string, string>;
  /** An estimate, for progress. */
  rows: number;
}

/**
 * Every table of the product. Left out: the schema `pgboss`, which belongs to the queue's
 * library, holds nothing but ids of rows in `jobs`, and is filled again from them after a
 * restore; partitions, which are read through their parent; the ledger of migrations.
 */
export async function listTables(sql: Connection): Promise<CatalogTable[]> {
  const rows = await sql.rows<{
    name: string;
    sqlName: string;
    columns: string[];
    quoted: string[];
    rows: string;
  }>(`
    select n.nspname || '.' || c.relname as name, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as "sqlName",
      array_agg(a.attname::text order by a.attnum) as columns,
      array_agg(quote_ident(a.attname) order by a.attnum) as quoted,
      greatest(0, (select sum(greatest(p.reltuples, 0)) from pg_class p
        where p.oid = c.oid or p.oid in (select inhrelid from pg_inherits where inhparent = c.oid)))::bigint::text as rows
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
      and (n.nspname, c.relname) <> ('public', 'jingyun_migrations')
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by c.oid, n.nspname, c.relname
    order by n.nspname, c.relname
  `);
  return rows.map(({ name, sqlName, columns, quoted, rows: estimate }) => ({
    name,
    sqlName,
    columns: new Map(columns.map((column, i) => [column, quoted[i]!])),
    rows: Number(estimate),
  }));
}

/** What ran on this database; empty where it holds no schema of ours. */
export async function migrationsOf(sql: Connection): Promise<{ id: string; checksum: string }[]> {
  const [found] = await sql.rows<{ there: boolean }>(
    `select to_regclass('public.jingyun_migrations') is not null as there`,
  );
  if (found?.there !== true) return [];
  return sql.rows<{ id: string; checksum: string }>(
    `select id, checksum from jingyun_migrations order by ran_at, id`,
  );
}

/** First days of the months that the event log has partitions for. */
export async function eventMonths(sql: Connection): Promise<string[]> {
  const rows = await sql.rows<{ month: string }>(`
    select to_char(to_date(substring(c.relname from 'events_([0-9]{4}_[0-9]{2})$'), 'YYYY_MM'), 'YYYY-MM-DD') as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.events'::regclass and c.relname ~ '^events_[0-9]{4}_[0-9]{2}$'
    order by 1
  `);
  return rows.map((row) => row.month);
}

export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/** Foreign keys of the product's tables; partitions get theirs from the parent. */
export async function foreignKeys(sql: Connection): Promise<ForeignKey[]> {
  return sql.rows<ForeignKey>(`
    select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname in ('public', 'auth')
    order by 1, 2
  `);
}

/** The first table that holds a row; null where none does. */
export async function firstFilled(sql: Connection, tables: readonly CatalogTable[]): Promise<string | null> {
  for (const { name, sqlName } of tables) {
    const [row] = await sql.rows<{ filled: boolean }>(`select exists (select 1 from ${sqlName}) as filled`);
    if (row?.filled === true) return name;
  }
  return null;
}

/** Whether another process of the product is connected to this database. */
export async function isInUse(sql: Connection): Promise<boolean> {
  const [row] = await sql.rows<{ used: boolean }>(`
    select exists (select 1 from pg_stat_activity
      where datname = current_database() and application_name like 'jingyun:%' and application_name <> 'jingyun:owner') as used
  `);
  return row?.used === true;
}

export interface FileKey {
  orgId: string;
  sha256: string;
}

/** Files that rows name, each once; those after the one given. */
export async function listFiles(
  sql: Connection,
  after: FileKey | undefined,
  limit: number,
): Promise<FileKey[]> {
  const { orgId, sha256 } = after ?? { orgId: '00000000-0000-0000-0000-000000000000', sha256: '' };
  return sql.rows<FileKey>(
    `select distinct org_id::text as "orgId", sha256 from files
     where (org_id, sha256) > ($1::uuid, $2) order by 1, 2 limit $3`,
    [orgId, sha256, limit],
  );
}

/** The server's version and the moment of the snapshot. */
export async function snapshotOf(sql: Connection): Promise<{ version: string; now: string }> {
  const [row] = await sql.rows<{ version: string; now: string }>(`
    select current_setting('server_version') as version,
      to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`);
  return row!;
}
