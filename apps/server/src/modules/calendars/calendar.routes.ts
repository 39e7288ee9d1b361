import {
  businessCalendar,
  businessCalendarInput,
  chinaDaysAnswer,
  chinaDaysQuery,
  idParams,
  ok,
  pageOf,
  pageQuery,
} from '@jingyun/contracts';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { chinaDays } from '../../platform/time/china-calendar.ts';
import { getCalendar, listCalendars } from './calendar.repo.ts';
import { createCalendar } from './create-calendar.ts';
import { deleteCalendar } from './delete-calendar.ts';
import { makeDefaultCalendar } from './make-default-calendar.ts';
import { replaceCalendar } from './replace-calendar.ts';

const tags = ['calendars'];
const read = { permission: 'calendars.read' };
const manage = { permission: 'calendars.manage' };

export function calendarRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/calendars',
    {
      config: read,
      schema: {
        tags,
        summary: 'List business calendars',
        querystring: pageQuery,
        response: { 200: pageOf(businessCalendar) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit } = request.query;
        const after = decodeCursor('calendars', cursor)?.[0] ?? null;
        const rows = await listCalendars(tx, after === null ? null : String(after), limit);
        return pageFrom(
          rows,
          limit,
          'calendars',
          (row) => [row.name],
          (row) => row,
        );
      }),
  );

  app.get(
    '/api/v1/calendars/china-days',
    {
      config: read,
      schema: {
        tags,
        summary: 'Public holidays and make-up workdays of China in a year, to take into a calendar',
        querystring: chinaDaysQuery,
        response: { 200: chinaDaysAnswer },
      },
    },
    async (request) => chinaDays([request.query.year]),
  );

  app.get(
    '/api/v1/calendars/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Get a business calendar',
        params: idParams,
        response: { 200: businessCalendar },
      },
    },
    async (request, reply) => {
      const calendar = await query(services, request, (tx) => getCalendar(tx, request.params.id));
      sendVersion(reply, calendar.version);
      return calendar;
    },
  );

  app.post(
    '/api/v1/calendars',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Create a business calendar',
        body: businessCalendarInput,
        response: { 201: businessCalendar },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = await createCalendar(tx, call, request.body);
        return { status: 201, version: body.version, body };
      }),
  );

  app.put(
    '/api/v1/calendars/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a business calendar; running clocks are due anew',
        params: idParams,
        body: businessCalendarInput,
        response: { 200: businessCalendar },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = await replaceCalendar(
          tx,
          call,
          request.params.id,
          expectedVersion(request),
          request.body,
        );
        return { version: body.version, body };
      }),
  );

  app.post(
    '/api/v1/calendars/:id/default',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Make a business calendar the default',
        params: idParams,
        response: { 200: businessCalendar },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = await makeDefaultCalendar(tx, call, request.params.id);
        return { version: body.version, body };
      }),
  );

  app.delete(
    '/api/v1/calendars/:id',
    {
      config: manage,
      schema: { tags, summary: 'Delete a business calendar', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await deleteCalendar(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );
}
