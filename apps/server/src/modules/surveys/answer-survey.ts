import { type Locale, type SurveyAnswers, type SurveyContent, surveyAnswered } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { aboutOf } from './about.ts';
import { type AnswerRow, insertAnswers } from './answer.repo.ts';
import { checkedAnswers, reasonsOf, scoresOf, verbatimsOf } from './answer.rules.ts';
import { openFollowUp } from './follow-up.ts';
import { markAnswered, savePartial } from './invitation.repo.ts';
import { type OpenSurvey, openSurvey } from './open-survey.ts';

/** What became of an answer: what was asked, for its words of thanks, and whom it concerns. */
export interface Taken {
  content: SurveyContent;
  surveyId: string;
  ticketId: string | null;
  /** The ticket that follows up on it. */
  followUpId: string | null;
}

/**
 * Takes an answer by a link's token: written whole or not at all. A bad main score opens a follow-up.
 *
 * @throws ServiceError invalid_input, survey_link_invalid, survey_link_used, survey_link_expired, survey_closed
 */
export async function answerSurvey(
  tx: Tx,
  call: Call,
  token: string,
  given: { locale?: Locale | undefined; answers: SurveyAnswers },
): Promise<Taken> {
  const open = await openSurvey(tx, token, call.now, true);
  const answers = checkedAnswers(open.content, given.answers, call.actor.locale);
  const row = answerRow(open, call.now, given.locale ?? call.actor.locale, answers);
  await insertAnswers(tx, [row]);
  if (open.invitation !== null) await markAnswered(tx, open.invitation.id);
  const [event] = await appendEvents(tx, [answeredEvent(open, row)]);
  const { followUp } = open.survey.settings;
  const isBad = followUp !== null && row.score !== null && row.score <= followUp.atMost;
  const followUpId =
    isBad && event !== undefined
      ? await openFollowUp(tx, call, {
          survey: open.survey,
          followUp,
          row,
          content: open.content,
          cause: event,
        })
      : null;
  return { content: open.content, surveyId: row.surveyId, ticketId: row.ticketId, followUpId };
}

/** Keeps what was answered so far, so that somebody who is interrupted can go on. Of open links nothing is kept. */
export async function keepPartial(tx: Tx, call: Call, token: string, given: SurveyAnswers): Promise<void> {
  const { invitation, content } = await openSurvey(tx, token, call.now, true);
  const answers = checkedAnswers(content, given, call.actor.locale, false);
  if (invitation !== null) await savePartial(tx, invitation.id, answers);
}

/** The row of an answer whose answers are checked. */
export function answerRow(
  open: OpenSurvey,
  at: Temporal.Instant,
  locale: Locale,
  answers: SurveyAnswers,
): AnswerRow {
  const [main] = scoresOf(open.content, answers);
  const { invitation, link } = open;
  const ofLink =
    link === null
      ? null
      : {
          teamId: link.teamId,
          assigneeId: null,
          categoryId: null,
          channel: link.channel,
          customerTier: null,
        };
  return {
    id: uuidv7(),
    surveyId: open.survey.id,
    version: open.version,
    invitationId: invitation?.id ?? null,
    linkId: link?.id ?? null,
    locale,
    kind: main?.kind ?? null,
    score: main?.score ?? null,
    answers,
    hasText: verbatimsOf(open.content, answers).some((text) => text.trim() !== ''),
    ticketId: invitation?.ticketId ?? null,
    customerId: invitation?.customerId ?? null,
    about: invitation?.facts ?? ofLink,
    answeredAt: at,
  };
}

/** The event of an answer: what it says, and what it is about as that was when the customer was asked. */
export function answeredEvent({ invitation, content }: OpenSurvey, row: AnswerRow) {
  const scores = scoresOf(content, row.answers);
  const [main] = scores;
  const { ticketId, customerId, about } = row;
  return {
    definition: surveyAnswered,
    data: {
      surveyId: row.surveyId,
      version: row.version,
      answerId: row.id,
      kind: main?.kind ?? ('other' as const),
      score: main?.score ?? null,
      max: main?.max ?? null,
      scores,
      reasons: reasonsOf(content, row.answers),
      invited: invitation !== null,
      ...aboutOf({ ticketId, customerId, facts: invitation?.facts ?? null }),
      ...(invitation === null ? { teamId: about?.teamId ?? null, channel: about?.channel ?? null } : {}),
    },
    subject: { type: 'survey', id: row.surveyId },
    actor: { type: 'customer' as const, id: customerId },
    occurredAt: row.answeredAt,
    ticketId,
    customerId,
    cause:
      invitation === null || invitation.eventId === null
        ? undefined
        : { id: invitation.eventId, depth: invitation.eventDepth },
  };
}
