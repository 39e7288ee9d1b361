import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressHeader } from './better-auth.ts';

/** Whoever is at the other end, as far as sign-in looks at it. */
export interface Client {
  address: string;
  device: string;
  headers: Headers;
}

/** Only cookie, device and address are passed on: nothing else a browser sends can steer the sign-in library. */
export function clientOf(request: FastifyRequest): Client {
  const device = (request.headers['user-agent'] ?? '').slice(0, 300);
  const headers = new Headers({ 'user-agent': toLatin1(device), [addressHeader]: request.ip });
  if (request.headers.cookie !== undefined) headers.set('cookie', toLatin1(request.headers.cookie));
  return { address: request.ip, device, headers };
}

/** The place of a sign-in as the audit trail names it. */
export function placeOf(client: Client): { address: string; device: string | null } {
  return { address: client.address, device: client.device === '' ? null : client.device };
}

/** Passes on the cookies that sign-in sets. */
export function setCookies(reply: FastifyReply, cookies: string[]): void {
  if (cookies.length > 0) reply.header('set-cookie', cookies);
}

/** Header values of `Headers` are byte strings; anything else would throw. */
function toLatin1(text: string): string {
  return text.replace(/[^\u0020-\u00ff]/g, '?');
}
