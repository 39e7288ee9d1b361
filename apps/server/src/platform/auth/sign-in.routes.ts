import {
  forgotPasswordInput,
  ok,
  resetPasswordInput,
  signInAnswer,
  signInInput,
  verifyTwoFactorInput,
} from '@jingyun/contracts';
import type { FastifyRequest } from 'fastify';
import type { HttpApp } from '../http/server.ts';
import type { Services } from '../services.ts';
import { audit } from './audit.ts';
import { clientOf, setCookies } from './client.ts';
import { refuseForeign } from './csrf.ts';
import { askForReset, finishReset } from './password-reset.ts';
import { signIn, verifyTwoFactor } from './sign-in.ts';

const tags = ['sign-in'];
const config = { permission: 'public' };
const done = { ok: true as const };

/** Endpoints for people who are not signed in yet. */
export function signInRoutes(app: HttpApp, services: Services): void {
  // Nobody has a cookie here yet, so the authenticator's check does not see these: another
  // site must not sign a browser in to an account of its own either.
  const preHandler = async (request: FastifyRequest) => refuseForeign(request, services.config.publicUrl);

  app.post(
    '/api/v1/auth/sign-in',
    {
      config,
      preHandler,
      schema: {
        tags,
        summary: 'Sign in with e-mail address and password; the session is a cookie',
        body: signInInput,
        response: { 200: signInAnswer },
      },
    },
    async (request, reply) => {
      const { next, cookies } = await signIn(services, clientOf(request), request.body);
      setCookies(reply, cookies);
      return { next };
    },
  );

  app.post(
    '/api/v1/auth/two-factor/verify',
    {
      config,
      preHandler,
      schema: {
        tags,
        summary: 'Complete a sign-in with a code or a backup code',
        body: verifyTwoFactorInput,
        response: { 200: signInAnswer },
      },
    },
    async (request, reply) => {
      const { code, backupCode, trustDevice } = request.body;
      const given = code === undefined ? { backupCode: backupCode ?? '' } : { code };
      const { cookies } = await verifyTwoFactor(services, clientOf(request), given, trustDevice);
      setCookies(reply, cookies);
      return { next: 'done' as const };
    },
  );

  app.post(
    '/api/v1/auth/sign-out',
    { config, preHandler, schema: { tags, summary: 'End this session', response: { 200: ok } } },
    async (request, reply) => {
      const client = clientOf(request);
      const session = await services.identity.session(client, false);
      const { cookies } = await services.identity.signOut(client);
      setCookies(reply, cookies);
      if (session !== null) {
        services.access.forget(session.orgId);
        await audit(services, client, session, 'signedOut', { everywhere: false });
      }
      return done;
    },
  );

  app.post(
    '/api/v1/auth/forgot-password',
    {
      config,
      preHandler,
      schema: {
        tags,
        summary:
          'Ask for a mail with a link that sets a new password; the answer is the same for every address',
        body: forgotPasswordInput,
        response: { 200: ok },
      },
    },
    async (request) => {
      await askForReset(services, clientOf(request), request.body.email);
      return done;
    },
  );

  app.post(
    '/api/v1/auth/reset-password',
    {
      config,
      preHandler,
      schema: {
        tags,
        summary: 'Set a new password by the link of the mail; every session ends',
        body: resetPasswordInput,
        response: { 200: ok },
      },
    },
    async (request) => {
      await finishReset(services, clientOf(request), request.body.token, request.body.password);
      return done;
    },
  );
}
