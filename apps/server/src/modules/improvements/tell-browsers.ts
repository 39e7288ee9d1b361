import type { FastifyRequest } from 'fastify';
import type { Services } from '../../platform/services.ts';

/** Tells the organisation's browsers that an improvement moved: whoever has it open sees what a colleague did. */
export function tellBrowsers(
  { stream }: Pick<Services, 'stream'>,
  request: FastifyRequest,
  id: string,
): void {
  if (request.actor !== null) stream.publish(request.actor.orgId, { topic: 'improvements', id });
}
