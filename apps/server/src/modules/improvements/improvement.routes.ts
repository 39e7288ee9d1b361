import {
  chartPareto,
  type ImprovementStage,
  idParams,
  improvementCalendar,
  improvementCalendarQuery,
  improvementDraft,
  improvementDraftQuery,
  improvementExportQuery,
  improvementListQuery,
  improvementOpen,
  improvementParetoQuery,
  improvement as improvementShape,
  improvementSummary,
  pageOf,
} from '@jingyun/contracts';
import { z } from 'zod';
import { type Actor, authorise } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { callOf, command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { draftImprovement } from './draft-improvement.ts';
import { exportImprovements } from './export-improvements.ts';
import { type ImprovementFilter, listImprovements } from './improvement.repo.ts';
import { improvementPareto } from './improvement-pareto.ts';
import { openImprovement } from './open-improvement.ts';
import { presentSummaries } from './present-summaries.ts';
import { readCalendar } from './read-calendar.ts';
import { presentImprovement, readImprovement } from './read-improvement.ts';
import { tellBrowsers } from './tell-browsers.ts';

const tags = ['improvements'];
const read = { permission: 'improvements.read' };
const manage = { permission: 'improvements.manage' };

/** Improvements: list, export, calendar, open, read. */
export function improvementRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/improvements',
    {
      config: read,
      schema: {
        tags,
        summary: 'List improvements, newest first',
        querystring: improvementListQuery,
        response: { 200: pageOf(improvementSummary) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, ...asked } = request.query;
        const key = decodeCursor('improvements', cursor);
        const after = key === null ? null : afterOf(key);
        const rows = await listImprovements(tx, call.actor, filterOf(call.actor, asked), after, limit);
        const page = pageFrom(
          rows,
          limit,
          'improvements',
          (row) => [row.openedAt.toString(), row.id],
          (row) => row,
        );
        return { ...page, data: await presentSummaries(tx, call, services.metrics, page.data) };
      }),
  );

  app.get(
    '/api/v1/improvements/export',
    {
      config: read,
      schema: {
        tags,
        summary: 'Improvements as CSV or XLSX',
        querystring: improvementExportQuery,
        response: { 200: z.any() },
      },
    },
    (request, reply) => {
      const { actor } = callOf(services, request);
      authorise(actor, 'improvements.read');
      const { format, ...asked } = request.query;
      const { type, stream } = exportImprovements(services, actor, filterOf(actor, asked), format);
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="improvements.${format}"`)
        .send(stream);
    },
  );

  app.get(
    '/api/v1/improvements/calendar',
    {
      config: read,
      schema: {
        tags,
        summary: 'What is due when: countermeasures, rechecks, aims, starts of pilots',
        querystring: improvementCalendarQuery,
        response: { 200: improvementCalendar },
      },
    },
    (request) => query(services, request, (tx, call) => readCalendar(tx, call, request.query)),
  );

  app.get(
    '/api/v1/improvements/draft',
    {
      config: manage,
      schema: {
        tags,
        summary: 'The plan of an improvement as the data of an alert or a ticket fill it; saves nothing',
        querystring: improvementDraftQuery,
        response: { 200: improvementDraft },
      },
    },
    (request) => query(services, request, (tx, call) => draftImprovement(tx, call, services, request.query)),
  );

  app.post(
    '/api/v1/improvements',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Open an improvement, by hand or from a record that fills what is left out',
        body: improvementOpen,
        response: { 201: improvementShape },
      },
    },
    async (request, reply) => {
      const shown = await command(services, request, reply, async (tx, call) => {
        const row = await openImprovement(tx, call, services, request.body);
        return {
          status: 201,
          version: row.version,
          body: await presentImprovement(tx, call, services, row),
        };
      });
      tellBrowsers(services, request, shown.id);
      return shown;
    },
  );

  app.get(
    '/api/v1/improvements/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Get an improvement whole: plan, causes, countermeasures, checks, gates',
        params: idParams,
        response: { 200: improvementShape },
      },
    },
    (request, reply) =>
      query(services, request, async (tx, call) => {
        const body = await readImprovement(tx, call, services, request.params.id);
        sendVersion(reply, body.version);
        return body;
      }),
  );

  app.get(
    '/api/v1/improvements/:id/pareto',
    {
      config: read,
      schema: {
        tags,
        summary:
          'Where the numbers of the metric come from, the largest part first; without days, the last 90',
        params: idParams,
        querystring: improvementParetoQuery,
        response: { 200: chartPareto },
      },
    },
    (request) =>
      query(services, request, (tx, call) =>
        improvementPareto(tx, call, services, request.params.id, request.query),
      ),
  );
}

type Asked = Omit<z.infer<typeof improvementExportQuery>, 'format'>;

function filterOf(actor: Actor, { stage, owner, ...filter }: Asked): ImprovementFilter {
  return {
    ...filter,
    stages: stage?.split(',') as ImprovementStage[] | undefined,
    ownerId: owner === 'me' ? (actor.id ?? undefined) : owner,
  };
}

/** @throws ServiceError invalid_cursor */
function afterOf([at, id]: readonly unknown[]): { at: string; id: string } {
  const given = z.object({ at: z.iso.datetime(), id: z.uuid() }).safeParse({ at, id });
  if (!given.success) throw new ServiceError('invalid_cursor');
  return given.data;
}
