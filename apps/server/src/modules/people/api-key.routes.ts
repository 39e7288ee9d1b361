import {
  type ApiKey,
  apiKeySchema,
  createApiKeyInput,
  createdApiKey,
  idParams,
  pageOf,
  pageQuery,
} from '@jingyun/contracts';
import { query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { type ApiKeyRow, listKeys } from './api-key.repo.ts';
import { changeAccess } from './change-access.ts';
import { createApiKey, revokeApiKey } from './create-api-key.ts';

const tags = ['people'];
const manage = { permission: 'apiKeys.manage' };

const present = (row: ApiKeyRow): ApiKey => ({
  ...row,
  createdAt: row.createdAt.toString(),
  expiresAt: row.expiresAt?.toString() ?? null,
  lastUsedAt: row.lastUsedAt?.toString() ?? null,
  revokedAt: row.revokedAt?.toString() ?? null,
});

export function apiKeyRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/api-keys',
    {
      config: manage,
      schema: {
        tags,
        summary: 'List API keys, newest first',
        querystring: pageQuery,
        response: { 200: pageOf(apiKeySchema) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit } = request.query;
        const before = (decodeCursor('api-keys', cursor)?.[0] ?? null) as string | null;
        const rows = await listKeys(tx, before, limit);
        return pageFrom(rows, limit, 'api-keys', (row) => [row.id], present);
      }),
  );

  app.post(
    '/api/v1/api-keys',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Create an API key; its text is shown this once',
        body: createApiKeyInput,
        response: { 201: createdApiKey },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const { key, row } = await createApiKey(tx, call, services.permissions, request.body);
        const shown = (text: string | null) => ({ ...present(row), key: text });
        return { status: 201, body: shown(key), kept: shown(null) };
      }),
  );

  app.delete(
    '/api/v1/api-keys/:id',
    {
      config: manage,
      schema: { tags, summary: 'Revoke an API key', params: idParams, response: { 200: apiKeySchema } },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => ({
        body: present(await revokeApiKey(tx, call, request.params.id)),
      })),
  );
}
