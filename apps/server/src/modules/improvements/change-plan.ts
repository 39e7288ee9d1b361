import { type ImprovementPlan, improvementChanged, type PilotScope } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { MetricRegistry } from '../../platform/metrics/registry.ts';
import { checkPlan, refuseUnknownTeams } from './check-plan.ts';
import { openingOf, planFacts, tell } from './improvement.events.ts';
import { refuseTeamsOutOfScope } from './improvement.policy.ts';
import { type ImprovementRow, updateImprovement } from './improvement.repo.ts';
import { changesOf } from './plan.rules.ts';
import { workOn } from './work-on.ts';

/** Replaces the plan. Checks of another metric, or other filters, prove nothing from then on. @throws ServiceError as workOn, checkPlan */
export async function changePlan(
  tx: Tx,
  call: Call,
  metrics: MetricRegistry,
  id: string,
  expected: number,
  plan: ImprovementPlan,
): Promise<ImprovementRow> {
  const before = await workOn(tx, call, id, expected);
  await checkPlan(tx, call, metrics, plan, before);
  return write(tx, call, before, { ...before, ...plan }, changesOf(planFacts(before), planFacts(plan)));
}

/**
 * Says which teams a change starts with, from when, and which to compare them with; null for all at once.
 * @throws ServiceError as workOn; improvement_out_of_scope, unknown_reference
 */
export async function setPilot(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  pilot: PilotScope | null,
): Promise<ImprovementRow> {
  const before = await workOn(tx, call, id, expected);
  if (pilot !== null) {
    refuseTeamsOutOfScope(call.actor, [...pilot.teamIds, ...pilot.comparisonTeamIds]);
    await refuseUnknownTeams(tx, 'teamIds', pilot.teamIds);
    await refuseUnknownTeams(tx, 'comparisonTeamIds', pilot.comparisonTeamIds);
  }
  const changes = changesOf({ pilot: before.pilot }, { pilot });
  return write(tx, call, before, { ...before, pilot }, changes);
}

async function write(
  tx: Tx,
  call: Call,
  before: ImprovementRow,
  after: ImprovementRow,
  changes: { before: object; after: object } | null,
): Promise<ImprovementRow> {
  if (changes === null) return before;
  const row = await updateImprovement(tx, after);
  const data = { improvementId: row.id, ...changes };
  await tell(tx, call, [
    { definition: improvementChanged, subject: 'improvement', id: row.id, data, cause: openingOf(row) },
  ]);
  return row;
}
