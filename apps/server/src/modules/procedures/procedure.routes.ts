import {
  idParams,
  procedure,
  procedureDiff,
  procedureDiffQuery,
  procedureDraftInput,
  procedureExportQuery,
  procedureFile,
  procedureImported,
  procedureInForce,
  procedureInput,
  procedureListQuery,
  procedureResultsQuery,
  procedureResults as procedureResultsShape,
  procedureSettings,
  procedureSummary,
  proceduresInForceQuery,
  procedureVersion,
} from '@jingyun/contracts';
import { z } from 'zod';
import { callOf, command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { checkOrigin } from './check-origin.ts';
import { compareVersions } from './compare-versions.ts';
import { draftVersion } from './draft-version.ts';
import { exportedProcedures, procedureSheet } from './export-procedures.ts';
import { proceduresInForce } from './in-force.ts';
import { importProcedure } from './procedure-file.ts';
import { procedureResults } from './procedure-results.ts';
import { today } from './publish-version.ts';
import { listProcedures, readProcedure, readVersion } from './read-procedures.ts';
import { createProcedure, replaceProcedure } from './save-procedure.ts';

const tags = ['procedures'];
const read = { permission: 'procedures.read' };
const write = { permission: 'procedures.write' };

/** Contents are larger than other bodies: sixty steps in three languages. */
const bodyLimit = 4 * 1024 * 1024;

/** Procedures, their settings, and what became of them. */
export function procedureRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/procedures',
    {
      config: read,
      schema: {
        tags,
        summary: 'List procedures with what is in force, coming, and being written',
        querystring: procedureListQuery,
        response: { 200: z.object({ data: z.array(procedureSummary) }) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => ({ data: await listProcedures(tx, call, request.query) })),
  );

  app.post(
    '/api/v1/procedures',
    {
      config: write,
      bodyLimit,
      schema: {
        tags,
        summary: 'Create a procedure with its first draft',
        body: procedureInput,
        response: { 201: procedure },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await checkOrigin(tx, call.actor, services, request.body.from);
        const made = await createProcedure(tx, call, request.body);
        const body = await readProcedure(tx, call, made.procedure.id);
        return { status: 201, version: body.version, body };
      }),
  );

  app.get(
    '/api/v1/procedures/export',
    {
      config: read,
      schema: {
        tags,
        summary: 'Procedures with their versions in force, coming and being written as CSV or XLSX',
        querystring: procedureExportQuery,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const { format, ...asked } = request.query;
      const rows = await query(services, request, (tx, call) => exportedProcedures(tx, call, asked));
      const { type, stream } = procedureSheet(rows, callOf(services, request).actor.locale, format);
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="procedures.${format}"`)
        .send(stream);
    },
  );

  app.get(
    '/api/v1/procedures/in-force',
    {
      config: read,
      schema: {
        tags,
        summary: 'What is in force for a team on a day; without a day, today',
        querystring: proceduresInForceQuery,
        response: { 200: z.object({ data: z.array(procedureInForce) }) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { teamId = null, on = await today(tx, call) } = request.query;
        return { data: await proceduresInForce(tx, { teamId, on }) };
      }),
  );

  app.post(
    '/api/v1/procedures/import',
    {
      config: write,
      bodyLimit,
      schema: {
        tags,
        summary: 'Take a procedure over from a file; of a known code, as its next draft',
        body: procedureFile,
        response: { 201: procedureImported },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => ({
        status: 201,
        body: await importProcedure(tx, call, request.body),
      })),
  );

  app.get(
    '/api/v1/procedures/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Get a procedure with its versions',
        params: idParams,
        response: { 200: procedure },
      },
    },
    (request, reply) =>
      query(services, request, async (tx, call) => {
        const body = await readProcedure(tx, call, request.params.id);
        sendVersion(reply, body.version);
        return body;
      }),
  );

  app.put(
    '/api/v1/procedures/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Replace the settings of a procedure',
        params: idParams,
        body: procedureSettings,
        response: { 200: procedure },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        const { version } = await replaceProcedure(tx, call, id, expectedVersion(request), request.body);
        return { version, body: await readProcedure(tx, call, id) };
      }),
  );

  app.get(
    '/api/v1/procedures/:id/diff',
    {
      config: read,
      schema: {
        tags,
        summary: 'Two versions side by side, step by step and word by word',
        params: idParams,
        querystring: procedureDiffQuery,
        response: { 200: procedureDiff },
      },
    },
    (request) =>
      query(services, request, (tx, call) => compareVersions(tx, call, request.params.id, request.query)),
  );

  app.get(
    '/api/v1/procedures/:id/results',
    {
      config: read,
      schema: {
        tags,
        summary: 'How far a procedure was followed: by version, step by step, and why steps were skipped',
        params: idParams,
        querystring: procedureResultsQuery,
        response: { 200: procedureResultsShape },
      },
    },
    (request) =>
      query(services, request, (tx, call) => procedureResults(tx, call, request.params.id, request.query)),
  );

  app.post(
    '/api/v1/procedures/:id/versions',
    {
      config: write,
      bodyLimit,
      schema: {
        tags,
        summary: 'Begin the next version as a draft',
        params: idParams,
        body: procedureDraftInput,
        response: { 201: procedureVersion },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await checkOrigin(tx, call.actor, services, request.body.from);
        const { id, version } = await draftVersion(tx, call, request.params.id, request.body);
        return { status: 201, version, body: await readVersion(tx, call, id) };
      }),
  );
}
