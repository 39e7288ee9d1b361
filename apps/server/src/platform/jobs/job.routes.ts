import type { ErrorCode, Locale } from '@jingyun/contracts';
import { errorTable, idParams, type Job, jobSchema, jobsQuery, ok, pageOf } from '@jingyun/contracts';
import { ServiceError } from '../errors/service-error.ts';
import { command, query } from '../http/command.ts';
import { decodeCursor, pageFrom } from '../http/cursor.ts';
import type { HttpApp } from '../http/server.ts';
import { errorMessage, say } from '../i18n/server-words.ts';
import type { Services } from '../services.ts';
import { findJob, type JobRow, listJobs } from './jobs.repo.ts';
import type { JobDefinition } from './types.ts';

/** Lists, shows and cancels background jobs. */
export function jobRoutes(app: HttpApp, services: Services, definitions: readonly JobDefinition[]): void {
  const words = new Map(definitions.map((definition) => [definition.kind, definition.words]));
  const present = (job: JobRow, locale: Locale): Job => ({
    id: job.id,
    kind: job.kind,
    title: say(words.get(job.kind) ?? { zh: job.kind, en: job.kind }, locale),
    status: job.status,
    done: job.done,
    total: job.total,
    note: job.note,
    result: job.result,
    error: job.error === null ? null : { code: job.error.code, message: wordsOf(job.error, locale) },
    createdAt: job.created_at.toString(),
    startedAt: job.started_at?.toString() ?? null,
    endedAt: job.ended_at?.toString() ?? null,
  });

  app.get(
    '/api/v1/jobs',
    {
      config: { permission: 'jobs.read' },
      schema: {
        summary: 'List background jobs, newest first',
        tags: ['jobs'],
        querystring: jobsQuery,
        response: { 200: pageOf(jobSchema) },
      },
    },
    (request) =>
      query(services, request, async (tx, { actor }) => {
        const { cursor, limit } = request.query;
        const key = decodeCursor('jobs', cursor);
        const after = key === null ? null : { createdAt: String(key[0]), id: String(key[1]) };
        const rows = await listJobs(tx, after, limit + 1);
        return pageFrom(
          rows,
          limit,
          'jobs',
          (job) => [job.created_at.toString(), job.id],
          (job) => present(job, actor.locale),
        );
      }),
  );

  // Whoever started a job may watch it, so this asks only for a signed-in person; ids are not guessable and jobs hold no customer data.
  app.get(
    '/api/v1/jobs/:id',
    {
      config: { permission: 'signedIn' },
      schema: {
        summary: 'Show a background job',
        tags: ['jobs'],
        params: idParams,
        response: { 200: jobSchema },
      },
    },
    (request) =>
      query(services, request, async (tx, { actor }) => {
        const job = await findJob(tx, request.params.id);
        if (job === undefined || (job.created_by !== actor.id && !actor.grants.has('jobs.read')))
          throw new ServiceError('not_found');
        return present(job, actor.locale);
      }),
  );

  app.post(
    '/api/v1/jobs/:id/cancel',
    {
      config: { permission: 'jobs.cancel' },
      schema: {
        summary: 'Ask a background job to stop',
        tags: ['jobs'],
        params: idParams,
        response: { 200: ok },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx) => {
        await services.jobs.cancel(tx, request.params.id);
        return { body: { ok: true as const } };
      }),
  );
}

function wordsOf(error: { code: string; message: string }, locale: Locale): string {
  return error.code in errorTable ? errorMessage(error.code as ErrorCode, locale) : error.message;
}
