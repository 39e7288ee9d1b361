import { rechecks } from '@jingyun/contracts';
import { type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation, getUser } from '../people/index.ts';
import { type CheckRow, findCheck, listRechecks } from './check.repo.ts';
import { keepCheck } from './check-improvement.ts';
import { recheckWindows } from './check-windows.rules.ts';
import { dueRechecks, type ImprovementRow, lockImprovement } from './improvement.repo.ts';
import { recheckMail } from './recheck.mail.ts';
import { todayIn } from './work-on.ts';

export type RecheckServices = Pick<Services, 'metrics' | 'registry' | 'mail' | 'config'>;

/**
 * Looks whether proven effects have lasted, 30 and 90 days after closing; each improvement in a transaction of its own,
 * so that one that cannot be checked any more does not keep the others from it. Started by the clock.
 */
export async function recheckImprovements(
  services: RecheckServices & Pick<Services, 'database' | 'clock' | 'log'>,
  orgId: string,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, log } = services;
  const now = clock();
  const due = await database.inOrg(orgId, async (tx) => {
    const { timeZone } = await getOrganisation(tx);
    return dueRechecks(tx, todayIn(timeZone, now).toString());
  });
  for (const id of due) {
    if (signal.aborted) return;
    const call = { actor: systemActor(orgId), now };
    try {
      await database.inOrg(orgId, (tx) => recheckImprovement(tx, call, services, id));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log.warn({ err: error, improvementId: id }, 'improvement not rechecked');
    }
  }
}

/**
 * Makes the rechecks of one improvement that are due and were not made. Reopens nothing; where the effect is not to be
 * seen any more, the owner is told.
 *
 * @returns the checks that were made
 * @throws ServiceError not_found, and as computeCheck
 */
export async function recheckImprovement(
  tx: Tx,
  call: Call,
  services: RecheckServices,
  id: string,
): Promise<CheckRow[]> {
  const row = await lockImprovement(tx, id);
  const proof = row.proofId === null ? null : await findCheck(tx, row.proofId);
  if (proof === null) return [];
  const { timeZone } = await getOrganisation(tx);
  const today = todayIn(timeZone, call.now).toString();
  const made = new Set((await listRechecks(tx, [id])).map(({ recheck }) => recheck));
  const checks: CheckRow[] = [];
  for (const days of rechecks) {
    const on = days === 30 ? row.recheck30On : row.recheck90On;
    if (on === null || on > today || made.has(days)) continue;
    const { changeOn, before, after } = proof.answer;
    const windows = recheckWindows(
      {
        changeOn,
        before: { from: before.from, to: before.to },
        after: { from: after.from, to: after.to },
      },
      Temporal.PlainDate.from(on),
    );
    // What a pilot was compared with may follow the same procedure by now: the time before stays what it was.
    const check = await keepCheck(tx, call, services, row, { kind: 'beforeAfter', windows, recheck: days });
    if (check.result !== 'better') await tellOwner(tx, services, row, check);
    checks.push(check);
  }
  return checks;
}

async function tellOwner(
  tx: Tx,
  services: RecheckServices,
  row: ImprovementRow,
  check: CheckRow,
): Promise<void> {
  if (row.ownerId === null || check.recheck === null) return;
  const { email, locale, status } = await getUser(tx, row.ownerId);
  if (email === null || status !== 'active') return;
  const { name: organisation } = await getOrganisation(tx);
  const link = new URL(`/improvements/${row.id}`, services.config.publicUrl).href;
  const about = { title: row.title, days: check.recheck, result: check.result };
  await services.mail.send(tx, recheckMail({ to: email, locale, organisation, link, ...about }));
}
