import type { Sql } from '../../platform/database/connect.ts';
import type { Projector } from '../../platform/events/types.ts';

export async function serverFacts(owner: Sql) {
  const [row] = await owner<
    { version: string; number: number; now: Temporal.Instant; fsync: string; synchronous: string }[]
  >`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      clock_timestamp() as now, current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous
  `;
  return row!;
}

/** Migrations that ran; null where the database holds no schema of ours. */
export async function ranMigrations(owner: Sql): Promise<Map<string, string> | null> {
  const [found] = await owner<
    { there: boolean }[]
  >`select to_regclass('public.jingyun_migrations') is not null as there`;
  if (found?.there !== true) return null;
  const rows = await owner<{ id: string; checksum: string }[]>`select id, checksum from jingyun_migrations`;
  return new Map(rows.map(({ id, checksum }) => [id, checksum]));
}

/** Roles of the running product that could pass by row security, or that are missing. */
export async function weakRoles(owner: Sql, roles: readonly string[]): Promise<string[]> {
  const rows = await owner<{ name: string }[]>`
    select wanted.name from unnest(${[...roles]}::text[]) wanted(name)
    left join pg_roles r on r.rolname = wanted.name
    where r.oid is null or r.rolsuper or r.rolbypassrls
      or exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relowner = r.oid and n.nspname in ('public', 'auth'))
  `;
  return rows.map((row) => row.name);
}

/** Tables whose row security is not forced. */
export async function openTables(owner: Sql): Promise<string[]> {
  const rows = await owner<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and c.relname <> 'jingyun_migrations'
      and not (c.relrowsecurity and c.relforcerowsecurity)
    order by 1
  `;
  return rows.map((row) => row.name);
}

/** Whether this month and the next have their partitions, and whether events went to the one for strays. */
export async function eventPartitions(owner: Sql): Promise<{ ahead: boolean; strays: boolean }> {
  const [row] = await owner<{ ahead: boolean; strays: boolean }[]>`
    select to_regclass('public.events_' || to_char(now(), 'YYYY_MM')) is not null
        and to_regclass('public.events_' || to_char(now() + interval '1 month', 'YYYY_MM')) is not null as ahead,
      exists (select 1 from events_default) as strays
  `;
  return row!;
}

export interface Lag {
  projector: string;
  orgId: string;
  /** At most 10,000 are counted. */
  events: number;
  since: Temporal.Instant;
}

/** Events that a projector reads and has not read yet, in organisations where there are any. */
export async function projectorLags(owner: Sql, projectors: readonly Projector[]): Promise<Lag[]> {
  const lags: Lag[] = [];
  for (const { name, types } of projectors) {
    const rows = await owner<{ orgId: string; events: number; since: Temporal.Instant }[]>`
      select r.org_id as "orgId", unread.events, unread.since
      from org_registry r
      left join projector_checkpoints c on c.org_id = r.org_id and c.projector = ${name}
      cross join lateral (
        select count(*)::int as events, min(recorded_at) as since from (
          select e.recorded_at from events e
          where e.org_id = r.org_id
            and (e.txid, e.id) > (coalesce(c.txid, -9007199254740991), coalesce(c.event_id, '00000000-0000-0000-0000-000000000000'))
            and (${types === 'all'} or e.type = any(${types === 'all' ? [] : [...types]}::text[]))
          order by e.txid, e.id limit 10000) ahead
      ) unread
      where unread.events > 0
    `;
    lags.push(...rows.map((row) => ({ projector: name, ...row })));
  }
  return lags;
}

/** Jobs that failed within a week, and jobs that wait or run without a message that would carry them on. */
export async function jobTroubles(owner: Sql): Promise<{ failed: number; stranded: number }> {
  const [row] = await owner<{ failed: number; stranded: number }[]>`
    select count(*) filter (where status = 'failed' and ended_at > now() - interval '7 days')::int as failed,
      count(*) filter (where status in ('queued', 'running') and not exists (
        select 1 from pgboss.job m where m.name = 'jobs' and m.data->>'jobId' = j.id::text
          and m.state in ('created', 'retry', 'active')))::int as stranded
    from jobs j where j.created_at > now() - interval '30 days'
  `;
  return row!;
}

/** Mail given up within a week, and mail that waits for more than an hour. */
export async function mailTroubles(
  owner: Sql,
): Promise<{ failed: number; waiting: number; reason: string | null }> {
  const [row] = await owner<{ failed: number; waiting: number; reason: string | null }[]>`
    select count(*) filter (where status = 'failed')::int as failed,
      count(*) filter (where status = 'queued' and created_at < now() - interval '1 hour')::int as waiting,
      (array_agg(last_error order by created_at desc) filter (where last_error is not null))[1] as reason
    from mails where created_at > now() - interval '7 days' and status <> 'sent'
  `;
  return row!;
}

/** The oldest and the newest files, a hundred each. */
export async function someFiles(owner: Sql): Promise<{ orgId: string; sha256: string; bytes: number }[]> {
  return owner<{ orgId: string; sha256: string; bytes: number }[]>`
    (select org_id as "orgId", sha256, bytes from files order by created_at limit 100) union
    (select org_id as "orgId", sha256, bytes from files order by created_at desc limit 100)
  `;
}

/** Offsets from UTC in seconds of each organisation's zone, at the instants given, as PostgreSQL knows them. */
export async function zoneOffsets(owner: Sql, instants: readonly string[]) {
  return owner<{ zone: string; instant: string; offset: number }[]>`
    select z.zone, i.instant, extract(epoch from (i.instant::timestamptz at time zone z.zone)
      - (i.instant::timestamptz at time zone 'UTC'))::int as offset
    from (select distinct time_zone as zone from organisations) z, unnest(${[...instants]}::text[]) i(instant)
  `;
}
