import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { TestProduct } from '../../testing/use-product.ts';
import { makeCustomer, makeTeam, makeTicket } from '../tickets/ticket.factory.ts';
import { csatSurvey, liveSurvey } from './survey.factory.ts';

/** 2026-03-02 10:00 in Shanghai, later by some days. */
export const day = (days: number) =>
  Temporal.Instant.from('2026-03-02T02:00:00Z')
    .add({ hours: 24 * days })
    .toString();

export interface Asked {
  surveyId: string;
  ticketId: string;
  url: string;
  token: string;
}

/** What tests of surveys do over and over: ask, answer, and look at what was written. */
export function surveyDesk(t: TestProduct) {
  const inOrg = <T>(work: (tx: Tx) => Promise<T>) => t.db.inOrg(work);

  /** A live survey, a ticket of a customer, and the link to answer by. */
  async function asked(
    over: Parameters<typeof csatSurvey>[0] = {},
    customerId?: string,
    categoryId: string | null = null,
  ): Promise<Asked> {
    const made = await inOrg(async (tx) => {
      const survey = await liveSurvey(tx, t.db.call(), csatSurvey(over));
      const ticket = await makeTicket(tx, t.db.call(), {
        customerId: customerId ?? (await makeCustomer(tx)),
        teamId: await makeTeam(tx),
        categoryId,
        requester: { email: 'wang@example.com' },
      });
      return { surveyId: survey.id, ticketId: ticket.id };
    });
    const { url } = await invite(made.surveyId, made.ticketId, 'link');
    return { ...made, url: url!, token: url!.split('/').at(-1)! };
  }

  const invite = async (surveyId: string, ticketId: string, by: 'email' | 'link') =>
    (
      await t
        .as('owner')
        .send<{ url: string | null; withheld: string | null }>(
          'POST',
          `/api/v1/surveys/${surveyId}/invitations`,
          {
            ticketId,
            by,
          },
        )
    ).body;

  const answer = (token: string, answers: unknown, locale = 'en') =>
    t
      .as('agent')
      .send<{ code?: string; fields?: { path: string; code: string; message: string }[] }>(
        'POST',
        '/api/v1/survey-form/answers',
        { answers, locale: 'zh-CN' },
        { 'x-survey-token': token, 'accept-language': locale },
      );

  const rows = async (surveyId: string) =>
    (
      await inOrg((tx) =>
        sql<{ score: number; answers: object; follow_up_id: string | null; follow_up_failed: string | null }>`
        select score, answers, follow_up_id, follow_up_failed from survey_answers
        where org_id = ${tx.orgId} and survey_id = ${surveyId} order by answered_at, id`.execute(tx.db),
      )
    ).rows;

  const events = async (type: string, ticketId: string) =>
    (
      await inOrg((tx) =>
        sql<{ id: string; causation_id: string | null; data: Record<string, unknown> }>`
        select id, causation_id, data from events where org_id = ${tx.orgId} and type = ${type} and ticket_id = ${ticketId}`.execute(
          tx.db,
        ),
      )
    ).rows;

  return { inOrg, asked, invite, answer, rows, events };
}
