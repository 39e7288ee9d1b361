import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { type AttemptKind, countAttempt } from '../../platform/auth/attempts.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { Services } from '../../platform/services.ts';

/** Strangers are held much shorter than staff, each address by itself. A household behind one address still gets on. */
const tenMinutes = 10 * 60_000;
const byAddress = (max: number) => ({ max, timeWindow: tenMinutes, keyGenerator: networkOf });

export const portalRates = {
  read: byAddress(600),
  submit: byAddress(20),
  reply: byAddress(60),
  upload: byAddress(60),
  link: byAddress(10),
} as const;

/** Mails that strangers can have sent to one address; after that slower and slower, up to one an hour. */
const mailsToAddress: AttemptKind = { name: 'portal-mail', free: 10 };

/** @throws ServiceError rate_limited where an address got too many mails: the portal is not for pestering others */
export async function countMail(
  services: Pick<Services, 'identity' | 'clock'>,
  email: string,
): Promise<void> {
  try {
    await countAttempt(services.identity.db, mailsToAddress, email.toLowerCase(), services.clock());
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'sign_in_locked') throw error;
    throw new ServiceError('rate_limited', { params: error.params, cause: error });
  }
}

/** The address, or for IPv6 the /64 network: one subscriber has 2^64 addresses there. */
export function networkOf(request: Pick<FastifyRequest, 'ip'>): string {
  if (!isIPv6(request.ip) || request.ip.includes('.')) return request.ip;
  const [head = '', tail] = request.ip.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':');
}
