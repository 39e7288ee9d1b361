import { type MetricTarget, type MetricTargetInput, metricTargetSet } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import type { MetricRegistry } from '../../platform/metrics/registry.ts';
import { tellOfTarget } from './target.events.ts';
import { lockTarget, updateTarget } from './target.repo.ts';

/**
 * Replaces a target whole.
 *
 * @param expected the version that was edited
 * @throws ServiceError not_found, version_conflict, metric_unknown, metric_target_exists, unknown_reference
 */
export async function replaceTarget(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  id: string,
  expected: number,
  input: MetricTargetInput,
): Promise<MetricTarget> {
  authorise(call.actor, 'metrics.manage');
  refuseStale(expected, (await lockTarget(tx, id)).version);
  metrics.get(input.metric);
  const target = await updateTarget(tx, id, input);
  await tellOfTarget(tx, call, metricTargetSet, target);
  return target;
}
