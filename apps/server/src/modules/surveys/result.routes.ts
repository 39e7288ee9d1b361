import {
  idParams,
  pageOf,
  surveyAnswer,
  surveyAnswersQuery,
  surveyResultsQuery,
  surveyResults as surveyResultsShape,
  ticketSurvey,
} from '@jingyun/contracts';
import { z } from 'zod';
import { authorise } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { callOf, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { nameTickets } from '../tickets/index.ts';
import { exportAnswers } from './export-answers.ts';
import { listAnswers } from './results.repo.ts';
import { presentAnswer } from './survey.present.ts';
import { getSurvey } from './survey.repo.ts';
import { resultScope, surveyResults } from './survey-results.ts';
import { ticketSurveys } from './ticket-surveys.ts';

const tags = ['surveys'];
const read = { permission: 'surveys.read' };
const exportQuery = surveyAnswersQuery
  .omit({ cursor: true, limit: true })
  .extend({ format: z.enum(['csv', 'xlsx']).default('csv') });

/** What came of a survey: numbers, answers one by one, and all of them as a file. */
export function surveyResultRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/surveys/:id/results',
    {
      config: read,
      schema: {
        tags,
        summary: 'Score with interval, distribution, trend, breakdown and response rate',
        params: idParams,
        querystring: surveyResultsQuery,
        response: { 200: surveyResultsShape },
      },
    },
    (request) =>
      query(services, request, (tx, call) =>
        surveyResults(tx, call, services, request.params.id, request.query),
      ),
  );

  app.get(
    '/api/v1/tickets/:id/surveys',
    {
      config: read,
      schema: {
        tags,
        summary: 'How the customer of a ticket was asked about it, and what was answered',
        params: idParams,
        response: { 200: z.object({ data: z.array(ticketSurvey) }) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => ({
        data: await ticketSurveys(tx, call, request.params.id),
      })),
  );

  app.get(
    '/api/v1/surveys/:id/answers',
    {
      config: read,
      schema: {
        tags,
        summary: 'List answers, newest first',
        params: idParams,
        querystring: surveyAnswersQuery,
        response: { 200: pageOf(surveyAnswer) },
      },
    },
    (request) =>
      query(services, request, async (tx, { actor }) => {
        const { cursor, limit, ...filter } = request.query;
        const { id } = request.params;
        await getSurvey(tx, id);
        const after = decodeCursor('survey-answers', cursor);
        const key = after === null ? null : answerKey(after);
        const rows = await listAnswers(tx, id, resultScope(actor), filter, key, limit + 1);
        const ids = rows.flatMap((row) => [row.ticketId ?? [], row.followUpId ?? []].flat());
        const tickets = await nameTickets(tx, actor, ids);
        return pageFrom(
          rows,
          limit,
          'survey-answers',
          (row) => [row.answeredAt.toString(), row.id],
          (row) => presentAnswer(row, tickets),
        );
      }),
  );

  app.get(
    '/api/v1/surveys/:id/answers/export',
    {
      config: read,
      schema: {
        tags,
        summary: 'Answers as CSV or XLSX, a column for each question',
        params: idParams,
        querystring: exportQuery,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const { actor } = callOf(services, request);
      authorise(actor, 'surveys.read');
      const { format, ...filter } = request.query;
      const { type, stream } = await exportAnswers(services, actor, request.params.id, filter, format);
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="survey-answers.${format}"`)
        .send(stream);
    },
  );
}

/** @throws ServiceError invalid_cursor */
function answerKey([at, id]: readonly unknown[]): readonly [string, string] {
  const isInstant = typeof at === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at);
  if (!isInstant || !z.uuid().safeParse(id).success) throw new ServiceError('invalid_cursor');
  return [at, String(id)];
}
