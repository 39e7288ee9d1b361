import {
  idParams,
  metricName,
  metricTarget,
  metricTargetInput,
  ok,
  pageOf,
  pageQuery,
} from '@jingyun/contracts';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { createTarget } from './create-target.ts';
import { deleteTarget } from './delete-target.ts';
import { replaceTarget } from './replace-target.ts';
import { listTargets } from './target.repo.ts';

const tags = ['metrics'];
const read = { permission: 'metrics.read' };
const manage = { permission: 'metrics.manage' };

export function targetRoutes(app: HttpApp, services: Services): void {
  const { metrics } = services;

  app.get(
    '/api/v1/metrics/targets',
    {
      config: read,
      schema: {
        tags,
        summary: 'List targets of metrics',
        querystring: pageQuery.extend({ metric: metricName.optional() }),
        response: { 200: pageOf(metricTarget) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit, metric = null } = request.query;
        const list = `metricTargets ${metric ?? ''}`;
        const key = decodeCursor(list, cursor);
        const after =
          key === null ? null : { metric: String(key[0]), from: String(key[1]), id: String(key[2]) };
        const rows = await listTargets(tx, metric, after, limit);
        return pageFrom(
          rows,
          limit,
          list,
          (row) => [row.metric, row.from, row.id],
          (row) => row,
        );
      }),
  );

  app.post(
    '/api/v1/metrics/targets',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Set a target from a day on, for all or for one team',
        body: metricTargetInput,
        response: { 201: metricTarget },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = await createTarget(tx, call, metrics, request.body);
        return { status: 201, version: body.version, body };
      }),
  );

  app.put(
    '/api/v1/metrics/targets/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a target',
        params: idParams,
        body: metricTargetInput,
        response: { 200: metricTarget },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        const body = await replaceTarget(tx, call, metrics, id, expectedVersion(request), request.body);
        return { version: body.version, body };
      }),
  );

  app.delete(
    '/api/v1/metrics/targets/:id',
    {
      config: manage,
      schema: { tags, summary: 'Delete a target', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await deleteTarget(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );
}
