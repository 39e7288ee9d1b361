import { type ImprovementOpen, type ImprovementPlan, improvementOpened } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { causeOf } from '../../platform/events/cause-of.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { findUserNames } from '../people/index.ts';
import { checkPlan } from './check-plan.ts';
import { draftImprovement } from './draft-improvement.ts';
import { planFacts, tell } from './improvement.events.ts';
import { type ImprovementRow, insertImprovement } from './improvement.repo.ts';
import { teamsOf } from './plan.rules.ts';

/**
 * Opens an improvement: from an alert or a ticket, filled with what that says, from a suggestion, or by hand. What is
 * given counts before what the record says; the record's newest event is named as the cause.
 *
 * @throws ServiceError forbidden, not_found (of the record), and as checkPlan
 */
export async function openImprovement(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  input: ImprovementOpen,
): Promise<ImprovementRow> {
  authorise(call.actor, 'improvements.manage');
  const { from, suggestion = '', ...given } = input;
  const draft = from === undefined ? null : await draftImprovement(tx, call, sources, from);
  const plan = await fill(tx, call, { ...draft, ...given });
  await checkPlan(tx, call, sources.metrics, plan, draft);
  const cause = from === undefined ? call.cause : await causeOf(tx, from);
  const id = uuidv7();
  const source = from?.type ?? (suggestion === '' ? 'manual' : 'suggestion');
  const data = { improvementId: id, source, from: from ?? null, suggestion, ...plan };
  const [opened] = await tell(tx, call, [
    { definition: improvementOpened, subject: 'improvement', id, data, cause },
  ]);
  const row: ImprovementRow = {
    ...plan,
    id,
    stage: 'plan',
    stageAt: call.now,
    source,
    fromType: from?.type ?? null,
    fromId: from?.id ?? null,
    suggestion,
    pilot: null,
    openedAt: call.now,
    closedAt: null,
    outcome: null,
    reason: '',
    standardise: '',
    lessons: '',
    proofId: null,
    recheck30On: null,
    recheck90On: null,
    eventId: opened!.id,
    eventDepth: opened!.depth,
    version: 1,
  };
  await insertImprovement(tx, row);
  return row;
}

/** What is left out: led by whoever opens it, about the teams that the numbers are of. */
async function fill(
  tx: Tx,
  call: Call,
  given: { [Part in keyof ImprovementPlan]?: ImprovementPlan[Part] | undefined },
): Promise<ImprovementPlan> {
  const { filters = {}, ownerId = await openerOf(tx, call) } = given;
  return planFacts({
    title: given.title ?? '',
    ownerId,
    memberIds: given.memberIds ?? [],
    teamIds: given.teamIds ?? teamsOf(filters),
    problem: given.problem ?? { what: '', where: '', when: '', howMuch: '' },
    metric: given.metric ?? null,
    filters,
    aim: given.aim ?? null,
    aimOn: given.aimOn ?? null,
  });
}

/** Whoever opens it, where that is a person. */
async function openerOf(tx: Tx, { actor }: Call): Promise<string | null> {
  if (actor.type !== 'user' || actor.id === null) return null;
  return (await findUserNames(tx, [actor.id])).has(actor.id) ? actor.id : null;
}
