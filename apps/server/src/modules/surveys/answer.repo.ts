import type { Locale, SurveyAnswers, SurveyScoreKind, TicketFacts } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface AnswerRow {
  id: string;
  surveyId: string;
  version: number;
  invitationId: string | null;
  linkId: string | null;
  locale: Locale;
  kind: SurveyScoreKind | null;
  score: number | null;
  answers: SurveyAnswers;
  hasText: boolean;
  ticketId: string | null;
  customerId: string | null;
  about: Pick<TicketFacts, 'teamId' | 'assigneeId' | 'categoryId' | 'channel' | 'customerTier'> | null;
  answeredAt: Temporal.Instant;
}

/** Several at once, in one statement. */
export async function insertAnswers(tx: Tx, rows: readonly AnswerRow[]): Promise<void> {
  const records = rows.map((row) => ({
    id: row.id,
    survey_id: row.surveyId,
    version: row.version,
    invitation_id: row.invitationId,
    link_id: row.linkId,
    locale: row.locale,
    kind: row.kind,
    score: row.score,
    answers: row.answers,
    has_text: row.hasText,
    ticket_id: row.ticketId,
    customer_id: row.customerId,
    team_id: row.about?.teamId ?? null,
    assignee_id: row.about?.assigneeId ?? null,
    category_id: row.about?.categoryId ?? null,
    channel: row.about?.channel ?? null,
    tier: row.about?.customerTier ?? null,
    answered_at: row.answeredAt.toString(),
  }));
  await sql`
    insert into survey_answers (org_id, id, survey_id, version, invitation_id, link_id, locale, kind, score, answers, has_text,
      ticket_id, customer_id, team_id, assignee_id, category_id, channel, tier, answered_at)
    select ${tx.orgId}, a.id, a.survey_id, a.version, a.invitation_id, a.link_id, a.locale, a.kind, a.score, a.answers, a.has_text,
      a.ticket_id, a.customer_id, a.team_id, a.assignee_id, a.category_id, a.channel, a.tier, a.answered_at
    from jsonb_to_recordset(${records}::jsonb) as a(id uuid, survey_id uuid, version int, invitation_id uuid, link_id uuid, locale text,
      kind text, score smallint, answers jsonb, has_text boolean, ticket_id uuid, customer_id uuid, team_id uuid, assignee_id uuid,
      category_id uuid, channel text, tier text, answered_at timestamptz)
  `.execute(tx.db);
}

/** Which ticket follows up on an answer, or why none could be opened. */
export async function noteFollowUp(
  tx: Tx,
  answerId: string,
  outcome: { ticketId: string } | { failed: string },
): Promise<void> {
  const [ticketId, failed] = 'ticketId' in outcome ? [outcome.ticketId, null] : [null, outcome.failed];
  await sql`
    update survey_answers set follow_up_id = ${ticketId}, follow_up_failed = ${failed} where org_id = ${tx.orgId} and id = ${answerId}
  `.execute(tx.db);
}
