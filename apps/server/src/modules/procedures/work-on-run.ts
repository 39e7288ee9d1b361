import {
  type ProcedureStepInput,
  procedureRunStepDone,
  procedureRunStepReopened,
  procedureRunStepSkipped,
  procedureWordsFor,
} from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import { factsOf, liftHolds, putHolds, readTicket } from '../tickets/index.ts';
import { holdForRun, holdOf } from './hold-for-run.ts';
import { getProcedure, type ProcedureRow } from './procedure.repo.ts';
import {
  cancelled,
  completed,
  factsOfRun,
  type RunMoment,
  type RunOnTicket,
  runEvent,
} from './run.events.ts';
import { requireMayRun } from './run.policy.ts';
import { lockRun, type RunRow, saveRuns } from './run.repo.ts';
import { openMandatory, type Stepped, setStep } from './run.rules.ts';
import { getVersion, type VersionRow } from './version.repo.ts';

interface AtWork {
  on: RunOnTicket & { version: VersionRow };
  procedure: ProcedureRow;
  moment: RunMoment;
}

/** A run that goes on, locked, with what belongs to it. @throws ServiceError forbidden, not_found, procedure_run_ended */
async function atWork(tx: Tx, call: Call, id: string): Promise<AtWork> {
  const run = await lockRun(tx, id);
  const ticket = await readTicket(tx, call, run.ticketId);
  requireMayRun(call.actor, ticket);
  if (run.status !== 'running') throw new ServiceError('procedure_run_ended');
  const version = await getVersion(tx, run.versionId);
  return {
    on: { run, version, ticket: factsOf(ticket), customerId: ticket.customerId },
    procedure: await getProcedure(tx, run.procedureId),
    moment: { at: call.now, actor: eventActor(call.actor), cause: call.cause },
  };
}

/**
 * Ticks a step, skips it with a reason, undoes either, or ticks items of its checklist.
 * @throws ServiceError forbidden, not_found, procedure_run_ended, and those of setStep
 */
export async function workOnStep(
  tx: Tx,
  call: Call,
  id: string,
  key: string,
  input: ProcedureStepInput,
): Promise<RunRow> {
  const { on, procedure, moment } = await atWork(tx, call, id);
  const by = call.actor.type === 'user' ? call.actor.id : null;
  const { locale } = call.actor;
  const stepped = setStep(on.version.content, on.run, key, input, { by, now: call.now, locale });
  const run = { ...on.run, steps: stepped.steps };
  await saveRuns(tx, [run]);
  const hold = holdForRun(run, procedure, on.version);
  if (hold === null) await liftHolds(tx, [holdOf(run)]);
  else await putHolds(tx, [hold]);
  await appendEvents(tx, stepEvents(on, moment, stepped));
  return run;
}

/** Nothing for a checklist alone: what counts is that the step was done. */
function stepEvents(on: RunOnTicket, moment: RunMoment, { step, before, after }: Stepped): EventDraft[] {
  if (before.state === after.state && before.reason === after.reason) return [];
  const data = { ...factsOfRun(on), stepKey: step.key, mandatory: step.mandatory };
  const seconds = after.seconds ?? 0;
  if (after.state === 'done')
    return [runEvent(on, moment, procedureRunStepDone, { ...data, seconds, late: after.late })];
  if (after.state === 'skipped')
    return [runEvent(on, moment, procedureRunStepSkipped, { ...data, seconds, reason: after.reason ?? '' })];
  return [runEvent(on, moment, procedureRunStepReopened, data)];
}

/**
 * Ends a run by hand. By itself it ends when its ticket is solved.
 * @throws ServiceError forbidden, not_found, procedure_run_ended, procedure_steps_open
 */
export async function completeRun(tx: Tx, call: Call, id: string): Promise<RunRow> {
  const { on, moment } = await atWork(tx, call, id);
  const { content } = on.version;
  const open = openMandatory(content, on.run.steps);
  if (open.length > 0) {
    const { locale } = call.actor;
    const steps = open.map(({ title }) => procedureWordsFor(title, locale, content.locale));
    throw new ServiceError('procedure_steps_open', {
      params: { steps: steps.join(locale === 'en' ? ', ' : '、') },
    });
  }
  return end(tx, completed(on, moment));
}

/**
 * Takes back a run that was started by hand. One that the procedure's own rule started is not taken back: skip its
 * steps with a reason, so that it stays to be seen.
 *
 * @throws ServiceError forbidden, not_found, procedure_run_ended, procedure_run_automatic
 */
export async function cancelRun(tx: Tx, call: Call, id: string, reason: string): Promise<RunRow> {
  const { on, moment } = await atWork(tx, call, id);
  if (!on.run.manual) throw new ServiceError('procedure_run_automatic');
  return end(tx, cancelled(on, moment, 'person', reason));
}

async function end(tx: Tx, { run, event }: { run: RunRow; event: EventDraft }): Promise<RunRow> {
  await saveRuns(tx, [run]);
  await liftHolds(tx, [holdOf(run)]);
  await appendEvents(tx, [event]);
  return run;
}
