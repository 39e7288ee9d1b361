import { sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import type { MemberChange, SeriesGain } from './gains.ts';
import { dateOfDay } from './local-days.ts';

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

/** True where metrics were declared anew, or the organisation moved to another time zone, since sums are kept. */
export function isOutdated(
  state: MetricState | null,
  zoneNow: string,
  { fingerprint }: { fingerprint: string },
): boolean {
  return state !== null && (state.timeZone !== zoneNow || state.fingerprint !== fingerprint);
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

/** The newest day of each of the series that exist, by id. */
export async function findSeries(
  tx: Tx,
  gains: readonly SeriesGain[],
): Promise<Map<number, { newestDay: string }>> {
  const { rows } = await sql<StoredSeries>`
    select id, metric, cuboid, value1, value2, newest_day as "newestDay" from metric_series
    where org_id = ${tx.orgId}::uuid and id = any(${gains.map(({ id }) => id)}::bigint[])
  `.execute(tx.db);
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const { id, metric, cuboid, value1, value2 } of gains) {
    const row = found.get(id);
    if (row === undefined) continue;
    // The id is a hash. Two series that shared one would be added up as one.
    if (row.metric !== metric.name || row.cuboid !== cuboid || row.value1 !== value1 || row.value2 !== value2)
      throw new Error(
        `Two series have the id ${id}: ${metric.name} ${cuboid} and ${row.metric} ${row.cuboid}.`,
      );
  }
  return found;
}

interface StoredSeries {
  id: number;
  metric: string;
  cuboid: string;
  value1: string;
  value2: string;
  newestDay: string;
}

/** Adds the series that are not `known` and moves levels and newest days of the others. */
export async function saveSeries(
  tx: Tx,
  gains: readonly SeriesGain[],
  known: ReadonlyMap<number, { newestDay: string }>,
): Promise<void> {
  const rows = gains.map(({ id, metric, cuboid, value1, value2, level, days }) => ({
    id,
    metric: metric.name,
    cuboid,
    value1,
    value2,
    level,
    newest: dateOfDay(days.reduce((newest, { day }) => Math.max(newest, day), Number.NEGATIVE_INFINITY)),
  }));
  const added = rows.filter(({ id }) => !known.has(id));
  if (added.length > 0) {
    await sql`
      insert into metric_series (org_id, id, metric, cuboid, value1, value2, level, newest_day)
      select ${tx.orgId}::uuid, r.id, r.metric, r.cuboid, r.value1, r.value2, r.level, r.newest
      from jsonb_to_recordset(${added}::jsonb) as r(
        id bigint, metric text, cuboid text, value1 text, value2 text, level bigint, newest date)
    `.execute(tx.db);
  }
  const moved = rows
    .filter(({ id, level, newest }) => {
      const before = known.get(id);
      return before !== undefined && (level !== 0 || newest > before.newestDay);
    })
    .map(({ id, level, newest }) => ({ id, level, newest }));
  if (moved.length === 0) return;
  await sql`
    update metric_series s set level = s.level + r.level, newest_day = greatest(s.newest_day, r.newest)
    from jsonb_to_recordset(${moved}::jsonb) as r(id bigint, level bigint, newest date)
    where s.org_id = ${tx.orgId}::uuid and s.id = r.id
  `.execute(tx.db);
}

/** The stored days among those asked for. */
export async function findRollups(
  tx: Tx,
  keys: readonly { series: number; day: string }[],
): Promise<RollupRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<RollupRow>`
    select m.series, m.day, m.count, m.sum, m.squares, m.min, m.max, m.sketch, m.hours
    from unnest(${keys.map(({ series }) => series)}::bigint[], ${keys.map(({ day }) => day)}::date[]) as r(series, day)
    join metric_rollups m on m.org_id = ${tx.orgId}::uuid and m.series = r.series and m.day = r.day
  `.execute(tx.db);
  return rows;
}

/** A column of values each: for the database that is two thirds of the work of reading as many JSON objects. */
export async function saveRollups(tx: Tx, rows: readonly RollupRow[]): Promise<void> {
  await sql`
    insert into metric_rollups (org_id, series, day, count, sum, squares, min, max, sketch, hours)
    select ${tx.orgId}::uuid, r.*
    from unnest(${arrayOf(rows, (row) => row.series)}::bigint[], ${arrayOf(rows, (row) => row.day)}::date[],
      ${arrayOf(rows, (row) => row.count)}::bigint[], ${arrayOf(rows, (row) => row.sum)}::numeric[],
      ${arrayOf(rows, (row) => row.squares)}::numeric[], ${arrayOf(rows, (row) => row.min)}::bigint[],
      ${arrayOf(rows, (row) => row.max)}::bigint[], ${arrayOf(rows, (row) => bytea(row.sketch))}::bytea[],
      ${arrayOf(rows, (row) => bytea(row.hours))}::bytea[]) as r
    on conflict (org_id, series, day) do update set count = excluded.count, sum = excluded.sum, squares = excluded.squares,
      min = excluded.min, max = excluded.max, sketch = excluded.sketch, hours = excluded.hours
  `.execute(tx.db);
}

/** An array as PostgreSQL writes it, of values that need no quotes. */
function arrayOf(rows: readonly RollupRow[], value: (row: RollupRow) => string | number | null): string {
  let text = '{';
  for (let i = 0; i < rows.length; i++) text += `${i === 0 ? '' : ','}${value(rows[i]!) ?? 'NULL'}`;
  return `${text}}`;
}

function bytea(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  return `"\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}"`;
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
