import { type MetricTarget, type MetricTargetInput, metricTargetSet } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { MetricRegistry } from '../../platform/metrics/registry.ts';
import { tellOfTarget } from './target.events.ts';
import { insertTarget } from './target.repo.ts';

/**
 * Sets what a metric shall reach from a day on.
 *
 * @throws ServiceError metric_unknown, metric_target_exists, unknown_reference
 */
export async function createTarget(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  input: MetricTargetInput,
): Promise<MetricTarget> {
  authorise(call.actor, 'metrics.manage');
  metrics.get(input.metric);
  const target = await insertTarget(tx, uuidv7(), input);
  await tellOfTarget(tx, call, metricTargetSet, target);
  return target;
}
