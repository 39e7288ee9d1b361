import {
  deactivatedUser,
  idParams,
  invitationSchema,
  inviteUserInput,
  ok,
  pageOf,
  updateUserInput,
  userListQuery,
  userSchema,
} from '@jingyun/contracts';
import { z } from 'zod';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { changeAccess } from './change-access.ts';
import { deactivateUser, reactivateUser } from './deactivate-user.ts';
import { updateIdentity, withIdentity } from './give-identity.ts';
import { type Invitation, inviteAgain, inviteUser, revokeInvitation } from './invite-user.ts';
import { updateUser } from './update-user.ts';
import { presentUser } from './user.presenter.ts';
import { getUser, listUsers } from './user.repo.ts';

const tags = ['people'];
const read = { permission: 'people.read' };
const manage = { permission: 'people.manage' };

const reassignHint = {
  zh: '请把其名下未关闭的工单转给其他同事。',
  en: 'Reassign the open tickets that still lie with this person.',
};

const presentInvitation = (invitation: Invitation) => ({
  ...invitation,
  expiresAt: invitation.expiresAt.toString(),
});

/** The link is a secret: it is shown once and not kept with the answer. */
const withoutLink = ({ link: _, ...rest }: ReturnType<typeof presentInvitation>) => rest;

export function userRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/users',
    {
      config: read,
      schema: {
        tags,
        summary: 'List users by name',
        querystring: userListQuery,
        response: { 200: pageOf(userSchema) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, ...filter } = request.query;
        const after = decodeCursor('users', cursor) as [string, string] | null;
        const rows = await listUsers(tx, filter, after, limit);
        return pageFrom(
          rows,
          limit,
          'users',
          (row) => [row.name, row.id],
          (row) => presentUser(row, call.actor.locale),
        );
      }),
  );

  app.get(
    '/api/v1/users/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a user', params: idParams, response: { 200: userSchema } },
    },
    async (request, reply) => {
      const user = await query(services, request, async (tx, call) =>
        presentUser(await getUser(tx, request.params.id), call.actor.locale),
      );
      sendVersion(reply, user.version);
      return user;
    },
  );

  app.post(
    '/api/v1/users',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Invite a user by e-mail; with `userId`, a person known from imported history',
        body: inviteUserInput,
        response: { 201: z.object({ user: userSchema, invitation: invitationSchema }) },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const { user, invitation } = await inviteUser(tx, call, services, request.body);
        const body = {
          user: presentUser(user, call.actor.locale),
          invitation: presentInvitation(invitation),
        };
        const kept = { ...body, invitation: withoutLink(body.invitation) };
        return { status: 201, version: user.version, body, kept };
      }),
  );

  app.patch(
    '/api/v1/users/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: "Change a user's name, e-mail address, language, roles or teams",
        params: idParams,
        body: updateUserInput,
        response: { 200: userSchema },
      },
    },
    (request, reply) =>
      withIdentity((onGiven) =>
        changeAccess(services, request, reply, async (tx, call) => {
          const expected = expectedVersion(request);
          const user = await updateUser(tx, call, services, request.params.id, expected, request.body);
          onGiven(await updateIdentity(services, user));
          return { version: user.version, body: presentUser(user, call.actor.locale) };
        }),
      ),
  );

  app.post(
    '/api/v1/users/:id/deactivate',
    {
      config: manage,
      schema: {
        tags,
        summary: 'End the access of a user: sessions, API keys and invitations end, history stays',
        params: idParams,
        response: { 200: deactivatedUser },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const expected = expectedVersion(request);
        const { user, revokedApiKeys } = await deactivateUser(
          tx,
          call,
          services,
          request.params.id,
          expected,
        );
        const hint = say(reassignHint, call.actor.locale);
        const body = { user: presentUser(user, call.actor.locale), revokedApiKeys, hint };
        return { version: user.version, body };
      }),
  );

  app.post(
    '/api/v1/users/:id/reactivate',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Let a deactivated user in again',
        params: idParams,
        response: { 200: userSchema },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const user = await reactivateUser(tx, call, services, request.params.id, expectedVersion(request));
        return { version: user.version, body: presentUser(user, call.actor.locale) };
      }),
  );

  app.post(
    '/api/v1/users/:id/invitation',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Send the invitation again; the link before it ends',
        params: idParams,
        response: { 201: invitationSchema },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = presentInvitation(await inviteAgain(tx, call, services, request.params.id));
        return { status: 201, body, kept: withoutLink(body) };
      }),
  );

  app.delete(
    '/api/v1/users/:id/invitation',
    {
      config: manage,
      schema: { tags, summary: 'Withdraw the invitation of a user', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await revokeInvitation(tx, call, request.params.id);
        return { body: { ok: true as const } };
      }),
  );
}
