import type { FastifyRequest } from 'fastify';
import type { Services } from '../../platform/services.ts';

/** After the commit: tells the browsers of the organisation that a ticket is another now. They fetch what they may see. */
export function tellBrowsers<T extends { id: string; version: number }>(
  services: Services,
  request: FastifyRequest,
  ticket: T,
): T {
  if (request.actor !== null) {
    const data = { version: ticket.version };
    services.stream.publish(request.actor.orgId, { topic: 'tickets', id: ticket.id, data });
  }
  return ticket;
}
