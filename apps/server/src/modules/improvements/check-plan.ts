import { isDeepStrictEqual } from 'node:util';
import type { ImprovementPlan } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { MetricRegistry } from '../../platform/metrics/registry.ts';
import { findTeamNames, findUserNames } from '../people/index.ts';
import { refuseNumbersOutOfScope } from './improvement.policy.ts';
import { refuseUnknownDimensions } from './plan.rules.ts';

/**
 * Refuses a plan that names what is not there, or measures what its maker may not see.
 *
 * @param known a measure that the actor may see already: that of the plan before, or of the record it comes from
 * @throws ServiceError metric_unknown, metric_dimension_unknown, improvement_out_of_scope, unknown_reference
 */
export async function checkPlan(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  plan: ImprovementPlan,
  known: Pick<ImprovementPlan, 'metric' | 'filters'> | null,
): Promise<void> {
  const { metric, filters, ownerId, memberIds, teamIds } = plan;
  if (metric !== null) {
    refuseUnknownDimensions(metrics.get(metric), filters);
    const isKnown = known?.metric === metric && isDeepStrictEqual(known.filters, filters);
    if (!isKnown) refuseNumbersOutOfScope(call.actor, filters);
  }
  await refuseUnknownPeople(tx, 'ownerId', ownerId === null ? [] : [ownerId]);
  await refuseUnknownPeople(tx, 'memberIds', memberIds);
  await refuseUnknownTeams(tx, 'teamIds', teamIds);
}

/** @throws ServiceError unknown_reference */
export async function refuseUnknownPeople(tx: Tx, field: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const names = await findUserNames(tx, ids);
  if (!ids.every((id) => names.has(id))) throw new ServiceError('unknown_reference', { params: { field } });
}

/** @throws ServiceError unknown_reference */
export async function refuseUnknownTeams(tx: Tx, field: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const names = await findTeamNames(tx, ids);
  if (!ids.every((id) => names.has(id))) throw new ServiceError('unknown_reference', { params: { field } });
}
