import {
  bulkInput,
  bulkResult,
  createTicketInput,
  idParams,
  ticket,
  ticketChange,
  ticketCount,
  ticketCountQuery,
  ticketExportQuery,
  ticketListQuery,
  ticketPage,
  upsertTicketInput,
} from '@jingyun/contracts';
import { z } from 'zod';
import { answer, callOf, command, isRepeatable, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { bulkEditTickets } from './bulk-edit-tickets.ts';
import { changeTicket } from './change-ticket.ts';
import { type Created, createTicket } from './create-ticket.ts';
import { createTicketsTogether } from './create-tickets-together.ts';
import { exportTickets } from './export-tickets.ts';
import { countTickets, type DueOrder, listTickets } from './list-tickets.ts';
import { readTicket, readTicketByNumber } from './read-ticket.ts';
import { tellBrowsers } from './tell-browsers.ts';
import { presentTicket } from './ticket.present.ts';

const tags = ['tickets'];
const read = { permission: 'tickets.read' };
const create = { permission: 'tickets.create' };
const update = { permission: 'tickets.update' };
const numberParams = z.strictObject({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

/** Lists, single tickets, making and changing them. */
export function ticketRoutes(app: HttpApp, services: Services, dueOrder?: DueOrder): void {
  const createTogether = createTicketsTogether(services.database);

  app.get(
    '/api/v1/tickets',
    {
      config: read,
      schema: {
        tags,
        summary: 'List tickets by filter, saved view or words',
        querystring: ticketListQuery,
        response: { 200: ticketPage },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const page = await listTickets(tx, call, request.query, dueOrder);
        return { data: page.tickets.map(presentTicket), nextCursor: page.nextCursor };
      }),
  );

  app.get(
    '/api/v1/tickets/count',
    {
      config: read,
      schema: {
        tags,
        summary: 'Count tickets of a filter or saved view, up to 1,000',
        querystring: ticketCountQuery,
        response: { 200: ticketCount },
      },
    },
    (request) => query(services, request, (tx, call) => countTickets(tx, call, request.query)),
  );

  app.get(
    '/api/v1/tickets/export',
    {
      config: read,
      schema: {
        tags,
        summary: 'Download the tickets of a filter or saved view as CSV or XLSX',
        querystring: ticketExportQuery,
        response: { 200: z.any() },
      },
    },
    (request, reply) => {
      const { format, ...asked } = request.query;
      const { type, stream } = exportTickets(services, callOf(services, request), asked, format, dueOrder);
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="tickets.${format}"`)
        .send(stream);
    },
  );

  app.post(
    '/api/v1/tickets',
    {
      config: create,
      schema: {
        tags,
        summary: 'Create a ticket; with a known externalId, update it',
        body: createTicketInput,
        response: { 200: ticket, 201: ticket },
      },
    },
    async (request, reply) => {
      const made = isRepeatable(request)
        ? await command(services, request, reply, async (tx, call) =>
            created(await createTicket(tx, call, request.body)),
          )
        : answer(reply, created(await createTogether(callOf(services, request), request.body)));
      return tellBrowsers(services, request, made);
    },
  );

  app.put(
    '/api/v1/tickets/by-external-id',
    {
      config: create,
      schema: {
        tags,
        summary: 'Create or update a ticket by its name in another system',
        body: upsertTicketInput,
        response: { 200: ticket, 201: ticket },
      },
    },
    async (request, reply) => {
      const made = await command(services, request, reply, async (tx, call) =>
        created(await createTicket(tx, call, request.body)),
      );
      return tellBrowsers(services, request, made);
    },
  );

  app.post(
    '/api/v1/tickets/bulk',
    {
      config: read,
      schema: {
        tags,
        summary: 'Change, answer, note or link up to 500 tickets, each wholly or not at all',
        body: bulkInput,
        response: { 200: bulkResult },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => ({
        body: await bulkEditTickets(tx, call, request.body),
      })),
  );

  app.get(
    '/api/v1/tickets/by-number/:number',
    {
      config: read,
      schema: {
        tags,
        summary: 'Get a ticket by its number',
        params: numberParams,
        response: { 200: ticket },
      },
    },
    async (request, reply) => {
      const state = await query(services, request, (tx, call) =>
        readTicketByNumber(tx, call, request.params.number),
      );
      sendVersion(reply, state.version);
      return presentTicket(state);
    },
  );

  app.get(
    '/api/v1/tickets/:id',
    { config: read, schema: { tags, summary: 'Get a ticket', params: idParams, response: { 200: ticket } } },
    async (request, reply) => {
      const state = await query(services, request, (tx, call) => readTicket(tx, call, request.params.id));
      sendVersion(reply, state.version);
      return presentTicket(state);
    },
  );

  app.patch(
    '/api/v1/tickets/:id',
    {
      config: update,
      schema: {
        tags,
        summary: 'Change a ticket, as of the version in If-Match',
        params: idParams,
        body: ticketChange,
        response: { 200: ticket },
      },
    },
    async (request, reply) => {
      const changed = await command(services, request, reply, async (tx, call) => {
        const version = expectedVersion(request);
        const state = await changeTicket(tx, call, request.params.id, request.body, version);
        return { version: state.version, body: presentTicket(state) };
      });
      return tellBrowsers(services, request, changed);
    },
  );
}

function created({ ticket: state, created }: Created) {
  return { status: created ? 201 : 200, version: state.version, body: presentTicket(state) };
}
