import { type CheckInput, improvementChecked } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { causeOf } from '../../platform/events/cause-of.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { getOrganisation } from '../people/index.ts';
import { type CheckRow, insertCheck } from './check.repo.ts';
import { type CheckWindows, windowsOf } from './check-windows.rules.ts';
import { computeCheck } from './compute-check.ts';
import { listCountermeasures, newestDone } from './countermeasure.repo.ts';
import { openingOf, tell } from './improvement.events.ts';
import { type ImprovementRow, updateImprovement } from './improvement.repo.ts';
import { todayIn, workOn } from './work-on.ts';

/**
 * Checks an improvement against its metric and keeps every number that the result follows from.
 *
 * @throws ServiceError as workOn, windowsOf, computeCheck; improvement_not_in_check, check_needs_change_date,
 *   check_needs_comparison
 */
export async function checkImprovement(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  id: string,
  expected: number,
  input: CheckInput,
): Promise<{ improvement: ImprovementRow; check: CheckRow }> {
  const before = await workOn(tx, call, id, expected);
  if (before.stage !== 'check') throw new ServiceError('improvement_not_in_check');
  const { kind, before: timeBefore, after: timeAfter } = input;
  if (kind === 'pilot' && (before.pilot?.comparisonTeamIds ?? []).length === 0)
    throw new ServiceError('check_needs_comparison');
  const done = newestDone(await listCountermeasures(tx, [id]));
  const changeOn = input.changeOn ?? before.pilot?.startOn ?? done?.doneOn;
  if (changeOn === undefined) throw new ServiceError('check_needs_change_date');
  const { timeZone } = await getOrganisation(tx);
  const given =
    timeBefore === undefined || timeAfter === undefined ? null : { before: timeBefore, after: timeAfter };
  const windows = windowsOf(changeOn, given, todayIn(timeZone, call.now));
  const check = await keepCheck(tx, call, sources, before, { kind, windows, recheck: null });
  return { improvement: await updateImprovement(tx, before), check };
}

/**
 * Computes a check of a locked improvement, writes it and tells of it: as what came of the newest finished
 * countermeasure, where there is one.
 *
 * @throws ServiceError as computeCheck
 */
export async function keepCheck(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  row: ImprovementRow,
  ask: { kind: CheckRow['kind']; windows: CheckWindows; recheck: 30 | 90 | null },
): Promise<CheckRow> {
  const { kind, windows, recheck } = ask;
  const answer = await computeCheck(tx, call.now, sources, row, kind, windows);
  if (row.metric === null) throw new ServiceError('improvement_needs_metric');
  const tested = newestDone(await listCountermeasures(tx, [row.id]));
  const check: CheckRow = {
    id: uuidv7(),
    improvementId: row.id,
    kind,
    recheck,
    metric: row.metric,
    filters: row.filters,
    result: answer.result,
    at: call.now,
    countermeasureId: tested?.id ?? null,
    countermeasureText: tested?.text ?? null,
    byId: call.actor.type === 'user' ? call.actor.id : null,
    answer,
  };
  await insertCheck(tx, check);
  const cause =
    tested === null ? openingOf(row) : await causeOf(tx, { type: 'countermeasure', id: tested.id });
  const { changeOn, difference, interval, result } = answer;
  const { metric, filters } = check;
  const facts = { kind, metric, filters, changeOn, difference, interval, result, recheck };
  const data = { improvementId: row.id, checkId: check.id, ...facts };
  await tell(tx, call, [
    { definition: improvementChecked, subject: 'improvementCheck', id: check.id, data, cause },
  ]);
  return check;
}
