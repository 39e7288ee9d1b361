import {
  metricAnswer,
  metricBoard,
  metricBoardExportParams,
  metricBoardParams,
  metricDescription,
  metricDrilldownAnswer,
  metricDrilldownQuery,
  metricExportParams,
  metricQuery,
  metricQueryParams,
} from '@jingyun/contracts';
import { z } from 'zod';
import { callOf, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { describeMetric } from '../../platform/metrics/describe-metric.ts';
import type { Services } from '../../platform/services.ts';
import { answerQuery } from './answer-query.ts';
import { queryFrom } from './ask.ts';
import { exportAnswer, exportName, tableFile } from './export-answer.ts';
import { boardTable } from './export-board.ts';
import { openNumber } from './open-number.ts';
import { readBoard } from './read-board.ts';

const tags = ['metrics'];
const config = { permission: 'metrics.read' };

export function metricRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/metrics',
    {
      config,
      schema: {
        tags,
        summary: 'List every metric, in the reader’s language',
        response: { 200: z.object({ data: z.array(metricDescription) }) },
      },
    },
    async (request) => {
      const { actor } = callOf(services, request);
      return { data: services.metrics.definitions.map((metric) => describeMetric(metric, actor.locale)) };
    },
  );

  app.get(
    '/api/v1/metrics/query',
    {
      config,
      schema: {
        tags,
        summary: 'Ask for a metric over time',
        querystring: metricQueryParams,
        response: { 200: metricAnswer },
      },
    },
    (request) =>
      query(services, request, (tx, call) => answerQuery(tx, call, services, queryFrom(request.query))),
  );

  app.post(
    '/api/v1/metrics/query',
    {
      config,
      schema: {
        tags,
        summary: 'Ask for a metric over time; the same as an address that would be too long',
        body: metricQuery,
        response: { 200: metricAnswer },
      },
    },
    (request) => query(services, request, (tx, call) => answerQuery(tx, call, services, request.body)),
  );

  app.post(
    '/api/v1/metrics/drilldown',
    {
      config,
      schema: {
        tags,
        summary: 'Open a number into the events behind it',
        body: metricDrilldownQuery,
        response: { 200: metricDrilldownAnswer },
      },
    },
    (request) => query(services, request, (tx, call) => openNumber(tx, call, services, request.body)),
  );

  app.get(
    '/api/v1/metrics/board',
    {
      config,
      schema: {
        tags,
        summary: 'How the service stands now',
        querystring: metricBoardParams,
        response: { 200: metricBoard },
      },
    },
    (request) => query(services, request, (tx, call) => readBoard(tx, call, services, request.query)),
  );

  app.get(
    '/api/v1/metrics/board/export',
    {
      config,
      schema: {
        tags,
        summary: 'Take the numbers of the board away as CSV or XLSX',
        querystring: metricBoardExportParams,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const { format, ...params } = request.query;
      const { actor } = callOf(services, request);
      const board = await query(services, request, (tx, call) => readBoard(tx, call, services, params));
      const table = boardTable(board, actor.locale);
      const { type, stream } = tableFile(table, format, `${board.range.from} – ${board.range.to}`);
      return reply
        .header('content-type', type)
        .header(
          'content-disposition',
          `attachment; filename="board-${board.range.from}-${board.range.to}.${format}"`,
        )
        .send(stream);
    },
  );

  app.get(
    '/api/v1/metrics/export',
    {
      config,
      schema: {
        tags,
        summary: 'Take a metric query away as CSV or XLSX',
        querystring: metricExportParams,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const { format, ...params } = request.query;
      const { actor } = callOf(services, request);
      const answer = await query(services, request, (tx, call) =>
        answerQuery(tx, call, services, queryFrom(params)),
      );
      const { type, stream } = exportAnswer(answer, format, actor.locale);
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="${exportName(answer, format)}"`)
        .send(stream);
    },
  );
}
