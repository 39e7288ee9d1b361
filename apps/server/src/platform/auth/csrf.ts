import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../errors/service-error.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that another site made with this site's cookies. Browsers say where a
 * request comes from (Sec-Fetch-Site, Origin) and pages cannot forge it; programs say
 * neither and carry no cookies of a browser. SameSite=Lax on the cookies is the second lock.
 *
 * @throws ServiceError foreign_origin
 */
export function refuseForeign(request: FastifyRequest, publicUrl: string): void {
  if (safe.has(request.method)) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site === 'same-origin' || site === 'none') return;
  if (origin === undefined && site === undefined) return;
  if (typeof origin === 'string' && isOwn(origin, request.host, publicUrl)) return;
  throw new ServiceError('foreign_origin');
}

/** The configured address, or the very host that was asked: people open an installation by its IP address, too. */
function isOwn(origin: string, host: string, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || from.host === host;
}
