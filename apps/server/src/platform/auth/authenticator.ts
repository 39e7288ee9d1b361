import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Authenticate } from '../http/server.ts';
import type { Services } from '../services.ts';
import { clientOf } from './client.ts';
import { refuseForeign } from './csrf.ts';
import { readApiKey } from './token-text.ts';

const sessionCookie = /(?:^|;\s*)((?:__Secure-)?jingyun\.session_token=[^;]+)/;

/**
 * Finds out who sends a request, from `Authorization: Bearer jy_…` or the session's cookie.
 * A credential is looked up once and kept for a few seconds (access-cache.ts), so that a
 * warm request costs no query.
 *
 * @throws ServiceError invalid_api_key, foreign_origin. A cookie that is not valid any more is nobody, not an error.
 */
export function authenticator(services: Services): Authenticate {
  return (request: FastifyRequest) => {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return byKey(authorization);
    const session = cookie === undefined ? undefined : sessionCookie.exec(cookie)?.[1];
    if (session === undefined) return Promise.resolve(null);
    refuseForeign(request, services.config.publicUrl);
    return services.access.get(session, () => bySession(request));
  };

  async function byKey(authorization: string): Promise<Actor> {
    const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
    const key = readApiKey(text);
    const actor =
      key === null
        ? null
        : await services.access.get(`key ${key.secretHash.toString('base64')} ${key.orgId}`, () =>
            services.directory.keyActor(key.orgId, key.secretHash),
          );
    if (actor === null) throw new ServiceError('invalid_api_key');
    return actor;
  }

  async function bySession(request: FastifyRequest): Promise<Actor | null> {
    const session = await services.identity.session(clientOf(request), false);
    return session === null ? null : services.directory.userActor(session.orgId, session.userId);
  }
}
