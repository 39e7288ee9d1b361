import { type AutomationRun, automationRan } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import { eventActor } from '../../platform/actor.ts';
import type { AutomationTarget } from '../../platform/automation/types.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { fromPostgres } from '../../platform/errors/from-postgres.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { errorMessage } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { type AutomationRow, insertRun } from './automation.repo.ts';

/**
 * Does an automation's steps for one target and notes the run. All or nothing: a step
 * that is refused takes back the steps before it (a savepoint), and the run says why.
 * Defects and lost connections are thrown: the caller's transaction is tried again.
 */
export async function perform(
  services: Services,
  tx: Tx,
  call: Call,
  automation: AutomationRow,
  target: AutomationTarget,
  event: { id: string; type: string } | null,
): Promise<void> {
  const steps: AutomationRun['steps'] = [];
  let outcome: AutomationRun['outcome'] = 'done';
  await sql`savepoint automation`.execute(tx.db);
  for (const step of automation.steps) {
    try {
      const action = services.automation.actions.get(step.action);
      if (action === undefined)
        throw new ServiceError('automation_unknown_action', { params: { name: step.action } });
      const message = await action.run(tx, call, target, action.params.parse(step.params), services);
      steps.push({ action: step.action, ok: true, message });
    } catch (error) {
      const refusal = error instanceof ServiceError ? error : fromPostgres(error);
      // A lost server or a full disk is nobody's refusal: the whole batch is tried again.
      if (refusal === null || refusal.status >= 500) throw error;
      await sql`rollback to savepoint automation`.execute(tx.db);
      steps.push({
        action: step.action,
        ok: false,
        message: errorMessage(refusal.code, call.actor.locale, refusal.params),
      });
      outcome = 'failed';
      break;
    }
  }
  await note(tx, call, automation, { outcome, target, event, steps });
}

/** Notes a run that was cut because it follows from too long a chain. */
export function noteCut(
  tx: Tx,
  call: Call,
  automation: AutomationRow,
  target: AutomationTarget,
  event: { id: string; type: string },
): Promise<void> {
  return note(tx, call, automation, { outcome: 'cut', target, event, steps: [] });
}

async function note(
  tx: Tx,
  call: Call,
  automation: AutomationRow,
  run: {
    outcome: AutomationRun['outcome'];
    target: AutomationTarget;
    event: { id: string; type: string } | null;
    steps: AutomationRun['steps'];
  },
): Promise<void> {
  await insertRun(tx, {
    automationId: automation.id,
    outcome: run.outcome,
    at: call.now,
    eventId: run.event?.id ?? null,
    eventType: run.event?.type ?? null,
    ticketId: run.target.ticketId,
    steps: run.steps,
  });
  await appendEvents(tx, [
    {
      definition: automationRan,
      data: {
        automationId: automation.id,
        name: automation.name,
        outcome: run.outcome,
        steps: run.steps.length,
      },
      subject: { type: 'automation', id: automation.id },
      actor: eventActor(call.actor),
      ticketId: run.target.ticketId,
      customerId: run.target.customerId,
      cause: call.cause,
      occurredAt: call.now,
    },
  ]);
}
