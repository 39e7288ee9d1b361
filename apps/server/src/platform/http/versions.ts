import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../errors/service-error.ts';

/**
 * The version the client edited, from `If-Match: "3"`.
 * @throws ServiceError if_match_required, invalid_if_match
 */
export function expectedVersion(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (header === undefined) throw new ServiceError('if_match_required');
  const version = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(header)?.[1];
  if (version === undefined) throw new ServiceError('invalid_if_match');
  return Number(version);
}

/** @throws ServiceError version_conflict, naming the version there is now. */
export function refuseStale(expected: number, current: number): void {
  if (expected !== current)
    throw new ServiceError('version_conflict', { params: { current }, extra: { current } });
}

/** Sends the version as the entity tag, to come back in If-Match. */
export function sendVersion(reply: FastifyReply, version: number): void {
  reply.header('etag', `"${version}"`);
}
