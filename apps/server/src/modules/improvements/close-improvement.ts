import { type ImprovementClose, improvementClosed } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { causeOf } from '../../platform/events/cause-of.ts';
import { getOrganisation } from '../people/index.ts';
import { errorOf } from './gate.rules.ts';
import { readGates } from './gates.ts';
import { openingOf, tell } from './improvement.events.ts';
import { type ImprovementRow, updateImprovement } from './improvement.repo.ts';
import { todayIn, workOn } from './work-on.ts';

/**
 * Ends an improvement. As effective only where its newest check shows that its metric became better; then it is checked
 * again after 30 and 90 days. Otherwise a reason is needed.
 *
 * @throws ServiceError as workOn; improvement_unproven and the errors of the gates before it, improvement_needs_reason
 */
export async function closeImprovement(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: ImprovementClose,
): Promise<ImprovementRow> {
  const before = await workOn(tx, call, id, expected, 'improvements.close');
  const { outcome, reason, standardise, lessons } = input;
  const isEffective = outcome === 'effective';
  if (!isEffective && reason === '') throw new ServiceError('improvement_needs_reason');
  const { gates, newestCheck } = await readGates(tx, before);
  const [missing] = isEffective ? gates.effective : [];
  if (missing !== undefined) throw new ServiceError(errorOf[missing]);
  const proofId = isEffective ? (newestCheck?.id ?? null) : null;
  const { timeZone } = await getOrganisation(tx);
  const today = todayIn(timeZone, call.now);
  const after = (days: number) => (isEffective ? today.add({ days }).toString() : null);
  const row = await updateImprovement(tx, {
    ...before,
    stage: 'closed',
    stageAt: call.now,
    closedAt: call.now,
    outcome,
    reason,
    standardise,
    lessons,
    proofId,
    recheck30On: after(30),
    recheck90On: after(90),
  });
  const cause =
    proofId === null ? openingOf(row) : await causeOf(tx, { type: 'improvementCheck', id: proofId });
  const data = {
    improvementId: id,
    title: row.title,
    outcome,
    reason,
    standardise,
    lessons,
    teamIds: row.teamIds,
    metric: row.metric,
    openedAt: row.openedAt.toString(),
    checkId: proofId,
  };
  await tell(tx, call, [{ definition: improvementClosed, subject: 'improvement', id, data, cause }]);
  return row;
}
