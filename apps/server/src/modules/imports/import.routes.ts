import { PassThrough, Readable } from 'node:stream';
import {
  idParams,
  importJob,
  importMapping,
  importProblem,
  importRejectedQuery,
  pageOf,
  pageQuery,
} from '@jingyun/contracts';
import { z } from 'zod';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { callOf, command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { defaultLimits } from '../../platform/tabular/limits.ts';
import { csvText } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';
import { changeMapping } from './change-mapping.ts';
import { getImport, listImports, listProblems } from './import.repo.ts';
import { presentImport } from './present-import.ts';
import { rejectedRows } from './rejected-rows.ts';
import { problemIn } from './run/dry-run.ts';
import { cancelImport, checkImport, startImport } from './start-import.ts';
import { uploadImport } from './upload-import.ts';

const tags = ['imports'];
const manage = { permission: 'imports.manage' };
const maxBytes = defaultLimits.fileBytes;

export function importRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/imports',
    {
      config: manage,
      schema: {
        tags,
        summary: 'List imports, newest first',
        querystring: pageQuery,
        response: { 200: pageOf(importJob) },
      },
    },
    (request) =>
      query(services, request, async (tx, { actor }) => {
        const { cursor, limit } = request.query;
        const key = decodeCursor('imports', cursor);
        const after = key === null ? null : { createdAt: String(key[0]), id: String(key[1]) };
        const rows = await listImports(tx, after, limit + 1);
        return pageFrom(
          rows,
          limit,
          'imports',
          (row) => [row.createdAt.toString(), row.id],
          (row) => presentImport(row, actor.locale),
        );
      }),
  );

  app.post(
    '/api/v1/imports',
    {
      config: manage,
      bodyLimit: maxBytes + 64 * 1024,
      schema: {
        tags,
        summary:
          'Upload a file of tickets (multipart, one CSV, XLSX or XES, also .gz or .zip) and get a proposed mapping',
        consumes: ['multipart/form-data'],
        response: { 201: importJob },
      },
    },
    async (request, reply) => {
      const call = callOf(services, request);
      if (!request.isMultipart()) throw new ServiceError('import_needs_file');
      const part = await request.file({ limits: { fileSize: maxBytes + 1 } });
      if (part === undefined) throw new ServiceError('import_needs_file');
      const received = await services.files.receive(part.file, part.filename, { maxBytes, types: 'any' });
      const row = await uploadImport(services, call, received);
      sendVersion(reply, row.version);
      return reply.code(201).send(presentImport(row, call.actor.locale));
    },
  );

  app.get(
    '/api/v1/imports/:id',
    {
      config: manage,
      schema: { tags, summary: 'Show an import', params: idParams, response: { 200: importJob } },
    },
    async (request, reply) => {
      const { actor } = callOf(services, request);
      const row = await query(services, request, (tx) => getImport(tx, request.params.id));
      sendVersion(reply, row.version);
      return presentImport(row, actor.locale);
    },
  );

  app.put(
    '/api/v1/imports/:id/mapping',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Set how the columns of an uploaded file are understood',
        params: idParams,
        body: importMapping,
        response: { 200: importJob },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await changeMapping(tx, call, request.params.id, expectedVersion(request), request.body);
        return { version: row.version, body: presentImport(row, call.actor.locale) };
      }),
  );

  for (const [path, summary, act] of [
    ['dry-run', 'Try an import: read everything, write nothing', checkImport],
    ['start', 'Start an import; it goes on in the background', startImport],
    ['cancel', 'Stop an import; what is written stays', cancelImport],
  ] as const) {
    app.post(
      `/api/v1/imports/:id/${path}`,
      {
        config: manage,
        schema: { tags, summary, params: idParams, response: { 202: importJob } },
      },
      (request, reply) =>
        command(services, request, reply, async (tx, call) => {
          const row = await act(services, tx, call, request.params.id);
          return { status: 202, version: row.version, body: presentImport(row, call.actor.locale) };
        }),
    );
  }

  app.get(
    '/api/v1/imports/:id/problems',
    {
      config: manage,
      schema: {
        tags,
        summary: 'List the rejected rows of an import, with the reason',
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(importProblem) },
      },
    },
    (request) =>
      query(services, request, async (tx, { actor }) => {
        const { cursor, limit } = request.query;
        const after = decodeCursor('import-problems', cursor)?.[0] ?? -1;
        await getImport(tx, request.params.id);
        const rows = await listProblems(tx, request.params.id, Number(after), limit + 1);
        return pageFrom(
          rows,
          limit,
          'import-problems',
          (row) => [row.rowNumber],
          (row) => problemIn(row, actor.locale),
        );
      }),
  );

  app.get(
    '/api/v1/imports/:id/rejected-rows',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Download the rejected rows with the reason, to correct and import again',
        params: idParams,
        querystring: importRejectedQuery,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const { actor } = callOf(services, request);
      const { headers, rows } = await rejectedRows(services, actor.orgId, request.params.id, actor.locale);
      const { format } = request.query;
      reply.header('content-disposition', `attachment; filename="rejected-rows.${format}"`);
      if (format === 'csv') {
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .send(Readable.from(csvText(headers, rows)));
      }
      const output = new PassThrough();
      writeXlsx(output, headers, rows).catch((error: Error) => output.destroy(error));
      return reply
        .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(output);
    },
  );
}
