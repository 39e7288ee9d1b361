import { idParams, pageOf, questionInput, questionListQuery, trainingQuestion } from '@jingyun/contracts';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { getQuestion, listQuestions } from './question.repo.ts';
import { createQuestion, replaceQuestion } from './save-question.ts';
import { idOf } from './training.keys.ts';
import { presentQuestion } from './training.present.ts';

const tags = ['training'];
// Questions come with their right answers: only who writes quizzes may read them.
const manage = { permission: 'training.manage' };

/** The question bank. */
export function questionRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/training/questions',
    {
      config: manage,
      schema: {
        tags,
        summary: 'List the question bank, newest first',
        querystring: questionListQuery,
        response: { 200: pageOf(trainingQuestion) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit, ...filter } = request.query;
        const after = idOf(decodeCursor('questions', cursor));
        const rows = await listQuestions(tx, filter, after, limit);
        return pageFrom(rows, limit, 'questions', ({ id }) => [id], presentQuestion);
      }),
  );

  app.post(
    '/api/v1/training/questions',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Add a question to the bank',
        body: questionInput,
        response: { 201: trainingQuestion },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createQuestion(tx, call, request.body);
        return { status: 201, version: row.version, body: presentQuestion(row) };
      }),
  );

  app.get(
    '/api/v1/training/questions/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Get a question with its right answer',
        params: idParams,
        response: { 200: trainingQuestion },
      },
    },
    (request, reply) =>
      query(services, request, async (tx) => {
        const row = await getQuestion(tx, request.params.id);
        sendVersion(reply, row.version);
        return presentQuestion(row);
      }),
  );

  app.put(
    '/api/v1/training/questions/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a question; attempts that were opened keep what they were asked',
        params: idParams,
        body: questionInput,
        response: { 200: trainingQuestion },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await replaceQuestion(
          tx,
          call,
          request.params.id,
          expectedVersion(request),
          request.body,
        );
        return { version: row.version, body: presentQuestion(row) };
      }),
  );
}
