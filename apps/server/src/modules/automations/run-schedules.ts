import type { Condition } from '@jingyun/contracts';
import { systemActor } from '../../platform/actor.ts';
import { holds } from '../../platform/conditions/holds.ts';
import type { Services } from '../../platform/services.ts';
import { type AutomationRow, nextDue, organisationTimeZone, setNextRun } from './automation.repo.ts';
import { nextRunAt } from './check-automation.ts';
import { perform } from './perform.ts';

const page = 200;

/**
 * Runs the scheduled automations of an organisation that are due. Each record in a
 * transaction of its own page; the next time is set first, so that a crash half-way
 * leaves the rest to the next time instead of doing the first part twice.
 */
export async function runSchedules(services: Services, orgId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const now = services.clock();
    const automation = await services.database.inOrg(orgId, async (tx) => {
      const due = await nextDue(tx, now);
      if (due !== undefined)
        await setNextRun(tx, due.id, nextRunAt(due.trigger, now, await organisationTimeZone(tx)));
      return due;
    });
    if (automation === undefined || signal.aborted) return;
    await runOverSource(services, orgId, automation, signal);
  }
}

async function runOverSource(
  services: Services,
  orgId: string,
  automation: AutomationRow,
  signal: AbortSignal,
): Promise<void> {
  const source =
    automation.trigger.on === 'schedule'
      ? services.automation.sources.get(automation.trigger.source)
      : undefined;
  if (source === undefined) return;
  let after: string | null = null;
  do {
    after = await services.database.inOrg(orgId, async (tx) => {
      const call = { actor: systemActor(orgId), now: services.clock() };
      const records = await source.read(tx, call, after, page);
      for (const record of records) {
        if (holds(automation.condition as Condition, record.context))
          await perform(services, tx, call, automation, record, null);
      }
      return records.length < page ? null : (records.at(-1)?.cursor ?? null);
    });
  } while (after !== null && !signal.aborted);
}
