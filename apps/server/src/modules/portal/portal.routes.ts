import {
  fileSchema,
  idParams,
  ok,
  portalInfo,
  portalLimits,
  portalLinkRequest,
  portalMessagePage,
  portalMessagesQuery,
  portalOutcome,
  portalQuery,
  portalReplied,
  portalReply,
  portalSubmission,
  portalSubmitted,
  portalTicket,
  ticketTokenHeader,
} from '@jingyun/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { refuseForeign } from '../../platform/auth/csrf.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { preferredLocale } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation } from '../people/index.ts';
import { openAccessLink, orgOfToken, type TicketState, tellBrowsers } from '../tickets/index.ts';
import { answerPortalTicket, settlePortalTicket } from './answer-portal-ticket.ts';
import { countMail, portalRates } from './portal.limits.ts';
import { linkHolder, visitor } from './portal-actor.ts';
import { portalOrganisation } from './portal-organisation.ts';
import { attachedFile, readMessages, readPortalTicket } from './read-portal-ticket.ts';
import { receiveUpload } from './receive-upload.ts';
import { requestLink } from './request-link.ts';
import { submitTicket } from './submit-ticket.ts';

const tags = ['portal'];
const config = (rate: keyof typeof portalRates) => ({ permission: 'public', rateLimit: portalRates[rate] });
const headers = ticketTokenHeader;
const kinds = portalSubmission.shape.kind.unwrap().options;
const localeOf = (request: FastifyRequest) => preferredLocale(request.headers['accept-language']);

