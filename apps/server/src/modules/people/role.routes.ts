import {
  idParams,
  type Locale,
  ok,
  permissionListSchema,
  type Role,
  roleInput,
  roleSchema,
} from '@jingyun/contracts';
import { z } from 'zod';
import { callOf, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { changeAccess } from './change-access.ts';
import { createRole } from './create-role.ts';
import { getRole, listRoles, type RoleRow } from './role.repo.ts';
import { grantsOfRole } from './role.rules.ts';
import { deleteRole, updateRole } from './update-role.ts';
import { roleName } from './user.presenter.ts';

const tags = ['people'];
const read = { permission: 'people.read' };
const manage = { permission: 'roles.manage' };

export function roleRoutes(app: HttpApp, services: Services): void {
  const present = (row: RoleRow, locale: Locale): Role => ({
    ...row,
    name: roleName(row, locale),
    grants: grantsOfRole(row, services.permissions),
  });

  app.get(
    '/api/v1/permissions',
    {
      config: read,
      schema: {
        tags,
        summary: 'List permissions, what each allows, and the built-in roles that have it',
        response: { 200: permissionListSchema },
      },
    },
    async (request) => {
      const { locale } = callOf(services, request).actor;
      const data = Object.entries(services.permissions).map(([name, row]) => ({
        name,
        words: say(row.words, locale),
        roles: row.roles,
      }));
      return { data };
    },
  );

  app.get(
    '/api/v1/roles',
    {
      config: read,
      schema: {
        tags,
        summary: 'List roles with their grants',
        response: { 200: z.object({ data: z.array(roleSchema) }) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => ({
        data: (await listRoles(tx)).map((row) => present(row, call.actor.locale)),
      })),
  );

  app.get(
    '/api/v1/roles/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a role', params: idParams, response: { 200: roleSchema } },
    },
    async (request, reply) => {
      const role = await query(services, request, async (tx, call) =>
        present(await getRole(tx, request.params.id), call.actor.locale),
      );
      sendVersion(reply, role.version);
      return role;
    },
  );

  app.post(
    '/api/v1/roles',
    {
      config: manage,
      schema: { tags, summary: 'Create a custom role', body: roleInput, response: { 201: roleSchema } },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const role = await createRole(tx, call, services.permissions, request.body);
        return { status: 201, version: role.version, body: present(role, call.actor.locale) };
      }),
  );

  app.put(
    '/api/v1/roles/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a custom role; it holds for everybody who has it at once',
        params: idParams,
        body: roleInput,
        response: { 200: roleSchema },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const expected = expectedVersion(request);
        const role = await updateRole(
          tx,
          call,
          services.permissions,
          request.params.id,
          expected,
          request.body,
        );
        return { version: role.version, body: present(role, call.actor.locale) };
      }),
  );

  app.delete(
    '/api/v1/roles/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Delete a custom role that nobody has',
        params: idParams,
        response: { 200: ok },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        await deleteRole(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );
}
