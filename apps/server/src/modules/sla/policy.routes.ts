import {
  idParams,
  ok,
  pageOf,
  pageQuery,
  slaPolicy,
  slaPolicyInput,
  slaPolicyOrder,
} from '@jingyun/contracts';
import { z } from 'zod';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { createPolicy } from './create-policy.ts';
import { deletePolicy } from './delete-policy.ts';
import { getPolicy, listPolicies } from './policy.repo.ts';
import { reorderPolicies } from './reorder-policies.ts';
import { replacePolicy } from './replace-policy.ts';

const tags = ['sla'];
const read = { permission: 'sla.read' };
const manage = { permission: 'sla.manage' };

/** Policies: what is promised, and in which order it is tried. */
export function policyRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/sla-policies',
    {
      config: read,
      schema: {
        tags,
        summary: 'List service level policies in the order they are tried',
        querystring: pageQuery,
        response: { 200: pageOf(slaPolicy) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit } = request.query;
        const after = Number(decodeCursor('sla-policies', cursor)?.[0] ?? -1);
        const rows = await listPolicies(tx, after, limit);
        return pageFrom(
          rows,
          limit,
          'sla-policies',
          (row) => [row.position],
          (row) => row,
        );
      }),
  );

  app.get(
    '/api/v1/sla-policies/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a service level policy', params: idParams, response: { 200: slaPolicy } },
    },
    async (request, reply) => {
      const policy = await query(services, request, (tx) => getPolicy(tx, request.params.id));
      sendVersion(reply, policy.version);
      return policy;
    },
  );

  app.post(
    '/api/v1/sla-policies',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Create a service level policy, last in the order',
        body: slaPolicyInput,
        response: { 201: slaPolicy },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = await createPolicy(tx, call, request.body);
        return { status: 201, version: body.version, body };
      }),
  );

  app.put(
    '/api/v1/sla-policies/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a service level policy; tickets there are keep their promise',
        params: idParams,
        body: slaPolicyInput,
        response: { 200: slaPolicy },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = await replacePolicy(tx, call, request.params.id, expectedVersion(request), request.body);
        return { version: body.version, body };
      }),
  );

  app.put(
    '/api/v1/sla-policies/order',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Set the order in which policies are tried',
        body: slaPolicyOrder,
        response: { 200: z.object({ data: z.array(slaPolicy) }) },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => ({
        body: { data: await reorderPolicies(tx, call, request.body.ids) },
      })),
  );

  app.delete(
    '/api/v1/sla-policies/:id',
    {
      config: manage,
      schema: { tags, summary: 'Delete a service level policy', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await deletePolicy(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );
}
