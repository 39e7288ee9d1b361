import type { AlertState, ChartKind, ChartRule, MetricFilters } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { visible } from './chart.repo.ts';

export interface NewAlert {
  id: string;
  chartId: string;
  /** What the chart was; null for alerts of before this was kept. */
  kind: ChartKind | null;
  /** Whether the number was on its worse side; null where that cannot be told. */
  worse: boolean | null;
  rule: ChartRule;
  side: 'above' | 'below' | null;
  bucket: Temporal.Instant;
  bucketEnd: Temporal.Instant;
  bucketFrom: Temporal.Instant;
  value: number;
  centre: number;
  lower: number;
  upper: number;
  ownerId: string | null;
  raisedAt: Temporal.Instant;
}

export interface AlertRow extends NewAlert {
  chartName: string;
  chartFilters: MetricFilters;
  chartOwnerId: string | null;
  metric: string;
  lastSeen: Temporal.Instant;
  acknowledgedAt: Temporal.Instant | null;
  snoozedUntil: Temporal.Instant | null;
  closedAt: Temporal.Instant | null;
  closeReason: string | null;
  closeNote: string | null;
  version: number;
}

const columns = sql`a.id, a.chart_id as "chartId", c.name as "chartName", c.filters as "chartFilters", c.owner_id as "chartOwnerId",
  c.metric, a.kind, a.worse, a.rule, a.side, a.bucket, a.bucket_end as "bucketEnd", a.bucket_from as "bucketFrom", a.last_seen as "lastSeen", a.value,
  a.centre, a.lower, a.upper, a.owner_id as "ownerId", a.acknowledged_at as "acknowledgedAt",
  a.snoozed_until as "snoozedUntil", a.closed_at as "closedAt", a.close_reason as "closeReason",
  a.close_note as "closeNote", a.raised_at as "raisedAt", a.version`;

/** The state of an alert at a time: a snooze ends by itself. */
export function stateOf(
  row: Pick<AlertRow, 'closedAt' | 'snoozedUntil' | 'acknowledgedAt'>,
  now: Temporal.Instant,
): AlertState {
  if (row.closedAt !== null) return 'closed';
  if (row.snoozedUntil !== null && Temporal.Instant.compare(row.snoozedUntil, now) > 0) return 'snoozed';
  return row.acknowledgedAt === null ? 'open' : 'acknowledged';
}

const stateSql = (now: Temporal.Instant) => sql`case when a.closed_at is not null then 'closed'
  when a.snoozed_until > ${now} then 'snoozed' when a.acknowledged_at is null then 'open' else 'acknowledged' end`;

/** A page of alerts that the actor may see, newest first, after the given one. */
export async function listAlerts(
  tx: Tx,
  actor: Actor,
  now: Temporal.Instant,
  filter: { states: readonly AlertState[]; chartId?: string | undefined; ownerId?: string | undefined },
  after: { at: string; id: string } | null,
  limit: number,
): Promise<AlertRow[]> {
  const { states, chartId, ownerId } = filter;
  const { rows } = await sql<AlertRow>`
    select ${columns} from alerts a join control_charts c on c.org_id = a.org_id and c.id = a.chart_id
    where a.org_id = ${tx.orgId} and (${visible(actor)} or a.owner_id::text = ${actor.id})
      and ${stateSql(now)} = any(${[...states]}::text[])
      and ${chartId === undefined ? sql`true` : sql`a.chart_id = ${chartId}`}
      and ${ownerId === undefined ? sql`true` : sql`a.owner_id = ${ownerId}`}
      and ${after === null ? sql`true` : sql`(a.raised_at, a.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by a.raised_at desc, a.id desc limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** Those of the given alerts that the actor may see. */
export async function alertsByIds(tx: Tx, actor: Actor, ids: readonly string[]): Promise<AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    select ${columns} from alerts a join control_charts c on c.org_id = a.org_id and c.id = a.chart_id
    where a.org_id = ${tx.orgId} and a.id = any(${[...ids]}::uuid[])
      and (${visible(actor)} or a.owner_id::text = ${actor.id})
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getAlert(tx: Tx, id: string): Promise<AlertRow> {
  return find(tx, id, sql``);
}

/** Locks the alert until the transaction ends. @throws ServiceError not_found */
export async function lockAlert(tx: Tx, id: string): Promise<AlertRow> {
  return find(tx, id, sql`for update of a`);
}

async function find(tx: Tx, id: string, lock: ReturnType<typeof sql>): Promise<AlertRow> {
  const { rows } = await sql<AlertRow>`
    select ${columns} from alerts a join control_charts c on c.org_id = a.org_id and c.id = a.chart_id
    where a.org_id = ${tx.orgId} and a.id = ${id} ${lock}
  `.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** Writes an alert unless this chart raised it for this rule and bucket before. @returns false where it did */
export async function insertAlert(tx: Tx, row: NewAlert): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into alerts (org_id, id, chart_id, kind, worse, rule, side, bucket, bucket_end, bucket_from, last_seen, value, centre, lower,
                        upper, owner_id, raised_at)
    values (${tx.orgId}, ${row.id}, ${row.chartId}, ${row.kind}, ${row.worse}, ${row.rule}, ${row.side}, ${row.bucket}, ${row.bucketEnd},
            ${row.bucketFrom}, ${row.bucket}, ${row.value}, ${row.centre}, ${row.lower}, ${row.upper}, ${row.ownerId},
            ${row.raisedAt})
    on conflict (org_id, chart_id, rule, bucket) do nothing
  `.execute(tx.db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The alerts of a chart that are not closed: id by rule and side. */
export async function openAlertsOf(tx: Tx, chartId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; rule: string; side: string | null }>`
    select id, rule, side from alerts where org_id = ${tx.orgId} and chart_id = ${chartId} and closed_at is null
    order by raised_at, id
  `.execute(tx.db);
  return new Map(rows.map(({ id, rule, side }) => [`${rule} ${side}`, id]));
}

export async function countOpenAlerts(tx: Tx, chartIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select chart_id as id, count(*)::int as count from alerts
    where org_id = ${tx.orgId} and chart_id = any(${[...chartIds]}::uuid[]) and closed_at is null group by chart_id
  `.execute(tx.db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Notes that a pattern which somebody is told of already was met again. */
export async function seeAgain(tx: Tx, id: string, bucket: Temporal.Instant): Promise<void> {
  await sql`
    update alerts set last_seen = greatest(last_seen, ${bucket}) where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** Writes what people did with an alert; raises its version. */
export async function updateAlert(tx: Tx, row: AlertRow): Promise<void> {
  await sql`
    update alerts set owner_id = ${row.ownerId}, acknowledged_at = ${row.acknowledgedAt}, snoozed_until = ${row.snoozedUntil},
      closed_at = ${row.closedAt}, close_reason = ${row.closeReason}, close_note = ${row.closeNote}, version = ${row.version}
    where org_id = ${tx.orgId} and id = ${row.id}
  `.execute(tx.db);
}
