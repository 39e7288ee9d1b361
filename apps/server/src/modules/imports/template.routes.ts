import { idParams, importTemplate, importTemplateInput, ok, pageOf, pageQuery } from '@jingyun/contracts';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { presentTemplate } from './present-import.ts';
import { createTemplate, deleteTemplate, replaceTemplate } from './save-template.ts';
import { getTemplate, listTemplates } from './template.repo.ts';

const tags = ['imports'];
const manage = { permission: 'imports.manage' };

export function templateRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/import-templates',
    {
      config: manage,
      schema: {
        tags,
        summary: 'List saved mappings',
        querystring: pageQuery,
        response: { 200: pageOf(importTemplate) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit } = request.query;
        const after = decodeCursor('import-templates', cursor)?.[0] ?? null;
        const rows = await listTemplates(tx, after === null ? null : String(after), limit + 1);
        return pageFrom(rows, limit, 'import-templates', (row) => [row.name], presentTemplate);
      }),
  );

  app.get(
    '/api/v1/import-templates/:id',
    {
      config: manage,
      schema: { tags, summary: 'Show a saved mapping', params: idParams, response: { 200: importTemplate } },
    },
    async (request, reply) => {
      const row = await query(services, request, (tx) => getTemplate(tx, request.params.id));
      sendVersion(reply, row.version);
      return presentTemplate(row);
    },
  );

  app.post(
    '/api/v1/import-templates',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Save a mapping under a name',
        body: importTemplateInput,
        response: { 201: importTemplate },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createTemplate(tx, call, request.body);
        return { status: 201, version: row.version, body: presentTemplate(row) };
      }),
  );

  app.put(
    '/api/v1/import-templates/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a saved mapping',
        params: idParams,
        body: importTemplateInput,
        response: { 200: importTemplate },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await replaceTemplate(
          tx,
          call,
          request.params.id,
          expectedVersion(request),
          request.body,
        );
        return { version: row.version, body: presentTemplate(row) };
      }),
  );

  app.delete(
    '/api/v1/import-templates/:id',
    {
      config: manage,
      schema: { tags, summary: 'Delete a saved mapping', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await deleteTemplate(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );
}