/** What customers do without signing in: open a ticket, and follow the one that their link leads to. */
export function portalRoutes(app: HttpApp, services: Services): void {
  const own = async (request: FastifyRequest) => refuseForeign(request, services.config.publicUrl);

  /** From here on the request is that of somebody at the organisation's portal, whoever is signed in beside it. */
  const visit = async (request: FastifyRequest, organisation: string | undefined) => {
    request.actor = visitor(await portalOrganisation(services, organisation), localeOf(request));
    return request.actor.orgId;
  };
  const holdLink = (request: FastifyRequest, token: string) => {
    request.actor = linkHolder(orgOfToken(token), localeOf(request), token);
  };
  const read = <Body>(
    request: FastifyRequest,
    token: string,
    work: (tx: Tx, ticketId: string) => Promise<Body>,
  ): Promise<Body> => {
    holdLink(request, token);
    return query(services, request, async (tx, call) => work(tx, await openAccessLink(tx, token, call.now)));
  };
  /** A command on the link's ticket; browsers of staff hear of it afterwards. */
  const act = async <Body>(
    request: FastifyRequest,
    reply: Parameters<typeof command>[2],
    token: string,
    status: number,
    work: (tx: Tx, call: Call, ticketId: string) => Promise<{ ticket: TicketState; body: Body; kept?: Body }>,
  ): Promise<Body> => {
    holdLink(request, token);
    let changed: TicketState | undefined;
    const body = await command(services, request, reply, async (tx, call) => {
      const done = await work(tx, call, await openAccessLink(tx, token, call.now));
      changed = done.ticket;
      return { status, body: done.body, ...(done.kept === undefined ? {} : { kept: done.kept }) };
    });
    if (changed !== undefined) tellBrowsers(services, request, changed);
    return body;
  };

  app.get(
    '/api/v1/portal',
    {
      config: config('read'),
      schema: {
        tags,
        summary: 'Whose portal this is, and what may be sent',
        querystring: portalQuery,
        response: { 200: portalInfo },
      },
    },
    async (request) => {
      await visit(request, request.query.organisation);
      return query(services, request, async (tx) => {
        const { id, name, locale } = await getOrganisation(tx);
        return { organisation: { id, name, locale }, kinds: [...kinds], limits: portalLimits };
      });
    },
  );

  app.post(
    '/api/v1/portal/files',
    {
      config: config('upload'),
      preHandler: own,
      bodyLimit: portalLimits.attachmentBytes + 64 * 1024,
      schema: {
        tags,
        summary:
          'Upload a file for one message (multipart, at most 5 MB); forgotten after a day if not attached',
        consumes: ['multipart/form-data'],
        querystring: portalQuery,
        response: { 201: fileSchema },
      },
    },
    async (request, reply) => {
      await visit(request, request.query.organisation);
      return reply.code(201).send(await receiveUpload(services, request));
    },
  );

  app.post(
    '/api/v1/portal/tickets',
    {
      config: config('submit'),
      preHandler: own,
      schema: {
        tags,
        summary: 'Open a ticket; its link is mailed, or in the answer where there is no e-mail address',
        body: portalSubmission,
        response: { 201: portalSubmitted },
      },
    },
    async (request, reply) => {
      await visit(request, request.body.organisation);
      if (request.body.email !== undefined) await countMail(services, request.body.email);
      let made: TicketState | undefined;
      const body = await command(services, request, reply, async (tx, call) => {
        const { ticket, ...submitted } = await submitTicket(tx, call, services, request.body);
        made = ticket;
        return { status: 201, body: submitted, kept: { ...submitted, token: null } };
      });
      if (made !== undefined) tellBrowsers(services, request, made);
      return body;
    },
  );

  app.post(
    '/api/v1/portal/links',
    {
      config: config('link'),
      preHandler: own,
      schema: {
        tags,
        summary: 'Mail a fresh link to a ticket, if number and address belong together; earlier links end',
        body: portalLinkRequest,
        response: { 202: ok },
      },
    },
    async (request, reply) => {
      const orgId = await visit(request, request.body.organisation);
      await countMail(services, request.body.email);
      services.later.run('link to a ticket', () => requestLink(services, orgId, request.body));
      return reply.code(202).send({ ok: true as const });
    },
  );

  app.get(
    '/api/v1/portal/ticket',
    {
      config: config('read'),
      schema: {
        tags,
        summary: 'The ticket of a link, with the newest messages',
        headers,
        response: { 200: portalTicket },
      },
    },
    (request) =>
      read(request, request.headers['x-ticket-token'], (tx, ticketId) =>
        readPortalTicket(tx, ticketId, { limit: 50 }),
      ),
  );

  app.get(
    '/api/v1/portal/ticket/messages',
    {
      config: config('read'),
      schema: {
        tags,
        summary: 'Conversation of the ticket of a link, newest first',
        headers,
        querystring: portalMessagesQuery,
        response: { 200: portalMessagePage },
      },
    },
    (request) =>
      read(
        request,
        request.headers['x-ticket-token'],
        async (tx, ticketId) => (await readMessages(tx, ticketId, request.query)).messages,
      ),
  );

  app.get(
    '/api/v1/portal/ticket/files/:id',
    {
      config: config('read'),
      schema: {
        tags,
        summary: 'Download a file of the ticket of a link',
        headers,
        params: idParams,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const file = await read(request, request.headers['x-ticket-token'], (tx, ticketId) =>
        attachedFile(tx, ticketId, request.params.id),
      );
      return reply
        .header('content-type', file.mediaType)
        .header('content-length', file.bytes)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('cache-control', 'private, no-store')
        .send(services.files.open(orgOfToken(request.headers['x-ticket-token']), file));
    },
  );

  app.post(
    '/api/v1/portal/ticket/replies',
    {
      config: config('reply'),
      preHandler: own,
      schema: {
        tags,
        summary: 'Answer; a solved ticket opens again, a closed one is followed by a new one',
        headers,
        body: portalReply,
        response: { 201: portalReplied },
      },
    },
    (request, reply) =>
      act(request, reply, request.headers['x-ticket-token'], 201, async (tx, call, ticketId) => {
        const { ticket, replied } = await answerPortalTicket(tx, call, services, ticketId, request.body);
        const followUp = replied.followUp === null ? null : { ...replied.followUp, token: null };
        return { ticket, body: replied, kept: { ...replied, followUp } };
      }),
  );

  for (const [path, status, summary] of [
    ['solve', 'solved', 'Say that the work is done'],
    ['reopen', 'open', 'Say that a solved ticket is not solved'],
  ] as const) {
    app.post(
      `/api/v1/portal/ticket/${path}`,
      {
        config: config('reply'),
        preHandler: own,
        schema: { tags, summary, headers, response: { 200: portalOutcome } },
      },
      (request, reply) =>
        act(request, reply, request.headers['x-ticket-token'], 200, async (tx, call, ticketId) => {
          const { ticket, outcome } = await settlePortalTicket(tx, call, ticketId, status);
          return { ticket, body: outcome };
        }),
    );
  }
}
