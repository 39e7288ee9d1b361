import {
  applyMacroInput,
  id,
  idParams,
  macroPreview,
  noteInput,
  pageQuery,
  presenceInput,
  presentUsers,
  replyInput,
  ticket,
  ticketActivityPage,
  ticketMessage,
  ticketMessagePage,
} from '@jingyun/contracts';
import { z } from 'zod';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { filesByIds } from '../../platform/files/files-by-ids.ts';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { addNote } from './add-note.ts';
import { applyMacro, previewMacro } from './apply-macro.ts';
import type { MessageRow } from './message.repo.ts';
import { notePresence, whoIsPresent } from './note-presence.ts';
import { type PageKey, readActivity, readConversation } from './read-ticket.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { tellBrowsers } from './tell-browsers.ts';
import { presentActivity, presentMessage, presentPresence, presentTicket } from './ticket.present.ts';

const tags = ['tickets'];
const read = { permission: 'tickets.read' };
const said = z.object({ ticket, message: ticketMessage });
const macroParams = z.strictObject({ id, macroId: id });

/** What is said on a ticket, what happened to it, and who is at it. */
export function conversationRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/tickets/:id/messages',
    {
      config: read,
      schema: {
        tags,
        summary: 'Conversation of a ticket, newest first',
        params: idParams,
        querystring: pageQuery,
        response: { 200: ticketMessagePage },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit } = request.query;
        const list = `messages:${request.params.id}`;
        const rows = await readConversation(tx, call, request.params.id, keyFrom(list, cursor), limit);
        const files = await filesOf(tx, rows);
        return pageFrom(
          rows,
          limit,
          list,
          (row) => [row.createdAt.toString(), row.id],
          (row) => presentMessage(row, files),
        );
      }),
  );

  app.get(
    '/api/v1/tickets/:id/activity',
    {
      config: read,
      schema: {
        tags,
        summary: 'Everything that happened to a ticket, newest first',
        params: idParams,
        querystring: pageQuery,
        response: { 200: ticketActivityPage },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit } = request.query;
        const list = `activity:${request.params.id}`;
        const before = keyFrom(list, cursor);
        const rows = await readActivity(tx, call, services.registry, request.params.id, before, limit);
        return pageFrom(rows, limit, list, (row) => [row.occurredAt.toString(), row.id], presentActivity);
      }),
  );

  app.post(
    '/api/v1/tickets/:id/replies',
    {
      config: { permission: 'tickets.reply' },
      schema: {
        tags,
        summary: 'Reply to the customer',
        params: idParams,
        body: replyInput,
        response: { 201: said },
      },
    },
    async (request, reply) => {
      const done = await command(services, request, reply, async (tx, call) => {
        const { ticket: state, message } = await replyToTicket(tx, call, request.params.id, request.body);
        const body = {
          ticket: presentTicket(state),
          message: presentMessage(message, await filesOf(tx, [message])),
        };
        return { status: 201, version: state.version, body };
      });
      tellBrowsers(services, request, done.ticket);
      return done;
    },
  );

  app.post(
    '/api/v1/tickets/:id/notes',
    {
      config: { permission: 'tickets.note' },
      schema: {
        tags,
        summary: 'Write an internal note; those mentioned follow the ticket',
        params: idParams,
        body: noteInput,
        response: { 201: said },
      },
    },
    async (request, reply) => {
      const done = await command(services, request, reply, async (tx, call) => {
        const { ticket: state, message } = await addNote(tx, call, request.params.id, request.body);
        const body = {
          ticket: presentTicket(state),
          message: presentMessage(message, await filesOf(tx, [message])),
        };
        return { status: 201, version: state.version, body };
      });
      tellBrowsers(services, request, done.ticket);
      return done;
    },
  );

  app.get(
    '/api/v1/tickets/:id/macros/:macroId',
    {
      config: read,
      schema: {
        tags,
        summary: 'What a macro would say and change on a ticket',
        params: macroParams,
        response: { 200: macroPreview },
      },
    },
    (request) =>
      query(services, request, (tx, call) =>
        previewMacro(tx, call, request.params.id, request.params.macroId),
      ),
  );

  app.post(
    '/api/v1/tickets/:id/apply-macro',
    {
      config: read,
      schema: {
        tags,
        summary: 'Say and do what a macro says, both or neither',
        params: idParams,
        body: applyMacroInput,
        response: { 200: ticket },
      },
    },
    async (request, reply) => {
      const applied = await command(services, request, reply, async (tx, call) => {
        const state = await applyMacro(tx, call, request.params.id, request.body);
        return { version: state.version, body: presentTicket(state) };
      });
      return tellBrowsers(services, request, applied);
    },
  );

  app.get(
    '/api/v1/tickets/:id/presence',
    {
      config: read,
      schema: {
        tags,
        summary: 'Who has a ticket on the screen now',
        params: idParams,
        response: { 200: presentUsers },
      },
    },
    (request) =>
      query(services, request, async (tx, call) =>
        presentPresence(await whoIsPresent(tx, call, request.params.id)),
      ),
  );

  app.post(
    '/api/v1/tickets/:id/presence',
    {
      config: read,
      schema: {
        tags,
        summary: 'Say that one views or edits a ticket, every 15 s, or has left it',
        params: idParams,
        body: presenceInput,
        response: { 200: presentUsers },
      },
    },
    async (request, reply) => {
      const { state } = request.body;
      const present = await command(services, request, reply, async (tx, call) => ({
        body: presentPresence(await notePresence(tx, call, request.params.id, state)),
      }));
      const actor = request.actor;
      if (actor?.type === 'user' && actor.id !== null) {
        // `key` keeps two people's messages apart while they are gathered.
        const data = { key: actor.id, userId: actor.id, name: actor.name, state };
        services.stream.publish(actor.orgId, { topic: 'presence', id: request.params.id, data });
      }
      return present;
    },
  );
}

function filesOf(tx: Tx, messages: readonly Pick<MessageRow, 'attachments'>[]) {
  return filesByIds(
    tx,
    messages.flatMap((message) => message.attachments),
  );
}

function keyFrom(list: string, cursor: string | undefined): PageKey {
  const key = decodeCursor(list, cursor);
  if (key === null) return null;
  const [at, rowId] = key;
  if (typeof at !== 'string' || typeof rowId !== 'string') throw new ServiceError('invalid_cursor');
  return [at, rowId];
}
