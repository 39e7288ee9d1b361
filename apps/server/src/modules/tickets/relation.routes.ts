import { id, idParams, linkInput, mergeInput, ticket, ticketRelatives } from '@jingyun/contracts';
import { z } from 'zod';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { followTicket } from './follow-ticket.ts';
import { linkTickets, unlinkTickets } from './link-tickets.ts';
import { mergeTickets } from './merge-tickets.ts';
import { readRelatives } from './read-ticket.ts';
import { tellBrowsers } from './tell-browsers.ts';
import { presentRelatives, presentTicket } from './ticket.present.ts';

const tags = ['tickets'];
const read = { permission: 'tickets.read' };
const update = { permission: 'tickets.update' };
const followerParams = z.strictObject({ id, userId: z.union([z.literal('me'), id]) });

/** What a ticket hangs together with: family, links, merges, followers. */
export function relationRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/tickets/:id/relatives',
    {
      config: read,
      schema: {
        tags,
        summary: 'Parent, children, links and merged tickets',
        params: idParams,
        response: { 200: ticketRelatives },
      },
    },
    (request) =>
      query(services, request, async (tx, call) =>
        presentRelatives(await readRelatives(tx, call, request.params.id)),
      ),
  );

  app.post(
    '/api/v1/tickets/:id/merge',
    {
      config: update,
      schema: {
        tags,
        summary: 'Merge a ticket into another and close it; answers the one that goes on',
        params: idParams,
        body: mergeInput,
        response: { 200: ticket },
      },
    },
    async (request, reply) => {
      const merged = await command(services, request, reply, async (tx, call) => {
        const state = await mergeTickets(tx, call, request.params.id, request.body.intoId);
        return { version: state.version, body: presentTicket(state) };
      });
      return tellBrowsers(services, request, merged);
    },
  );

  for (const [method, summary, work] of [
    ['POST', 'Link a ticket with another', linkTickets],
    ['DELETE', 'Take a link away', unlinkTickets],
  ] as const) {
    app.route({
      method,
      url: '/api/v1/tickets/:id/links',
      config: update,
      schema: { tags, summary, params: idParams, body: linkInput, response: { 200: ticket } },
      handler: (request, reply) =>
        command(services, request, reply, async (tx, call) => {
          const state = await work(tx, call, request.params.id, request.body);
          return { version: state.version, body: presentTicket(state) };
        }),
    });
  }

  for (const [method, summary, following] of [
    ['PUT', 'Let somebody follow a ticket', true],
    ['DELETE', 'Let somebody follow a ticket no longer', false],
  ] as const) {
    app.route({
      method,
      url: '/api/v1/tickets/:id/followers/:userId',
      config: read,
      schema: { tags, summary, params: followerParams, response: { 200: ticket } },
      handler: (request, reply) =>
        command(services, request, reply, async (tx, call) => {
          const userId = request.params.userId === 'me' ? call.actor.id : request.params.userId;
          if (userId === null) throw new ServiceError('unknown_reference', { params: { field: 'userId' } });
          const state = await followTicket(tx, call, request.params.id, userId, following);
          return { version: state.version, body: presentTicket(state) };
        }),
    });
  }
}
