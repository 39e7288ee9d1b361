import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { findAccessLink, insertAccessLink } from './access-link.repo.ts';

/*
 * A customer's link to one ticket. The token holds the organisation, the link's id and a secret of 192 bits;
 * the database holds the secret's hash only, so that who reads a backup cannot open a ticket with it.
 */

const uuidBytes = 16;
const secretBytes = 24;
const defaultDays = 30;

/** Makes a link to a ticket, good for some days. @returns its token; it cannot be read again */
export async function issueAccessLink(
  tx: Tx,
  call: Call,
  ticketId: string,
  days: number = defaultDays,
): Promise<string> {
  const id = uuidv7();
  const secret = randomBytes(secretBytes);
  const expiresAt = call.now.add({ hours: 24 * days });
  await insertAccessLink(tx, id, { ticketId, secretHash: hashOf(secret), expiresAt }, call.now);
  return Buffer.concat([bytesOf(tx.orgId), bytesOf(id), secret]).toString('base64url');
}

/** The organisation that a token leads to, for opening the transaction in which it is checked. */
export function orgOfToken(token: string): string {
  return partsOf(token).orgId;
}

/**
 * The ticket that a token opens.
 * @throws ServiceError ticket_link_invalid, ticket_link_expired
 */
export async function openAccessLink(tx: Tx, token: string, now: Temporal.Instant): Promise<string> {
  const { orgId, linkId, secret } = partsOf(token);
  const link = orgId === tx.orgId ? await findAccessLink(tx, linkId) : null;
  if (link === null || !timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(link.secretHash))) {
    throw new ServiceError('ticket_link_invalid');
  }
  if (Temporal.Instant.compare(link.expiresAt, now) <= 0) throw new ServiceError('ticket_link_expired');
  return link.ticketId;
}

function partsOf(token: string) {
  const bytes = Buffer.from(token.slice(0, 100), 'base64url');
  // Compared as text too: base64url lets the last character differ without another byte coming out.
  if (bytes.length !== 2 * uuidBytes + secretBytes || bytes.toString('base64url') !== token) {
    throw new ServiceError('ticket_link_invalid');
  }
  return {
    orgId: uuidOf(bytes.subarray(0, uuidBytes)),
    linkId: uuidOf(bytes.subarray(uuidBytes, 2 * uuidBytes)),
    secret: bytes.subarray(2 * uuidBytes),
  };
}

const hashOf = (secret: Buffer) => createHash('sha256').update(secret).digest('base64url');
const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
