import {
  type Locale,
  type SurveyInvite,
  surveySent,
  surveyWithheld,
  type surveyWithheldReasons,
} from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { getCustomer } from '../customers/index.ts';
import { getOrganisation } from '../people/index.ts';
import { factsOf, readTicket, type TicketState } from '../tickets/index.ts';
import { aboutOf } from './about.ts';
import {
  countAsked,
  type InvitationRow,
  insertInvitations,
  insertWithheld,
  lockAsked,
} from './invitation.repo.ts';
import { invitationMail } from './survey.mail.ts';
import { getSurvey, getVersion, readSettings, type SurveyRow } from './survey.repo.ts';
import { hashOfSecret, newSecret, writeToken } from './survey-token.ts';

export interface SendOutcome {
  invitationId: string | null;
  withheld: (typeof surveyWithheldReasons)[number] | null;
  /** The link to pass on, where it was not mailed. */
  url: string | null;
}

export type SendServices = Pick<Services, 'mail' | 'config'>;

/**
 * Asks a customer about a ticket. Where that may not or cannot be, nothing is sent and the log says why; this is an
 * answer and not an error, so that an automation's further steps go on.
 *
 * @throws ServiceError not_found, survey_not_live
 */
export async function sendSurvey(
  tx: Tx,
  call: Call,
  services: SendServices,
  surveyId: string,
  { ticketId, by }: SurveyInvite,
): Promise<SendOutcome> {
  const scope = authorise(call.actor, 'surveys.send');
  const survey = await getSurvey(tx, surveyId);
  if (survey.status !== 'live' || survey.publishedVersion === null) throw new ServiceError('survey_not_live');
  const ticket = await readTicket(tx, call, ticketId);
  if (!isInReach(call, scope, ticket)) throw new ServiceError('not_found');
  const { recipient, locale } = await whom(tx, ticket);
  const asked = ticket.customerId ?? recipient?.toLowerCase() ?? null;
  if (by === 'email' && recipient === null) return withhold(tx, call, survey, ticket, 'noAddress');
  if (asked !== null) {
    await lockAsked(tx, asked);
    const { maxInvitations, perDays } = await readSettings(tx);
    const since = call.now.subtract({ hours: 24 * perDays });
    if ((await countAsked(tx, asked, since)) >= maxInvitations)
      return withhold(tx, call, survey, ticket, 'frequencyCap');
  }
  const { invitation, url } = await invite(tx, call, services, survey, ticket, {
    by,
    asked,
    recipient: by === 'email' ? recipient : null,
    locale,
  });
  return { invitationId: invitation.id, withheld: null, url: by === 'link' ? url : null };
}

function isInReach(call: Call, scope: 'own' | 'team' | 'all', ticket: TicketState): boolean {
  if (scope === 'all' || (ticket.assigneeId !== null && ticket.assigneeId === call.actor.id)) return true;
  return scope === 'team' && ticket.teamId !== null && call.actor.teamIds.includes(ticket.teamId);
}

/** The address that asked, else the customer's first; the customer's language, else the organisation's. */
async function whom(tx: Tx, ticket: TicketState): Promise<{ recipient: string | null; locale: Locale }> {
  const customer = ticket.customerId === null ? null : await getCustomer(tx, ticket.customerId);
  const address = customer?.contacts.find(({ type }) => type === 'email')?.value ?? null;
  const locale = customer?.locale ?? (await getOrganisation(tx)).locale;
  return { recipient: ticket.requesterEmail ?? address, locale };
}

async function invite(
  tx: Tx,
  call: Call,
  services: SendServices,
  survey: SurveyRow,
  ticket: TicketState,
  to: Pick<InvitationRow, 'by' | 'asked' | 'recipient' | 'locale'>,
): Promise<{ invitation: InvitationRow; url: string }> {
  const version = survey.publishedVersion!;
  const { validDays, remindAfterDays } = survey.settings;
  const [id, secret, facts] = [uuidv7(), newSecret(), factsOf(ticket)];
  const of = { ticketId: ticket.id, customerId: ticket.customerId, facts };
  const [event] = await appendEvents(tx, [
    {
      definition: surveySent,
      data: { surveyId: survey.id, version, invitationId: id, by: to.by, ...aboutOf(of) },
      subject: { type: 'survey', id: survey.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      ticketId: of.ticketId,
      customerId: of.customerId,
      cause: call.cause,
    },
  ]);
  const reminds = to.recipient !== null && remindAfterDays !== null && remindAfterDays < validDays;
  const invitation: InvitationRow = {
    id,
    surveyId: survey.id,
    version,
    state: 'sent',
    ...to,
    ...of,
    secretHash: hashOfSecret(secret),
    reminderHash: null,
    partial: null,
    eventId: event?.id ?? null,
    eventDepth: event?.depth ?? 0,
    sentAt: call.now,
    expiresAt: call.now.add({ hours: 24 * validDays }),
    remindAt: reminds ? call.now.add({ hours: 24 * remindAfterDays }) : null,
  };
  await insertInvitations(tx, [invitation]);
  const url = surveyUrl(services.config.publicUrl, tx.orgId, id, secret);
  if (to.recipient !== null) {
    const { content } = await getVersion(tx, survey.id, version);
    const { name: organisation } = await getOrganisation(tx);
    const about = { to: to.recipient, locale: to.locale, organisation, number: ticket.number, content, url };
    await services.mail.send(tx, invitationMail(about, 'first'));
  }
  return { invitation, url };
}

async function withhold(
  tx: Tx,
  call: Call,
  survey: SurveyRow,
  ticket: TicketState,
  reason: NonNullable<SendOutcome['withheld']>,
): Promise<SendOutcome> {
  const of = { ticketId: ticket.id, customerId: ticket.customerId, facts: factsOf(ticket) };
  await insertWithheld(tx, { id: uuidv7(), surveyId: survey.id, reason, at: call.now });
  await appendEvents(tx, [
    {
      definition: surveyWithheld,
      data: { surveyId: survey.id, version: survey.publishedVersion!, reason, ...aboutOf(of) },
      subject: { type: 'survey', id: survey.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      ticketId: of.ticketId,
      customerId: of.customerId,
      cause: call.cause,
    },
  ]);
  return { invitationId: null, withheld: reason, url: null };
}

/** The page behind a link. The token is in the path, for the page works without script; `docs/guides/surveys.md` says what that means. */
export function surveyUrl(publicUrl: string, orgId: string, id: string, secret: string): string {
  return `${publicUrl}/s/${writeToken({ orgId, id, secret })}`;
}
