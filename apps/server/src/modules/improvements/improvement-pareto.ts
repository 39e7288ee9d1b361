import type { ChartPareto, MetricDimension } from '@jingyun/contracts';
import { type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { paretoOf } from '../charts/index.ts';
import { getOrganisation } from '../people/index.ts';
import { requireReach } from './improvement.policy.ts';
import { getImprovement } from './improvement.repo.ts';
import { todayIn } from './work-on.ts';

/** Days that are looked at where none are asked for. */
const usualDays = 90;

/**
 * Where the numbers of an improvement's metric come from, the largest part first. Who sees the improvement sees the
 * numbers that it is about.
 *
 * @throws ServiceError not_found, improvement_needs_metric, and as paretoOf
 */
export async function improvementPareto(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  id: string,
  ask: { dimension: MetricDimension; from?: string | undefined; to?: string | undefined },
): Promise<ChartPareto> {
  const row = await getImprovement(tx, id);
  requireReach(call.actor, 'improvements.read', row);
  const { metric, filters } = row;
  if (metric === null) throw new ServiceError('improvement_needs_metric');
  const { timeZone } = await getOrganisation(tx);
  const to = ask.to ?? todayIn(timeZone, call.now).toString();
  const from =
    ask.from ??
    Temporal.PlainDate.from(to)
      .subtract({ days: usualDays - 1 })
      .toString();
  const reader = { actor: systemActor(tx.orgId, call.actor.locale), now: call.now };
  return paretoOf(tx, reader, sources, { metric, filters, dimension: ask.dimension, from, to });
}
