import { sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import type { MemberChange, SeriesGain } from './gains.ts';

/** One day of one series as it is stored. */
export interface RollupRow {
  series: number;
  day: string;
  count: number;
  sum: string;
  squares: string | null;
  min: number | null;
  max: number | null;
  sketch: Uint8Array | null;
  hours: Uint8Array;
}

export interface MetricState {
  timeZone: string;
  fingerprint: string;
}

/** What the kept sums were made for; null before the first event. */
export async function findState(tx: Tx): Promise<MetricState | null> {
  const { rows } = await sql<MetricState>`
    select time_zone as "timeZone", fingerprint from metric_state where org_id = ${tx.orgId}::uuid
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** The organisation's time zone as it is set now. */
export async function findTimeZone(tx: Tx): Promise<string> {
  const { rows } = await sql<{ zone: string }>`
    select time_zone as zone from organisations where org_id = ${tx.orgId}::uuid
  `.execute(tx.db);
  return rows[0]?.zone ?? 'UTC';
}

export async function insertState(tx: Tx, state: MetricState): Promise<void> {
  await sql`
    insert into metric_state (org_id, time_zone, fingerprint) values (${tx.orgId}, ${state.timeZone}, ${state.fingerprint})
  `.execute(tx.db);
}

/** Adds the series that are new and moves the levels. A hash that two series share breaks the primary key here. */
export async function saveSeries(tx: Tx, gains: readonly SeriesGain[]): Promise<void> {
  const rows = gains.map(({ id, metric, cuboid, value1, value2 }) => ({
    id,
    metric: metric.name,
    cuboid,
    value1,
    value2,
  }));
  await sql`
    insert into metric_series (org_id, id, metric, cuboid, value1, value2)
    select ${tx.orgId}::uuid, r.id, r.metric, r.cuboid, r.value1, r.value2
    from jsonb_to_recordset(${rows}::jsonb) as r(id bigint, metric text, cuboid text, value1 text, value2 text)
    where not exists (
      select from metric_series s
      where s.org_id = ${tx.orgId}::uuid and s.metric = r.metric and s.cuboid = r.cuboid and s.value1 = r.value1 and s.value2 = r.value2)
  `.execute(tx.db);
  const moved = gains.filter((gain) => gain.level !== 0).map(({ id, level }) => ({ id, level }));
  if (moved.length === 0) return;
  await sql`
    update metric_series s set level = s.level + r.level
    from jsonb_to_recordset(${moved}::jsonb) as r(id bigint, level bigint)
    where s.org_id = ${tx.orgId}::uuid and s.id = r.id
  `.execute(tx.db);
}

/** The stored days among those asked for. */
export async function findRollups(
  tx: Tx,
  keys: readonly { series: number; day: string }[],
): Promise<RollupRow[]> {
  const { rows } = await sql<RollupRow>`
    select m.series, m.day, m.count, m.sum, m.squares, m.min, m.max, m.sketch, m.hours
    from jsonb_to_recordset(${[...keys]}::jsonb) as r(series bigint, day date)
    join metric_rollups m on m.org_id = ${tx.orgId}::uuid and m.series = r.series and m.day = r.day
  `.execute(tx.db);
  return rows;
}

export async function saveRollups(tx: Tx, rollups: readonly RollupRow[]): Promise<void> {
  const rows = rollups.map((row) => ({
    ...row,
    sketch: row.sketch === null ? null : base64(row.sketch),
    hours: base64(row.hours),
  }));
  await sql`
    insert into metric_rollups (org_id, series, day, count, sum, squares, min, max, sketch, hours)
    select ${tx.orgId}::uuid, r.series, r.day, r.count, r.sum, r.squares, r.min, r.max, decode(r.sketch, 'base64'), decode(r.hours, 'base64')
    from jsonb_to_recordset(${rows}::jsonb) as r(series bigint, day date, count bigint, sum numeric, squares numeric,
      min bigint, max bigint, sketch text, hours text)
    on conflict (org_id, series, day) do update set count = excluded.count, sum = excluded.sum, squares = excluded.squares,
      min = excluded.min, max = excluded.max, sketch = excluded.sketch, hours = excluded.hours
  `.execute(tx.db);
}

/** Counts members in and out; one that left as often as it came is forgotten. */
export async function saveMembers(tx: Tx, changes: readonly MemberChange[]): Promise<void> {
  const rows = changes.map(({ ticketId, since, ...change }) => ({
    ...change,
    ticket_id: ticketId,
    since: since?.toString() ?? null,
  }));
  const moved = rows.filter((row) => row.net !== 0);
  // Came and left within the batch: at most the time of the last coming is news.
  const passing = rows.filter((row) => row.net === 0 && row.since !== null);
  if (passing.length > 0) {
    await sql`
      update metric_members m set since = r.since
      from jsonb_to_recordset(${passing}::jsonb) as r(metric text, member text, dims jsonb, since timestamptz)
      where m.org_id = ${tx.orgId}::uuid and m.metric = r.metric and m.member = r.member and m.dims = r.dims and m.net > 0
    `.execute(tx.db);
  }
  if (moved.length === 0) return;
  await sql`
    insert into metric_members as m (org_id, metric, member, dims, net, ticket_id, since)
    select ${tx.orgId}::uuid, r.metric, r.member, r.dims, r.net, r.ticket_id, case when r.net > 0 then r.since end
    from jsonb_to_recordset(${moved}::jsonb) as r(metric text, member text, dims jsonb, net integer, ticket_id uuid, since timestamptz)
    on conflict (org_id, metric, member, dims) do update set net = m.net + excluded.net,
      since = case when m.net + excluded.net > 0 then coalesce(excluded.since, m.since) end
  `.execute(tx.db);
  await sql`
    delete from metric_members m using jsonb_to_recordset(${moved}::jsonb) as r(metric text, member text, dims jsonb)
    where m.org_id = ${tx.orgId}::uuid and m.metric = r.metric and m.member = r.member and m.dims = r.dims and m.net = 0
  `.execute(tx.db);
}

export async function deleteAll(tx: Tx): Promise<void> {
  await sql`delete from metric_rollups where org_id = ${tx.orgId}::uuid`.execute(tx.db);
  await sql`delete from metric_series where org_id = ${tx.orgId}::uuid`.execute(tx.db);
  await sql`delete from metric_members where org_id = ${tx.orgId}::uuid`.execute(tx.db);
  await sql`delete from metric_state where org_id = ${tx.orgId}::uuid`.execute(tx.db);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
