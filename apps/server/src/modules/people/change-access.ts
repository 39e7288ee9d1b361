import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Answer, command } from '../../platform/http/command.ts';
import type { Services } from '../../platform/services.ts';

/** A command that changes what people may do: once it has committed, it holds for the next request. */
export async function changeAccess<Body>(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx, call: Call) => Promise<Answer<Body>>,
): Promise<Body> {
  const body = await command(services, request, reply, work);
  if (request.actor !== null) services.access.forget(request.actor.orgId);
  return body;
}
