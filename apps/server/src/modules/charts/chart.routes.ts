import {
  chartAnswer,
  chartListQuery,
  chartNote,
  chartNoteInput,
  chartNoteParams,
  chartParetoQuery,
  chartPareto as chartParetoShape,
  chartPointsQuery,
  controlChart,
  controlChartInput,
  idParams,
  ok,
  pageOf,
} from '@jingyun/contracts';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { requireReach } from './chart.policy.ts';
import { type ChartRow, getChart, listCharts } from './chart.repo.ts';
import { chartPareto } from './chart-pareto.ts';
import { deleteChart } from './delete-chart.ts';
import { freezeLimits } from './freeze-limits.ts';
import { notePoint, removeNote } from './note-point.ts';
import { presentCharts, presentNotes, readChart } from './read-chart.ts';
import { createChart, replaceChart } from './save-chart.ts';

const tags = ['charts'];
const read = { permission: 'charts.read' };
const manage = { permission: 'charts.manage' };

/** Control charts: save, compute, note, freeze, Pareto. */
export function chartRoutes(app: HttpApp, services: Services): void {
  const present = async (tx: Tx, call: Call, row: ChartRow) => {
    const [chart] = await presentCharts(tx, call, services, [row]);
    if (chart === undefined) throw new ServiceError('not_found');
    return chart;
  };

  app.get(
    '/api/v1/charts',
    {
      config: read,
      schema: {
        tags,
        summary: 'List control charts by name',
        querystring: chartListQuery,
        response: { 200: pageOf(controlChart) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, ...filter } = request.query;
        const key = decodeCursor('charts', cursor);
        const rows = await listCharts(tx, call.actor, filter, key === null ? null : afterOf(key), limit);
        const shown = await presentCharts(tx, call, services, rows.slice(0, limit));
        const page = pageFrom(
          rows,
          limit,
          'charts',
          (row) => [row.name, row.id],
          (row) => row.id,
        );
        return { data: shown, nextCursor: page.nextCursor };
      }),
  );

  app.post(
    '/api/v1/charts',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Make a control chart of a metric',
        body: controlChartInput,
        response: { 201: controlChart },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createChart(tx, call, services.metrics, request.body);
        return { status: 201, version: row.version, body: await present(tx, call, row) };
      }),
  );

  app.get(
    '/api/v1/charts/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a control chart', params: idParams, response: { 200: controlChart } },
    },
    (request, reply) =>
      query(services, request, async (tx, call) => {
        const row = await getChart(tx, request.params.id);
        requireReach(call.actor, 'charts.read', row);
        sendVersion(reply, row.version);
        return present(tx, call, row);
      }),
  );

  app.put(
    '/api/v1/charts/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a control chart; raises nothing for the past',
        params: idParams,
        body: controlChartInput,
        response: { 200: controlChart },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const expected = expectedVersion(request);
        const row = await replaceChart(tx, call, services.metrics, request.params.id, expected, request.body);
        return { version: row.version, body: await present(tx, call, row) };
      }),
  );

  app.delete(
    '/api/v1/charts/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Delete a control chart with its notes and alerts',
        params: idParams,
        response: { 200: ok },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await deleteChart(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );

  app.get(
    '/api/v1/charts/:id/points',
    {
      config: read,
      schema: {
        tags,
        summary: 'Compute a control chart: points, limits, phases, signals, notes, capability',
        params: idParams,
        querystring: chartPointsQuery,
        response: { 200: chartAnswer },
      },
    },
    (request) =>
      query(services, request, (tx, call) => readChart(tx, call, services, request.params.id, request.query)),
  );

  app.get(
    '/api/v1/charts/:id/pareto',
    {
      config: read,
      schema: {
        tags,
        summary: 'Where the numbers of a chart come from, the largest part first',
        params: idParams,
        querystring: chartParetoQuery,
        response: { 200: chartParetoShape },
      },
    },
    (request) =>
      query(services, request, (tx, call) =>
        chartPareto(tx, call, services, request.params.id, request.query),
      ),
  );

  app.post(
    '/api/v1/charts/:id/freeze',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Keep the limits of the newest phase as they are now',
        params: idParams,
        response: { 200: controlChart },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await freezeLimits(tx, call, services, request.params.id, expectedVersion(request));
        return { version: row.version, body: await present(tx, call, row) };
      }),
  );

  app.put(
    '/api/v1/charts/:id/notes/:date',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Put a note on a point; an excluded point has no part in the limits',
        params: chartNoteParams,
        body: chartNoteInput,
        response: { 200: chartNote },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id, date } = request.params;
        const [body] = await presentNotes(tx, [await notePoint(tx, call, id, date, request.body)]);
        if (body === undefined) throw new ServiceError('not_found');
        return { body };
      }),
  );

  app.delete(
    '/api/v1/charts/:id/notes/:date',
    {
      config: manage,
      schema: { tags, summary: 'Take a note away', params: chartNoteParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id, date } = request.params;
        await removeNote(tx, call, id, date);
        return { body: { ok: true as const } };
      }),
  );
}

/** @throws ServiceError invalid_cursor */
function afterOf([name, id]: readonly unknown[]): { name: string; id: string } {
  const given = z.object({ name: z.string().max(100), id: z.uuid() }).safeParse({ name, id });
  if (!given.success) throw new ServiceError('invalid_cursor');
  return given.data;
}
