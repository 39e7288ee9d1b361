import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import type { Cuboid } from './cuboids.ts';
import type { Cut } from './scope.ts';

/** Which series to read: of some metrics and one cuboid, those with the wanted values. */
export interface SeriesChoice {
  metrics: readonly string[];
  cuboid: Cuboid;
  cut: Cut;
  /** The position in the cuboid of the dimension that is broken down, or null. */
  keyAt: 0 | 1 | null;
}

/** Days of a series added up; `key` is the breakdown's value. */
export interface CellRow {
  metric: string;
  key: string;
  /** The first day of the day, week, month or range. */
  day: string;
  count: number;
  sum: string;
  squares: string | null;
  min: number | null;
  max: number | null;
  /** Sketches one after the other, each after its length in four bytes. */
  sketches: Uint8Array | null;
}

/** Sums by key and day, week or month. Cost: days × values. */
export async function findCells(
  tx: Tx,
  choice: SeriesChoice,
  range: { from: string; to: string },
  grain: 'day' | 'week' | 'month' | 'whole',
  sketches: boolean,
): Promise<CellRow[]> {
  const bucket = {
    day: sql`m.day`,
    week: sql`date_trunc('week', m.day::timestamp)::date`,
    month: sql`date_trunc('month', m.day::timestamp)::date`,
    whole: sql`${range.from}::date`,
  }[grain];
  const { rows } = await sql<CellRow>`
    select s.metric, ${keyOf(choice)} as key, ${bucket} as day, sum(m.count)::bigint as count, sum(m.sum)::text as sum,
      sum(m.squares)::text as squares, min(m.min) as min, max(m.max) as max,
      ${sketches ? sql`string_agg(int4send(length(m.sketch)) || m.sketch, ''::bytea)` : sql`null::bytea`} as sketches
    from metric_series s join metric_rollups m on m.org_id = s.org_id and m.series = s.id
    where ${chosen(tx, choice)} and m.day between ${range.from}::date and ${range.to}::date
    group by 1, 2, 3
  `.execute(tx.db);
  return rows;
}

/** The packed hours of each day. */
export async function findHours(
  tx: Tx,
  choice: SeriesChoice,
  range: { from: string; to: string },
): Promise<{ metric: string; key: string; day: string; hours: Uint8Array }[]> {
  const { rows } = await sql<{ metric: string; key: string; day: string; hours: Uint8Array }>`
    select s.metric, ${keyOf(choice)} as key, m.day, m.hours
    from metric_series s join metric_rollups m on m.org_id = s.org_id and m.series = s.id
    where ${chosen(tx, choice)} and m.day between ${range.from}::date and ${range.to}::date
  `.execute(tx.db);
  return rows;
}

/** The level after the given day: what it is now, less all that happened later. */
export async function findLevelsAfter(
  tx: Tx,
  choice: SeriesChoice,
  day: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; level: number }>`
    select ${keyOf(choice)} as key,
      (sum(s.level) - coalesce(sum(l.later), 0))::bigint as level
    from metric_series s left join lateral (
      select sum(m.sum) as later from metric_rollups m
      where m.org_id = s.org_id and m.series = s.id and m.day > ${day}::date
    ) l on true
    where ${chosen(tx, choice)}
    group by 1
  `.execute(tx.db);
  return new Map(rows.map(({ key, level }) => [key, level]));
}

function keyOf({ keyAt }: SeriesChoice): RawBuilder<string> {
  if (keyAt === null) return sql`''::text`;
  return keyAt === 0 ? sql`s.value1` : sql`s.value2`;
}

function chosen(tx: Tx, { metrics, cuboid, cut }: SeriesChoice): RawBuilder<unknown> {
  const [first, second] = cuboid.dimensions.map((dimension) => cut.get(dimension));
  return sql`s.org_id = ${tx.orgId}::uuid and s.metric = any(${[...metrics]}::text[]) and s.cuboid = ${cuboid.name}
    and ${first === undefined ? sql`true` : sql`s.value1 = any(${[...first]}::text[])`}
    and ${second === undefined ? sql`true` : sql`s.value2 = any(${[...second]}::text[])`}`;
}
