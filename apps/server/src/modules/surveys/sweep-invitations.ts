import { surveyExpired, surveyReminded } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation } from '../people/index.ts';
import { aboutOf } from './about.ts';
import { addReminderSecret, type InvitationRow, takeExpired, takeToRemind } from './invitation.repo.ts';
import { type SendServices, surveyUrl } from './send-survey.ts';
import { invitationMail } from './survey.mail.ts';
import { getSurvey, getVersion } from './survey.repo.ts';
import { hashOfSecret, newSecret } from './survey-token.ts';

/** Invitations of one transaction: enough to be quick, few enough not to hold up anybody who answers. */
const batch = 200;

/** Ends what is over and reminds whom it is time to remind. Started by the clock. */
export async function sweepInvitations(
  services: Pick<Services, 'database' | 'clock'> & SendServices,
  orgId: string,
  signal: AbortSignal,
): Promise<void> {
  for (const work of [expireInvitations, remindInvited]) {
    for (let done = batch; done === batch && !signal.aborted; )
      done = await services.database.inOrg(orgId, (tx) => work(tx, services.clock(), services));
  }
}

/** @returns how many were ended */
export async function expireInvitations(tx: Tx, now: Temporal.Instant): Promise<number> {
  const rows = await takeExpired(tx, now, batch);
  await appendEvents(
    tx,
    rows.map((row) => ({
      ...told(row, now),
      definition: surveyExpired,
      data: { ...asked(row), started: row.partial !== null, ...aboutOf(row) },
    })),
  );
  return rows.length;
}

/** @returns how many were reminded, or would have been while their survey was live */
export async function remindInvited(tx: Tx, now: Temporal.Instant, services: SendServices): Promise<number> {
  const rows = await takeToRemind(tx, now, batch);
  for (const row of rows) {
    const survey = await getSurvey(tx, row.surveyId);
    if (survey.status !== 'live' || row.recipient === null) continue;
    const secret = newSecret();
    await addReminderSecret(tx, row.id, hashOfSecret(secret));
    const { content } = await getVersion(tx, row.surveyId, row.version);
    const { name: organisation } = await getOrganisation(tx);
    const url = surveyUrl(services.config.publicUrl, tx.orgId, row.id, secret);
    const about = { to: row.recipient, locale: row.locale, organisation, content, url };
    await services.mail.send(tx, invitationMail({ ...about, number: row.facts?.number ?? null }, 'reminder'));
    await appendEvents(tx, [
      { ...told(row, now), definition: surveyReminded, data: { ...asked(row), ...aboutOf(row) } },
    ]);
  }
  return rows.length;
}

const asked = (row: InvitationRow) => ({
  surveyId: row.surveyId,
  version: row.version,
  invitationId: row.id,
});

const told = (row: InvitationRow, now: Temporal.Instant) => ({
  subject: { type: 'survey', id: row.surveyId },
  actor: { type: 'system' as const, id: null },
  occurredAt: now,
  ticketId: row.ticketId,
  customerId: row.customerId,
  ...(row.eventId === null ? {} : { cause: { id: row.eventId, depth: row.eventDepth } }),
});
