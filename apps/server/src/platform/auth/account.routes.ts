import {
  changePasswordInput,
  codeOnly,
  idParams,
  ok,
  passwordOnly,
  sessionSchema,
  twoFactorEnrolment,
} from '@jingyun/contracts';
import { z } from 'zod';
import type { HttpApp } from '../http/server.ts';
import type { Services } from '../services.ts';
import { attemptKinds, countAttempt, forgetAttempts } from './attempts.ts';
import { audit } from './audit.ts';
import { setCookies } from './client.ts';
import type { IdentityRow } from './identity.repo.ts';
import { ownAccount } from './own-account.ts';

const tags = ['sign-in'];
const config = { permission: 'signedIn' };
const done = { ok: true as const };

/** Endpoints for one's own password, second factor and sessions. */
export function accountRoutes(app: HttpApp, services: Services): void {
  const { identity, access } = services;

  /** An open session is no licence to guess at the password behind it. */
  const guarded = async <T>(person: IdentityRow, work: () => Promise<T>): Promise<T> => {
    await countAttempt(identity.db, attemptKinds.account, person.email, services.clock());
    const result = await work();
    await forgetAttempts(identity.db, attemptKinds.account, person.email);
    access.forget(person.orgId);
    return result;
  };

  app.post(
    '/api/v1/auth/password',
    {
      config,
      schema: {
        tags,
        summary: 'Change my password; my other sessions end',
        body: changePasswordInput,
        response: { 200: ok },
      },
    },
    async (request, reply) => {
      const { client, person } = await ownAccount(services, request);
      const { current, next } = request.body;
      const { cookies } = await guarded(person, () => identity.changePassword(client, person, current, next));
      setCookies(reply, cookies);
      await audit(services, client, person, 'passwordChanged', { how: 'changed' });
      return done;
    },
  );

  app.post(
    '/api/v1/auth/two-factor/enrol',
    {
      config,
      schema: {
        tags,
        summary: 'Begin two-factor sign-in: the address for the QR code, and backup codes',
        body: passwordOnly,
        response: { 200: twoFactorEnrolment },
      },
    },
    async (request) => {
      const { client, person } = await ownAccount(services, request);
      return guarded(person, () => identity.enrolTwoFactor(client, request.body.password));
    },
  );

  app.post(
    '/api/v1/auth/two-factor/confirm',
    {
      config,
      schema: {
        tags,
        summary: 'Turn two-factor sign-in on with a first code',
        body: codeOnly,
        response: { 200: ok },
      },
    },
    async (request, reply) => {
      const { client, person } = await ownAccount(services, request);
      const { cookies } = await guarded(person, () => identity.confirmTwoFactor(client, request.body.code));
      setCookies(reply, cookies);
      await audit(services, client, person, 'twoFactorEnabled', {});
      return done;
    },
  );

  app.post(
    '/api/v1/auth/two-factor/disable',
    {
      config,
      schema: { tags, summary: 'Turn two-factor sign-in off', body: passwordOnly, response: { 200: ok } },
    },
    async (request, reply) => {
      const { client, person } = await ownAccount(services, request);
      const { cookies } = await guarded(person, () =>
        identity.disableTwoFactor(client, request.body.password),
      );
      setCookies(reply, cookies);
      await audit(services, client, person, 'twoFactorDisabled', {});
      return done;
    },
  );

  app.post(
    '/api/v1/auth/two-factor/backup-codes',
    {
      config,
      schema: {
        tags,
        summary: 'Make new backup codes; the old ones end',
        body: passwordOnly,
        response: { 200: twoFactorEnrolment.pick({ backupCodes: true }) },
      },
    },
    async (request) => {
      const { client, person } = await ownAccount(services, request);
      return {
        backupCodes: await guarded(person, () => identity.renewBackupCodes(client, request.body.password)),
      };
    },
  );

  app.get(
    '/api/v1/auth/sessions',
    {
      config,
      schema: {
        tags,
        summary: 'List my sessions, newest first',
        response: { 200: z.object({ data: z.array(sessionSchema) }) },
      },
    },
    async (request) => {
      const { person, sessionId } = await ownAccount(services, request);
      const data = (await identity.sessions(person.userId)).map((session) => ({
        ...session,
        current: session.id === sessionId,
        createdAt: session.createdAt.toISOString(),
        expiresAt: session.expiresAt.toISOString(),
      }));
      return { data };
    },
  );

  app.delete(
    '/api/v1/auth/sessions/:id',
    { config, schema: { tags, summary: 'End one of my sessions', params: idParams, response: { 200: ok } } },
    async (request) => {
      const { client, person } = await ownAccount(services, request);
      await identity.endSession(person.userId, request.params.id);
      access.forget(person.orgId);
      await audit(services, client, person, 'signedOut', { everywhere: false });
      return done;
    },
  );

  app.post(
    '/api/v1/auth/sign-out-everywhere',
    { config, schema: { tags, summary: 'End all my sessions, this one too', response: { 200: ok } } },
    async (request, reply) => {
      const { client, person } = await ownAccount(services, request);
      await identity.endSessions(person.userId);
      const { cookies } = await identity.signOut(client);
      setCookies(reply, cookies);
      access.forget(person.orgId);
      await audit(services, client, person, 'signedOut', { everywhere: true });
      return done;
    },
  );
}
