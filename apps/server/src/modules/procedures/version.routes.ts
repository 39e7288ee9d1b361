import {
  idParams,
  ok,
  procedureFile,
  procedurePublish,
  procedureReaders,
  procedureRetire,
  procedureReturn,
  procedureVersion,
  procedureVersionInput,
} from '@jingyun/contracts';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { findUserNames } from '../people/index.ts';
import { acknowledge, readersOf } from './acknowledge-version.ts';
import { discardVersion, replaceVersion } from './draft-version.ts';
import { exportVersion } from './procedure-file.ts';
import { publishVersion, retireVersion } from './publish-version.ts';
import { readVersion } from './read-procedures.ts';
import { approve, returnVersion, submitVersion } from './review-version.ts';

const tags = ['procedures'];
const read = { permission: 'procedures.read' };
const write = { permission: 'procedures.write' };
const decide = { permission: 'procedures.approve' };
const response = { 200: procedureVersion };

/** The life of a version: written, reviewed, published, read, retired. */
export function procedureVersionRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/procedure-versions/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a version with its content', params: idParams, response },
    },
    (request, reply) =>
      query(services, request, async (tx, call) => {
        const body = await readVersion(tx, call, request.params.id);
        sendVersion(reply, body.version);
        return body;
      }),
  );

  app.put(
    '/api/v1/procedure-versions/:id',
    {
      config: write,
      bodyLimit: 4 * 1024 * 1024,
      schema: {
        tags,
        summary: 'Replace a draft',
        params: idParams,
        body: procedureVersionInput,
        response,
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        const { version } = await replaceVersion(tx, call, id, expectedVersion(request), request.body);
        return { version, body: await readVersion(tx, call, id) };
      }),
  );

  app.delete(
    '/api/v1/procedure-versions/:id',
    {
      config: write,
      schema: { tags, summary: 'Discard a draft', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await discardVersion(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );

  app.get(
    '/api/v1/procedure-versions/:id/export',
    {
      config: read,
      schema: {
        tags,
        summary: 'A version as a file for another organisation',
        params: idParams,
        response: { 200: procedureFile },
      },
    },
    async (request, reply) => {
      const file = await query(services, request, (tx, call) => exportVersion(tx, call, request.params.id));
      reply.header('content-disposition', `attachment; filename="${file.code}.json"`);
      return file;
    },
  );

  for (const [verb, config, work, summary] of [
    ['submit', write, submitVersion, 'Hand a draft over to be reviewed'],
    ['approve', decide, approve, 'Approve a version in review; under four eyes not one’s own'],
  ] as const) {
    app.post(
      `/api/v1/procedure-versions/:id/${verb}`,
      { config, schema: { tags, summary, params: idParams, response } },
      (request, reply) =>
        command(services, request, reply, async (tx, call) => {
          const { id } = request.params;
          const { version } = await work(tx, call, id, expectedVersion(request));
          return { version, body: await readVersion(tx, call, id) };
        }),
    );
  }

  app.post(
    '/api/v1/procedure-versions/:id/return',
    {
      config: write,
      schema: {
        tags,
        summary: 'Make a version in review, or an approved one, a draft again',
        params: idParams,
        body: procedureReturn,
        response,
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        const { reason } = request.body;
        const { version } = await returnVersion(tx, call, id, expectedVersion(request), reason);
        return { version, body: await readVersion(tx, call, id) };
      }),
  );

  app.post(
    '/api/v1/procedure-versions/:id/publish',
    {
      config: decide,
      schema: {
        tags,
        summary: 'Put a version in force from a day on, for all teams or some; again for a roll-out',
        params: idParams,
        body: procedurePublish,
        response,
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        const { version } = await publishVersion(tx, call, id, expectedVersion(request), request.body);
        return { version, body: await readVersion(tx, call, id) };
      }),
  );

  app.post(
    '/api/v1/procedure-versions/:id/retire',
    {
      config: decide,
      schema: {
        tags,
        summary: 'End a published version from a day on; without one, from today',
        params: idParams,
        body: procedureRetire,
        response,
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id } = request.params;
        const { version } = await retireVersion(tx, call, id, expectedVersion(request), request.body.on);
        return { version, body: await readVersion(tx, call, id) };
      }),
  );

  app.post(
    '/api/v1/procedure-versions/:id/acknowledge',
    {
      config: read,
      schema: { tags, summary: 'Say to have read a version', params: idParams, response },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await acknowledge(tx, call, request.params.id);
        return { body: await readVersion(tx, call, request.params.id) };
      }),
  );

  app.get(
    '/api/v1/procedure-versions/:id/acknowledgements',
    {
      config: read,
      schema: {
        tags,
        summary: 'Who has read a version, and who has to and has not',
        params: idParams,
        response: { 200: procedureReaders },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { acknowledged, missing } = await readersOf(tx, call, request.params.id);
        const names = await findUserNames(
          tx,
          acknowledged.map(({ userId }) => userId),
        );
        return {
          acknowledged: acknowledged.map(({ userId, at }) => ({
            id: userId,
            name: names.get(userId) ?? '',
            at: at.toString(),
          })),
          missing: missing.map(({ id, name, teamIds }) => ({ id, name, teamIds })),
        };
      }),
  );
}
