import {
  type AlertState,
  alertAcknowledge,
  alertClose,
  alertListQuery,
  alert as alertShape,
  alertSnooze,
  idParams,
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
import { type AlertRow, listAlerts } from './alert.repo.ts';
import { acknowledgeAlert, closeAlert, snoozeAlert } from './handle-alert.ts';
import { presentAlerts } from './present-alert.ts';
import { readAlert } from './read-alert.ts';

const tags = ['alerts'];
const read = { permission: 'charts.read' };
const manage = { permission: 'alerts.manage' };

/** Alerts: list, take on, snooze, close. */
export function alertRoutes(app: HttpApp, services: Services): void {
  const answer = async (tx: Tx, call: Call, row: AlertRow) => {
    const [body] = await presentAlerts(tx, call, services.metrics, [row]);
    if (body === undefined) throw new ServiceError('not_found');
    return { version: row.version, body };
  };

  app.get(
    '/api/v1/alerts',
    {
      config: read,
      schema: {
        tags,
        summary: 'List alerts, newest first; without a state those that wait for somebody',
        querystring: alertListQuery,
        response: { 200: pageOf(alertShape) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, state = 'open,acknowledged', chartId, owner } = request.query;
        const ownerId = owner === 'me' ? (call.actor.id ?? undefined) : owner;
        const key = decodeCursor('alerts', cursor);
        const filter = { states: state.split(',') as AlertState[], chartId, ownerId };
        const after = key === null ? null : afterOf(key);
        const rows = await listAlerts(tx, call.actor, call.now, filter, after, limit);
        const page = pageFrom(
          rows,
          limit,
          'alerts',
          (row) => [row.raisedAt.toString(), row.id],
          (row) => row,
        );
        return { ...page, data: await presentAlerts(tx, call, services.metrics, page.data) };
      }),
  );

  app.get(
    '/api/v1/alerts/:id',
    {
      config: read,
      schema: { tags, summary: 'Get an alert', params: idParams, response: { 200: alertShape } },
    },
    (request, reply) =>
      query(services, request, async (tx, call) => {
        const row = await readAlert(tx, call, request.params.id);
        sendVersion(reply, row.version);
        return (await answer(tx, call, row)).body;
      }),
  );

  app.post(
    '/api/v1/alerts/:id/acknowledge',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Take an alert on, or give it to somebody',
        params: idParams,
        body: alertAcknowledge,
        response: { 200: alertShape },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        return answer(tx, call, await acknowledgeAlert(tx, call, id, expectedVersion(request), request.body));
      }),
  );

  app.post(
    '/api/v1/alerts/:id/snooze',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Put an alert aside until a time',
        params: idParams,
        body: alertSnooze,
        response: { 200: alertShape },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const until = Temporal.Instant.from(request.body.until);
        const { id } = request.params;
        return answer(tx, call, await snoozeAlert(tx, call, id, expectedVersion(request), until));
      }),
  );

  app.post(
    '/api/v1/alerts/:id/close',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Close an alert, saying why',
        params: idParams,
        body: alertClose,
        response: { 200: alertShape },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        return answer(tx, call, await closeAlert(tx, call, id, expectedVersion(request), request.body));
      }),
  );
}

/** @throws ServiceError invalid_cursor */
function afterOf([at, id]: readonly unknown[]): { at: string; id: string } {
  const given = z.object({ at: z.iso.datetime(), id: z.uuid() }).safeParse({ at, id });
  if (!given.success) throw new ServiceError('invalid_cursor');
  return given.data;
}
