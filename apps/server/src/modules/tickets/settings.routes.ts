import {
  categoryInput,
  idParams,
  ticketBehaviour,
  ticketCategory,
  ticketField,
  ticketFieldChange,
  ticketFieldInput,
} from '@jingyun/contracts';
import { z } from 'zod';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { saveBehaviour } from './save-behaviour.ts';
import { createCategory, replaceCategory } from './save-category.ts';
import { createField, replaceField } from './save-field.ts';
import { readBehaviour } from './settings.repo.ts';
import { currentSettings } from './settings.ts';
import { recentTags } from './tag.repo.ts';

const tags = ['ticket settings'];
const read = { permission: 'tickets.read' };
const configure = { permission: 'tickets.configure' };
const listOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item) });

/** Categories, custom fields, tags in use, and how tickets behave. Small lists: they come whole. */
export function ticketSettingsRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/ticket-categories',
    {
      config: read,
      schema: {
        tags,
        summary: 'The category tree, archived ones too',
        response: { 200: listOf(ticketCategory) },
      },
    },
    (request) =>
      query(services, request, async (tx) => ({
        data: [...(await currentSettings(tx)).categories.values()],
      })),
  );
  app.post(
    '/api/v1/ticket-categories',
    {
      config: configure,
      schema: { tags, summary: 'Create a category', body: categoryInput, response: { 201: ticketCategory } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const category = await createCategory(tx, call, request.body);
        return { status: 201, version: category.version, body: category };
      }),
  );
  app.put(
    '/api/v1/ticket-categories/:id',
    {
      config: configure,
      schema: {
        tags,
        summary: 'Change, move or archive a category',
        params: idParams,
        body: categoryInput,
        response: { 200: ticketCategory },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const version = expectedVersion(request);
        const category = await replaceCategory(tx, call, request.params.id, request.body, version);
        return { version: category.version, body: category };
      }),
  );

  app.get(
    '/api/v1/ticket-fields',
    {
      config: read,
      schema: { tags, summary: 'Custom fields, archived ones too', response: { 200: listOf(ticketField) } },
    },
    (request) => query(services, request, async (tx) => ({ data: [...(await currentSettings(tx)).fields] })),
  );
  app.post(
    '/api/v1/ticket-fields',
    {
      config: configure,
      schema: {
        tags,
        summary: 'Create a custom field',
        body: ticketFieldInput,
        response: { 201: ticketField },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const field = await createField(tx, call, request.body);
        return { status: 201, version: field.version, body: field };
      }),
  );
  app.put(
    '/api/v1/ticket-fields/:id',
    {
      config: configure,
      schema: {
        tags,
        summary: 'Change or archive a custom field; key and type stay',
        params: idParams,
        body: ticketFieldChange,
        response: { 200: ticketField },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const version = expectedVersion(request);
        const field = await replaceField(tx, call, request.params.id, request.body, version);
        return { version: field.version, body: field };
      }),
  );

  app.get(
    '/api/v1/ticket-tags',
    {
      config: read,
      schema: {
        tags,
        summary: 'Tags of recent tickets, the most used first',
        response: { 200: listOf(z.object({ tag: z.string(), count: z.int() })) },
      },
    },
    (request) => query(services, request, async (tx) => ({ data: await recentTags(tx) })),
  );

  app.get(
    '/api/v1/ticket-settings',
    {
      config: read,
      schema: { tags, summary: 'How tickets behave in the organisation', response: { 200: ticketBehaviour } },
    },
    async (request, reply) => {
      const { version, ...behaviour } = await query(services, request, (tx) => readBehaviour(tx));
      sendVersion(reply, version);
      return behaviour;
    },
  );
  app.put(
    '/api/v1/ticket-settings',
    {
      config: configure,
      schema: {
        tags,
        summary: 'Set how tickets behave in the organisation',
        body: ticketBehaviour,
        response: { 200: ticketBehaviour },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { version, ...body } = await saveBehaviour(tx, call, request.body, expectedVersion(request));
        return { version, body };
      }),
  );
}
