import type { MetricTarget, MetricTargetInput } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

const columns = sql`id, metric, value, "from", team_id as "teamId", version`;

/** A page of targets in the order of metric and day, after the given one. */
export async function listTargets(
  tx: Tx,
  metric: string | null,
  after: { metric: string; from: string; id: string } | null,
  limit: number,
): Promise<MetricTarget[]> {
  const { rows } = await sql<MetricTarget>`
    select ${columns} from metric_targets
    where org_id = ${tx.orgId}::uuid and ${metric === null ? sql`true` : sql`metric = ${metric}`}
      and ${after === null ? sql`true` : sql`(metric, "from", id) > (${after.metric}, ${after.from}::date, ${after.id}::uuid)`}
    order by metric, "from", id limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/**
 * The targets of a metric in force within a range, oldest first. With a team, those of
 * the team and, until its first one, those of the whole organisation.
 */
export async function findTargetsInForce(
  tx: Tx,
  metric: string,
  teamId: string | null,
  range: { from: string; to: string },
): Promise<{ value: number; from: string }[]> {
  const { rows } = await sql<{ value: number; from: string; teamId: string | null }>`
    select value, "from", team_id as "teamId" from metric_targets
    where org_id = ${tx.orgId}::uuid and metric = ${metric} and "from" <= ${range.to}::date
      and (team_id is null or team_id::text = ${teamId}::text)
    order by "from", id
  `.execute(tx.db);
  const ofTeam = rows.findIndex((row) => row.teamId !== null);
  const firstOfTeam = ofTeam === -1 ? undefined : rows[ofTeam]!.from;
  const steps = rows.filter(
    (row) => row.teamId !== null || firstOfTeam === undefined || row.from < firstOfTeam,
  );
  // Of those from before the range, the last one is in force when it begins.
  const begun = steps.filter((row) => row.from <= range.from).length;
  return steps.slice(Math.max(0, begun - 1)).map(({ value, from }) => ({ value, from }));
}

/** @throws ServiceError not_found */
export async function lockTarget(tx: Tx, id: string): Promise<MetricTarget> {
  const { rows } = await sql<MetricTarget>`
    select ${columns} from metric_targets where org_id = ${tx.orgId}::uuid and id = ${id}::uuid for update
  `.execute(tx.db);
  const row = rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}

/** @throws ServiceError metric_target_exists where there is one for that metric, team and day already */
export async function insertTarget(tx: Tx, id: string, input: MetricTargetInput): Promise<MetricTarget> {
  const { metric, value, from, teamId } = input;
  const { rows } = await sql<MetricTarget>`
    insert into metric_targets (org_id, id, metric, value, "from", team_id)
    values (${tx.orgId}, ${id}, ${metric}, ${value}, ${from}, ${teamId})
    on conflict (org_id, metric, team_id, "from") do nothing returning ${columns}
  `.execute(tx.db);
  return rows[0] ?? refuseTaken(from);
}

/** @throws ServiceError metric_target_exists */
export async function updateTarget(tx: Tx, id: string, input: MetricTargetInput): Promise<MetricTarget> {
  const { metric, value, from, teamId } = input;
  const { rows } = await sql<MetricTarget>`
    update metric_targets t set metric = ${metric}, value = ${value}, "from" = ${from}::date, team_id = ${teamId}::uuid, version = version + 1
    where org_id = ${tx.orgId}::uuid and id = ${id}::uuid and not exists (
      select from metric_targets o where o.org_id = t.org_id and o.metric = ${metric} and o."from" = ${from}::date
        and o.team_id is not distinct from ${teamId}::uuid and o.id <> t.id)
    returning ${columns}
  `.execute(tx.db);
  return rows[0] ?? refuseTaken(from);
}

export async function deleteTargetRow(tx: Tx, id: string): Promise<void> {
  await sql`delete from metric_targets where org_id = ${tx.orgId}::uuid and id = ${id}::uuid`.execute(tx.db);
}

function refuseTaken(from: string): never {
  throw new ServiceError('metric_target_exists', { params: { from } });
}

/** The target of each metric in force on a day: the team's where there is one, else everybody's. */
export async function findTargetsOn(
  tx: Tx,
  metrics: readonly string[],
  teamId: string | null,
  day: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ metric: string; value: number }>`
    select distinct on (metric) metric, value from metric_targets
    where org_id = ${tx.orgId}::uuid and metric = any(${[...metrics]}::text[]) and "from" <= ${day}::date
      and (team_id is null or team_id::text = ${teamId}::text)
    order by metric, team_id nulls last, "from" desc
  `.execute(tx.db);
  return new Map(rows.map(({ metric, value }) => [metric, value]));
}
