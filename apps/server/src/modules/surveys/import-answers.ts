import {
  type Locale,
  type SurveyAnswers,
  surveyExpired,
  surveySent,
  type TicketFacts,
} from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type AppendedEvent, appendEvents } from '../../platform/events/append-events.ts';
import { aboutOf } from './about.ts';
import { insertAnswers } from './answer.repo.ts';
import { answeredEvent, answerRow } from './answer-survey.ts';
import { type InvitationRow, insertInvitations } from './invitation.repo.ts';
import { getSurvey, getVersion } from './survey.repo.ts';

/** Somebody who was asked at some time in the past, and what came of it. */
export interface PastInvitation {
  surveyId: string;
  ticketId: string;
  customerId: string | null;
  /** What the ticket was when the customer was asked. */
  facts: TicketFacts;
  sentAt: Temporal.Instant;
  answer: { at: Temporal.Instant; answers: SurveyAnswers } | null;
}

const locale: Locale = 'zh-CN';

/**
 * Takes over invitations and answers of the past as back-dated events, in a few statements for the whole batch.
 * Answers must fit the published version; nobody is mailed, and nothing is followed up: that was then.
 */
export async function importPastAnswers(
  tx: Tx,
  call: Call,
  past: readonly PastInvitation[],
): Promise<number> {
  authorise(call.actor, 'surveys.manage');
  if (past.length === 0) return 0;
  const asked = new Map<string, Awaited<ReturnType<typeof publishedOf>>>();
  for (const id of new Set(past.map(({ surveyId }) => surveyId))) asked.set(id, await publishedOf(tx, id));
  const made = past.map((one) => {
    const { survey, version } = asked.get(one.surveyId)!;
    return { ...one, invitation: invitationOf(one, version, survey.settings.validDays, call.now) };
  });
  const sent = await appendEvents(
    tx,
    made.map(({ invitation }) => ({
      ...told(invitation, invitation.sentAt),
      definition: surveySent,
      data: { ...named(invitation), by: 'link' as const, ...aboutOf(invitation) },
    })),
  );
  for (const [index, { invitation }] of made.entries()) {
    invitation.eventId = sent[index]?.id ?? null;
    invitation.eventDepth = sent[index]?.depth ?? 0;
  }
  await insertInvitations(
    tx,
    made.map(({ invitation }) => invitation),
  );
  const answered = made.flatMap(({ invitation, answer, surveyId }) => {
    if (answer === null) return [];
    const open = { ...asked.get(surveyId)!, invitation, link: null };
    return [{ open, row: answerRow(open, answer.at, locale, answer.answers) }];
  });
  await insertAnswers(
    tx,
    answered.map(({ row }) => row),
  );
  await appendEvents(
    tx,
    answered.map(({ open, row }) => answeredEvent(open, row)),
  );
  const expired = made.filter(({ invitation }) => invitation.state === 'expired');
  await appendEvents(
    tx,
    expired.map(({ invitation }) => ({
      ...told(invitation, invitation.expiresAt, { id: invitation.eventId!, depth: invitation.eventDepth }),
      definition: surveyExpired,
      data: { ...named(invitation), started: false, ...aboutOf(invitation) },
    })),
  );
  return sent.length + answered.length + expired.length;
}

async function publishedOf(tx: Tx, surveyId: string) {
  const survey = await getSurvey(tx, surveyId);
  const version = survey.publishedVersion!;
  return { survey, version, content: (await getVersion(tx, surveyId, version)).content };
}

function invitationOf(
  { surveyId, ticketId, customerId, facts, sentAt, answer }: PastInvitation,
  version: number,
  validDays: number,
  now: Temporal.Instant,
): InvitationRow {
  const expiresAt = sentAt.add({ hours: 24 * validDays });
  const isOver = Temporal.Instant.compare(expiresAt, now) <= 0;
  return {
    id: uuidv7(),
    surveyId,
    version,
    state: answer !== null ? 'answered' : isOver ? 'expired' : 'sent',
    by: 'link',
    asked: customerId,
    recipient: null,
    locale,
    ticketId,
    customerId,
    facts,
    // No secret has this hash: links of the past open nothing.
    secretHash: 'past',
    reminderHash: null,
    partial: null,
    eventId: null,
    eventDepth: 0,
    sentAt,
    expiresAt,
    remindAt: null,
  };
}

const named = (row: InvitationRow) => ({
  surveyId: row.surveyId,
  version: row.version,
  invitationId: row.id,
});

const told = (row: InvitationRow, at: Temporal.Instant, cause?: AppendedEvent) => ({
  subject: { type: 'survey', id: row.surveyId },
  actor: { type: 'system' as const, id: null },
  occurredAt: at,
  ticketId: row.ticketId,
  customerId: row.customerId,
  ...(cause === undefined ? {} : { cause }),
});
