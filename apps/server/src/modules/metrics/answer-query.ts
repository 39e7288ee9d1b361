import type { MetricAnswer, MetricFilters, MetricQuery } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type MetricSources, queryMetric } from '../../platform/metrics/query-metric.ts';
import { findTargetsInForce } from './target.repo.ts';

/**
 * Answers a metric query, with the targets in force: a team's own where one team is asked for.
 *
 * @throws ServiceError as queryMetric
 */
export async function answerQuery(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  query: MetricQuery,
): Promise<MetricAnswer> {
  const measured = await queryMetric(tx, call, sources, query);
  const targets = await findTargetsInForce(tx, query.metric, oneTeam(query.filters), measured.range);
  return { ...measured, targets };
}

/** The team that is filtered for, where it is exactly one. */
export function oneTeam(filters: MetricFilters): string | null {
  const { team } = filters;
  return team?.length === 1 ? (team[0] ?? null) : null;
}
