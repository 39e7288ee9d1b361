import { type AutomationInput, automationSaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import {
  type AutomationRow,
  deleteAutomationRow,
  getAutomation,
  insertAutomation,
  organisationTimeZone,
  updateAutomation,
} from './automation.repo.ts';
import { checkAutomation, nextRunAt } from './check-automation.ts';

/** Makes an automation, last in the order. Works on what is recorded from now on. */
export async function createAutomation(
  services: Services,
  tx: Tx,
  call: Call,
  input: AutomationInput,
): Promise<AutomationRow> {
  authorise(call.actor, 'automations.manage');
  checkAutomation(services, input);
  const id = uuidv7();
  await insertAutomation(
    tx,
    id,
    input,
    call.now,
    nextRunAt(input.trigger, call.now, await organisationTimeZone(tx)),
  );
  await tell(tx, call, id, null, input);
  return getAutomation(tx, id);
}

/** Replaces an automation. Switching it on again, or giving it another trigger, makes it start from now. */
export async function replaceAutomation(
  services: Services,
  tx: Tx,
  call: Call,
  id: string,
  expectedVersion: number,
  input: AutomationInput,
): Promise<AutomationRow> {
  authorise(call.actor, 'automations.manage');
  const before = await getAutomation(tx, id, true);
  refuseStale(expectedVersion, before.version);
  checkAutomation(services, input);
  const continues = before.active && JSON.stringify(before.trigger) === JSON.stringify(input.trigger);
  await updateAutomation(tx, id, input, {
    now: call.now,
    activeFrom: continues ? before.active_from : call.now,
    nextRunAt: nextRunAt(input.trigger, call.now, await organisationTimeZone(tx)),
  });
  await tell(tx, call, id, before, input);
  return getAutomation(tx, id);
}

/** Deletes an automation and its run history; the log keeps both. */
export async function deleteAutomation(
  tx: Tx,
  call: Call,
  id: string,
  expectedVersion: number,
): Promise<void> {
  authorise(call.actor, 'automations.manage');
  const before = await getAutomation(tx, id, true);
  refuseStale(expectedVersion, before.version);
  await tell(tx, call, id, before, null);
  await deleteAutomationRow(tx, id);
}

async function tell(
  tx: Tx,
  call: Call,
  id: string,
  before: AutomationInput | null,
  after: AutomationInput | null,
): Promise<void> {
  await appendEvents(tx, [
    {
      definition: automationSaved,
      data: { before: settingsOf(before), after: settingsOf(after) },
      subject: { type: 'automation', id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}

function settingsOf(automation: AutomationInput | null): Record<string, unknown> | null {
  if (automation === null) return null;
  const { name, description, active, trigger, condition, steps } = automation;
  return { name, description, active, trigger, condition, steps };
}
