import { type ImprovementStage, improvementStageChanged } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refusalOfMove } from './gate.rules.ts';
import { readGates } from './gates.ts';
import { openingOf, tell } from './improvement.events.ts';
import { type ImprovementRow, updateImprovement } from './improvement.repo.ts';
import { workOn } from './work-on.ts';

/**
 * Takes an improvement to another stage: forward where every gate on the way is open, back as wished.
 * @throws ServiceError as workOn; improvement_needs_problem, improvement_needs_metric, improvement_needs_root_cause,
 *   improvement_needs_countermeasure
 */
export async function changeStage(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  stage: Exclude<ImprovementStage, 'closed'>,
): Promise<ImprovementRow> {
  const before = await workOn(tx, call, id, expected);
  if (before.stage === stage) return before;
  const { gates } = await readGates(tx, before);
  const refusal = refusalOfMove(before.stage, stage, gates);
  if (refusal !== null) throw new ServiceError(refusal);
  const row = await updateImprovement(tx, { ...before, stage, stageAt: call.now });
  const data = { improvementId: id, title: row.title, before: before.stage, after: stage };
  await tell(tx, call, [
    { definition: improvementStageChanged, subject: 'improvement', id, data, cause: openingOf(row) },
  ]);
  return row;
}
