import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../errors/service-error.ts';
import type { Services } from '../services.ts';
import { type Client, clientOf } from './client.ts';
import type { IdentityRow } from './identity.repo.ts';

export interface Own {
  client: Client;
  person: IdentityRow;
  sessionId: string;
}

/**
 * The person behind a request that concerns their own account. An API key has no account,
 * and a kept look-up is not enough here: the session is read anew.
 *
 * @throws ServiceError session_required, not_signed_in
 */
export async function ownAccount(
  services: Pick<Services, 'identity'>,
  request: FastifyRequest,
): Promise<Own> {
  const { actor } = request;
  if (actor !== null && actor.type !== 'user') throw new ServiceError('session_required');
  const client = clientOf(request);
  const session = await services.identity.session(client, false);
  const person = session === null ? null : await services.identity.get(session.userId);
  if (actor === null || session === null || person === null || person.userId !== actor.id) {
    throw new ServiceError('not_signed_in');
  }
  return { client, person, sessionId: session.id };
}
