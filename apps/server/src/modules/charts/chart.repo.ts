import type {
  ChartGrain,
  ChartLimits,
  ChartRule,
  ChosenChartKind,
  ControlChartInput,
  MetricFilters,
} from '@jingyun/contracts';
import { sql } from 'kysely';
import { type Actor, authorise } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface ChartRow {
  id: string;
  name: string;
  metric: string;
  filters: MetricFilters;
  grain: ChartGrain;
  chosenKind: ChosenChartKind | null;
  limits: ChartLimits;
  phases: ControlChartInput['phases'];
  rules: ChartRule[];
  watchFrom: string | null;
  ownerId: string | null;
  checkedThrough: Temporal.Instant;
  /** When it was deleted; null for those in use. */
  archivedAt: Temporal.Instant | null;
  version: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
}

const columns = sql`id, name, metric, filters, grain, chosen_kind as "chosenKind", limits, phases, rules, watch_from as "watchFrom",
  owner_id as "ownerId", checked_through as "checkedThrough", archived_at as "archivedAt", version, created_at as "createdAt", updated_at as "updatedAt"`;

/** A page of the charts that the actor may see, in the order of their names, after the given one. */
export async function listCharts(
  tx: Tx,
  actor: Actor,
  filter: { search?: string | undefined; metric?: string | undefined },
  after: { name: string; id: string } | null,
  limit: number,
): Promise<ChartRow[]> {
  const { search, metric } = filter;
  const { rows } = await sql<ChartRow>`
    select ${columns} from control_charts c
    where org_id = ${tx.orgId} and archived_at is null and ${visible(actor)}
      and ${metric === undefined ? sql`true` : sql`metric = ${metric}`}
      and ${search === undefined ? sql`true` : sql`strpos(lower(name), lower(${search})) > 0`}
      and ${after === null ? sql`true` : sql`(name, id) > (${after.name}, ${after.id}::uuid)`}
    order by name, id limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** Those of the given charts that the actor may see. */
export async function chartsByIds(tx: Tx, actor: Actor, ids: readonly string[]): Promise<ChartRow[]> {
  const { rows } = await sql<ChartRow>`
    select ${columns} from control_charts c
    where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[]) and ${visible(actor)}
  `.execute(tx.db);
  return rows;
}

/** The rule of chart.policy.ts as a condition on `c`. */
export function visible(actor: Actor) {
  const scope = authorise(actor, 'charts.read');
  if (scope === 'all') return sql`true`;
  const mine = sql`(c.owner_id::text = ${actor.id} or c.filters -> 'assignee' = ${[actor.id]}::jsonb)`;
  if (scope === 'own') return mine;
  return sql`(${mine} or (c.filters -> 'team') <@ ${[...actor.teamIds]}::jsonb)`;
}

/** @throws ServiceError not_found */
export async function getChart(tx: Tx, id: string): Promise<ChartRow> {
  return one(
    (
      await sql<ChartRow>`select ${columns} from control_charts where org_id = ${tx.orgId} and id = ${id}`.execute(
        tx.db,
      )
    ).rows,
  );
}

/** Locks a chart in use until the transaction ends. @throws ServiceError not_found, chart_archived */
export async function lockChart(tx: Tx, id: string): Promise<ChartRow> {
  const chart = one(
    (
      await sql<ChartRow>`select ${columns} from control_charts where org_id = ${tx.orgId} and id = ${id} for update`.execute(
        tx.db,
      )
    ).rows,
  );
  if (chart.archivedAt !== null) throw new ServiceError('chart_archived');
  return chart;
}

/** Writes a new chart, or the whole of one that is there but for what was checked. */
export async function writeChart(tx: Tx, row: ChartRow): Promise<void> {
  await sql`
    insert into control_charts (org_id, id, name, metric, filters, grain, chosen_kind, limits, phases, rules, watch_from, owner_id,
                                checked_through, version, created_at, updated_at)
    values (${tx.orgId}, ${row.id}, ${row.name}, ${row.metric}, ${row.filters}::jsonb, ${row.grain}, ${row.chosenKind}, ${row.limits}::jsonb,
            ${row.phases}::jsonb, ${row.rules}::text[], ${row.watchFrom}, ${row.ownerId}, ${row.checkedThrough},
            ${row.version}, ${row.createdAt}, ${row.updatedAt})
    on conflict (org_id, id) do update set name = excluded.name, metric = excluded.metric, filters = excluded.filters,
      grain = excluded.grain, chosen_kind = excluded.chosen_kind, limits = excluded.limits, phases = excluded.phases, rules = excluded.rules,
      watch_from = excluded.watch_from, owner_id = excluded.owner_id, version = excluded.version,
      updated_at = excluded.updated_at
  `.execute(tx.db);
}

/** Takes a chart out of use: it stays for its alerts, and is watched no more. */
export async function archiveChart(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await sql`
    update control_charts set archived_at = ${at}, watch_from = null, version = version + 1, updated_at = ${at}
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export async function countCharts(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from control_charts where org_id = ${tx.orgId} and archived_at is null
  `.execute(tx.db);
  return rows[0]?.count ?? 0;
}

/** Charts that may raise alerts. */
export async function watchedCharts(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from control_charts where org_id = ${tx.orgId} and watch_from is not null and cardinality(rules) > 0 order by id
  `.execute(tx.db);
  return rows.map(({ id }) => id);
}

export async function markChecked(tx: Tx, id: string, through: Temporal.Instant): Promise<void> {
  await sql`
    update control_charts set checked_through = greatest(checked_through, ${through})
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

export interface NoteRow {
  date: string;
  text: string;
  excluded: boolean;
  byId: string | null;
  at: Temporal.Instant;
}

export async function listNotes(tx: Tx, chartId: string): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select date, text, excluded, by_id as "byId", at from chart_notes
    where org_id = ${tx.orgId} and chart_id = ${chartId} order by date limit 2000
  `.execute(tx.db);
  return rows;
}

export async function writeNote(tx: Tx, chartId: string, note: NoteRow): Promise<void> {
  await sql`
    insert into chart_notes (org_id, chart_id, date, text, excluded, by_id, at)
    values (${tx.orgId}, ${chartId}, ${note.date}, ${note.text}, ${note.excluded}, ${note.byId}, ${note.at})
    on conflict (org_id, chart_id, date) do update set text = excluded.text, excluded = excluded.excluded,
      by_id = excluded.by_id, at = excluded.at
  `.execute(tx.db);
}

/** @returns false where there was none */
export async function deleteNote(tx: Tx, chartId: string, date: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from chart_notes where org_id = ${tx.orgId} and chart_id = ${chartId} and date = ${date}
  `.execute(tx.db);
  return (numAffectedRows ?? 0n) > 0n;
}

function one(rows: readonly ChartRow[]): ChartRow {
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}
