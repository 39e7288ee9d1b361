import {
  acceptInvitationInput,
  invitationState,
  invitationTokenParams,
  setUpInput,
  setUpState,
  signInAnswer,
} from '@jingyun/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from '../../platform/auth/client.ts';
import { refuseForeign } from '../../platform/auth/csrf.ts';
import { signIn } from '../../platform/auth/sign-in.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import { setUp, setUpStateOf } from './set-up.ts';

const tags = ['sign-in'];
const config = { permission: 'public' };

/** How people come in: the first by setting up, the others by invitation. Both end signed in. */
export function joiningRoutes(app: HttpApp, services: Services): void {
  const enter = async (request: FastifyRequest, reply: FastifyReply, email: string, password: string) => {
    const { next, cookies } = await signIn(services, clientOf(request), { email, password, remember: true });
    reply.header('set-cookie', cookies).code(201);
    return { next };
  };
  const preHandler = async (request: FastifyRequest) => refuseForeign(request, services.config.publicUrl);

  app.get(
    '/api/v1/setup',
    {
      config,
      schema: {
        tags,
        summary: 'Whether this installation waits to be set up',
        response: { 200: setUpState },
      },
    },
    () => setUpStateOf(services),
  );

  app.post(
    '/api/v1/setup',
    {
      config,
      preHandler,
      schema: {
        tags,
        summary: 'First run: create the organisation and its owner, and sign in. Works once',
        body: setUpInput,
        response: { 201: signInAnswer },
      },
    },
    async (request, reply) => {
      await setUp(services, request.body);
      return enter(request, reply, request.body.email, request.body.password);
    },
  );

  app.get(
    '/api/v1/auth/invitations/:token',
    {
      config,
      schema: {
        tags,
        summary: 'What an invitation says',
        params: invitationTokenParams,
        response: { 200: invitationState },
      },
    },
    (request) => readInvitation(services, request.params.token),
  );

  app.post(
    '/api/v1/auth/invitations/:token/accept',
    {
      config,
      preHandler,
      schema: {
        tags,
        summary: 'Accept an invitation with a password of one’s own, and sign in. Works once',
        params: invitationTokenParams,
        body: acceptInvitationInput,
        response: { 201: signInAnswer },
      },
    },
    async (request, reply) => {
      const { email } = await acceptInvitation(services, request.params.token, request.body);
      return enter(request, reply, email, request.body.password);
    },
  );
}
