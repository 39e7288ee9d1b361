import type { Improvement, ImprovementCheck } from '@jingyun/contracts';
import type { Actor, Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { describeMetric } from '../../platform/metrics/describe-metric.ts';
import type { Services } from '../../platform/services.ts';
import { findTeamNames, findUserNames, getOrganisation } from '../people/index.ts';
import { nameTickets } from '../tickets/index.ts';
import { listCauses } from './cause.repo.ts';
import { type CheckRow, listChecks, listRechecks } from './check.repo.ts';
import { listCountermeasures } from './countermeasure.repo.ts';
import { gatesOf, isOf } from './gate.rules.ts';
import { mayDo, requireReach } from './improvement.policy.ts';
import { getImprovement, type ImprovementRow } from './improvement.repo.ts';
import { isOverdue, presentSummaries } from './present-summaries.ts';
import { todayIn } from './work-on.ts';

export type ReadServices = Pick<Services, 'metrics' | 'records'>;

/** Each carries its numbers and its charts. */
const mostChecks = 20;

/** An improvement as a whole. @throws ServiceError forbidden, not_found */
export async function readImprovement(
  tx: Tx,
  call: Call,
  services: ReadServices,
  id: string,
): Promise<Improvement> {
  const row = await getImprovement(tx, id);
  requireReach(call.actor, 'improvements.read', row);
  return presentImprovement(tx, call, services, row);
}

/** A row as the API shows it whole: the same for its screen and for its A3 report. */
export async function presentImprovement(
  tx: Tx,
  call: Call,
  services: ReadServices,
  row: ImprovementRow,
): Promise<Improvement> {
  const { actor } = call;
  const [summary] = await presentSummaries(tx, call, services.metrics, [row]);
  if (summary === undefined) throw new ServiceError('not_found');
  const causes = await listCauses(tx, row.id);
  const actions = await listCountermeasures(tx, [row.id]);
  const checks = await listChecks(tx, row.id, mostChecks);
  const made = await listRechecks(tx, [row.id]);
  const { timeZone } = await getOrganisation(tx);
  const today = todayIn(timeZone, call.now).toString();
  const tickets = await nameTickets(tx, actor, [...new Set(causes.flatMap(({ ticketIds }) => ticketIds))]);
  const people = await findUserNames(tx, [
    ...actions.flatMap(({ ownerId }) => ownerId ?? []),
    ...checks.flatMap(({ byId }) => byId ?? []),
  ]);
  const gates = gatesOf({ ...row, causes, countermeasures: actions, newestCheck: checks[0] ?? null });
  const planned = [
    { days: 30 as const, on: row.recheck30On },
    { days: 90 as const, on: row.recheck90On },
  ];
  return {
    ...summary,
    from: await presentOrigin(tx, actor, services, row),
    suggestion: row.suggestion,
    problem: row.problem,
    filters: row.filters,
    aim: row.aim,
    aimOn: row.aimOn,
    causes: causes.map(({ ticketIds, ...cause }) => ({
      ...cause,
      evidence: ticketIds.map((ticketId) => {
        const { number = null, subject = null } = tickets.get(ticketId) ?? {};
        return { ticketId, number, subject };
      }),
    })),
    actions: actions.map((action) => {
      const { id, text, ownerId, dueOn, causeId, status, doneOn } = action;
      const owner = ownerId === null ? null : { id: ownerId, name: people.get(ownerId) ?? '' };
      return { id, text, owner, dueOn, causeId, status, doneOn, overdue: isOverdue(action, today) };
    }),
    pilot: await presentPilot(tx, row),
    checks: checks.map((check) => presentCheck(check, row, actor, services, people)),
    rechecks: planned.flatMap(({ days, on }) =>
      on === null ? [] : [{ days, on, checkId: made.find(({ recheck }) => recheck === days)?.id ?? null }],
    ),
    closing:
      row.closedAt === null
        ? null
        : {
            at: row.closedAt.toString(),
            reason: row.reason,
            standardise: row.standardise,
            lessons: row.lessons,
          },
    gates,
    may: {
      manage: row.stage !== 'closed' && mayDo(actor, 'improvements.manage', row),
      close: row.stage !== 'closed' && mayDo(actor, 'improvements.close', row),
    },
  };
}

function presentCheck(
  check: CheckRow,
  row: ImprovementRow,
  { locale }: Actor,
  { metrics }: ReadServices,
  people: ReadonlyMap<string, string>,
): ImprovementCheck {
  const { id, kind, recheck, metric, filters, countermeasureId, countermeasureText, byId, at, answer } =
    check;
  return {
    id,
    kind,
    recheck,
    metric: metrics.has(metric) ? describeMetric(metrics.get(metric), locale) : null,
    metricName: metric,
    filters,
    countermeasure:
      countermeasureId === null ? null : { id: countermeasureId, text: countermeasureText ?? '' },
    by: people.get(byId ?? '') ?? null,
    at: at.toString(),
    current: isOf(check, row),
    answer,
  };
}

/** The record it was opened from, titled by its owner where the reader may see it. */
async function presentOrigin(
  tx: Tx,
  actor: Actor,
  { records }: ReadServices,
  { fromType: type, fromId: id }: ImprovementRow,
): Promise<Improvement['from']> {
  if (type === null || id === null) return null;
  const card = (await records.get(type)?.cards(tx, actor, [id]))?.get(id);
  return { type, id, title: card?.title ?? null };
}

async function presentPilot(tx: Tx, { pilot }: ImprovementRow): Promise<Improvement['pilot']> {
  if (pilot === null) return null;
  const { teamIds, comparisonTeamIds, startOn } = pilot;
  const names = await findTeamNames(tx, [...teamIds, ...comparisonTeamIds]);
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  return { teams: teamIds.map(named), startOn, comparisonTeams: comparisonTeamIds.map(named) };
}
