import type { ImprovementSummary } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { describeMetric } from '../../platform/metrics/describe-metric.ts';
import type { MetricRegistry } from '../../platform/metrics/registry.ts';
import { findTeamNames, findUserNames, getOrganisation } from '../people/index.ts';
import { newestChecks } from './check.repo.ts';
import { type CountermeasureRow, listCountermeasures } from './countermeasure.repo.ts';
import type { ImprovementRow } from './improvement.repo.ts';
import { todayIn } from './work-on.ts';

/** True where somebody should have finished it by now. */
export function isOverdue({ status, dueOn }: CountermeasureRow, today: string): boolean {
  return (status === 'planned' || status === 'doing') && dueOn !== null && dueOn < today;
}

/** Improvements as lists and boards show them. Five reads, however many there are. */
export async function presentSummaries(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  rows: readonly ImprovementRow[],
): Promise<ImprovementSummary[]> {
  const { timeZone } = await getOrganisation(tx);
  const today = todayIn(timeZone, call.now).toString();
  const ids = rows.map(({ id }) => id);
  const people = await findUserNames(tx, [
    ...new Set(
      rows.flatMap(({ ownerId, memberIds }) => [...memberIds, ...(ownerId === null ? [] : [ownerId])]),
    ),
  ]);
  const teams = await findTeamNames(tx, [...new Set(rows.flatMap(({ teamIds }) => teamIds))]);
  const checks = await newestChecks(tx, ids);
  const actions = Map.groupBy(await listCountermeasures(tx, ids), ({ improvementId }) => improvementId);
  const named = (names: ReadonlyMap<string, string>) => (id: string) => ({ id, name: names.get(id) ?? '' });
  return rows.map((row) => {
    const check = checks.get(row.id);
    return {
      id: row.id,
      title: row.title,
      stage: row.stage,
      outcome: row.outcome,
      source: row.source,
      owner: row.ownerId === null ? null : named(people)(row.ownerId),
      members: row.memberIds.map(named(people)),
      teams: row.teamIds.map(named(teams)),
      metric:
        row.metric !== null && metrics.has(row.metric)
          ? describeMetric(metrics.get(row.metric), call.actor.locale)
          : null,
      metricName: row.metric,
      ...countActions(actions.get(row.id) ?? [], today),
      newestCheck:
        check === undefined
          ? null
          : { result: check.result, recheck: check.recheck, at: check.at.toString() },
      openedAt: row.openedAt.toString(),
      stageAt: row.stageAt.toString(),
      closedAt: row.closedAt?.toString() ?? null,
      version: row.version,
    };
  });
}

function countActions(
  rows: readonly CountermeasureRow[],
  today: string,
): Pick<ImprovementSummary, 'countermeasures' | 'nextDueOn'> {
  const open = rows.filter(({ status }) => status === 'planned' || status === 'doing');
  const due = open.flatMap(({ dueOn }) => dueOn ?? []).sort();
  return {
    countermeasures: {
      open: open.length,
      done: rows.filter(({ status }) => status === 'done').length,
      overdue: open.filter((row) => isOverdue(row, today)).length,
    },
    nextDueOn: due[0] ?? null,
  };
}
