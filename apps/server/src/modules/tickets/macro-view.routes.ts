import { idParams, macroInput, ok, ticketMacro, ticketView, viewInput } from '@jingyun/contracts';
import { z } from 'zod';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { listMacros } from './macro.repo.ts';
import { createMacro, removeMacro, replaceMacro } from './save-macro.ts';
import { createView, removeView, replaceView } from './save-view.ts';
import { maySee } from './ticket.policy.ts';
import { presentView } from './ticket.present.ts';
import { listViews } from './view.repo.ts';

const tags = ['ticket settings'];
const read = { permission: 'tickets.read' };
const listOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item) });

/**
 * Macros and saved views. Everybody who reads tickets may keep personal ones; what is shared takes
 * `tickets.share`, which the use cases ask for.
 */
export function macroAndViewRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/ticket-macros',
    {
      config: read,
      schema: {
        tags,
        summary: "Macros: one's own, one's teams', everybody's",
        response: { 200: listOf(ticketMacro) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => ({
        data: (await listMacros(tx)).filter((macro) => maySee(call.actor, macro)),
      })),
  );
  app.post(
    '/api/v1/ticket-macros',
    {
      config: read,
      schema: { tags, summary: 'Create a macro', body: macroInput, response: { 201: ticketMacro } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const macro = await createMacro(tx, call, request.body);
        return { status: 201, version: macro.version, body: macro };
      }),
  );
  app.put(
    '/api/v1/ticket-macros/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Change a macro',
        params: idParams,
        body: macroInput,
        response: { 200: ticketMacro },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const version = expectedVersion(request);
        const macro = await replaceMacro(tx, call, request.params.id, request.body, version);
        return { version: macro.version, body: macro };
      }),
  );
  app.delete(
    '/api/v1/ticket-macros/:id',
    { config: read, schema: { tags, summary: 'Delete a macro', params: idParams, response: { 200: ok } } },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await removeMacro(tx, call, request.params.id);
        return { body: { ok: true as const } };
      }),
  );

  app.get(
    '/api/v1/ticket-views',
    {
      config: read,
      schema: {
        tags,
        summary: "Saved views: one's own, one's teams', everybody's",
        response: { 200: listOf(ticketView) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => ({
        data: (await listViews(tx)).filter((view) => maySee(call.actor, view)).map(presentView),
      })),
  );
  app.post(
    '/api/v1/ticket-views',
    {
      config: read,
      schema: { tags, summary: 'Save a view', body: viewInput, response: { 201: ticketView } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const view = await createView(tx, call, request.body);
        return { status: 201, version: view.version, body: presentView(view) };
      }),
  );
  app.put(
    '/api/v1/ticket-views/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Change a saved view',
        params: idParams,
        body: viewInput,
        response: { 200: ticketView },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const version = expectedVersion(request);
        const view = await replaceView(tx, call, request.params.id, request.body, version);
        return { version: view.version, body: presentView(view) };
      }),
  );
  app.delete(
    '/api/v1/ticket-views/:id',
    {
      config: read,
      schema: { tags, summary: 'Delete a saved view', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await removeView(tx, call, request.params.id);
        return { body: { ok: true as const } };
      }),
  );
}
