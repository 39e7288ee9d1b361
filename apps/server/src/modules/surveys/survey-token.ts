import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../../platform/errors/service-error.ts';

/*
 * The token at the end of a survey's link: the organisation, the invitation or open link, and a secret of 192 bits.
 * Of an invitation's secret the database holds the hash only, so that who reads a backup can answer for nobody.
 */

const uuidBytes = 16;
const secretBytes = 24;

export interface SurveyToken {
  orgId: string;
  id: string;
  secret: string;
}

export const newSecret = (): string => randomBytes(secretBytes).toString('base64url');

/** SHA-256, base64url: the secret has 192 random bits, so that there is nothing to slow a guess down for. */
export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

export function writeToken({ orgId, id, secret }: SurveyToken): string {
  return Buffer.concat([bytesOf(orgId), bytesOf(id), Buffer.from(secret, 'base64url')]).toString('base64url');
}

/** @throws ServiceError survey_link_invalid for anything that is not a token of ours by its form */
export function readToken(token: string): SurveyToken {
  const bytes = Buffer.from(token.slice(0, 100), 'base64url');
  // Compared as text too: base64url lets the last character differ without another byte coming out.
  if (bytes.length !== 2 * uuidBytes + secretBytes || bytes.toString('base64url') !== token)
    throw new ServiceError('survey_link_invalid');
  return {
    orgId: uuidOf(bytes.subarray(0, uuidBytes)),
    id: uuidOf(bytes.subarray(uuidBytes, 2 * uuidBytes)),
    secret: bytes.subarray(2 * uuidBytes).toString('base64url'),
  };
}

/** Compares in a time that tells nothing. */
export function sameSecret(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
