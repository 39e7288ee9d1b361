import { type CauseInput, improvementAnalysed, improvementCauseFound } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { nameTickets } from '../tickets/index.ts';
import { listCauses, replaceCauses } from './cause.repo.ts';
import { refuseBadCauses } from './cause.rules.ts';
import { listCountermeasures } from './countermeasure.repo.ts';
import { openingOf, tell } from './improvement.events.ts';
import { type ImprovementRow, updateImprovement } from './improvement.repo.ts';
import { workOn } from './work-on.ts';

/**
 * Replaces the cause analysis. Each cause that becomes a root cause is told of by an event of its own. Evidence that is
 * new must be tickets that the actor may read; what was there stays, whoever put it there.
 *
 * @throws ServiceError as workOn, refuseBadCauses; improvement_cause_in_use, unknown_reference
 */
export async function analyseCauses(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  causes: readonly CauseInput[],
): Promise<ImprovementRow> {
  const before = await workOn(tx, call, id, expected);
  refuseBadCauses(causes);
  const known = await listCauses(tx, id);
  await refuseLoss(tx, id, known, causes);
  await refuseUnknownTickets(tx, call, known, causes);
  await replaceCauses(tx, id, causes);
  const row = await updateImprovement(tx, before);
  const roots = causes.filter(({ isRoot }) => isRoot);
  const rootBefore = new Set(known.filter(({ isRoot }) => isRoot).map((cause) => cause.id));
  const cause = openingOf(row);
  await tell(tx, call, [
    {
      definition: improvementAnalysed,
      subject: 'improvement',
      id,
      data: { improvementId: id, causes: causes.length, rootCauseIds: roots.map((root) => root.id) },
      cause,
    },
    ...roots
      .filter((root) => !rootBefore.has(root.id))
      .map((root) => ({
        definition: improvementCauseFound,
        subject: 'improvementCause' as const,
        id: root.id,
        data: { improvementId: id, causeId: root.id, text: root.text },
        cause,
      })),
  ]);
  return row;
}

async function refuseLoss(
  tx: Tx,
  id: string,
  known: readonly CauseInput[],
  causes: readonly CauseInput[],
): Promise<void> {
  const kept = new Set(causes.map((cause) => cause.id));
  const lost = known.filter((cause) => !kept.has(cause.id));
  const answered = new Set((await listCountermeasures(tx, [id])).map(({ causeId }) => causeId));
  const used = lost.find((cause) => answered.has(cause.id));
  if (used !== undefined)
    throw new ServiceError('improvement_cause_in_use', { params: { cause: used.text } });
}

async function refuseUnknownTickets(
  tx: Tx,
  call: Call,
  known: readonly CauseInput[],
  causes: readonly CauseInput[],
): Promise<void> {
  const there = new Set(known.flatMap(({ ticketIds }) => ticketIds));
  const fresh = [...new Set(causes.flatMap(({ ticketIds }) => ticketIds))].filter((id) => !there.has(id));
  const names = await nameTickets(tx, call.actor, fresh);
  if (!fresh.every((id) => names.has(id)))
    throw new ServiceError('unknown_reference', { params: { field: 'ticketIds' } });
}
