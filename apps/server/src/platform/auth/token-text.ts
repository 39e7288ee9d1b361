import { createHash, randomBytes } from 'node:crypto';

/*
 * Tokens that people and programs hold: API keys and invitation links.
 *
 * They are looked up before an organisation is known, while row security shows rows
 * of a known organisation only. So the text carries the organisation's id (no secret:
 * 128 bits in base 62), and its secret half is kept as a hash alone.
 *
 *   jy_<organisation, 22 characters>_<secret, 43 characters>
 */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const orgLength = 22;
const secretLength = 43;
const pattern = new RegExp(`^([0-9A-Za-z]{${orgLength}})_([0-9A-Za-z]{${secretLength}})$`);

export interface TokenText {
  text: string;
  /** SHA-256 of the secret half. A hash without salt is enough for 256 random bits. */
  secretHash: Buffer;
}

/** Makes a token of the organisation. */
export function makeToken(orgId: string): TokenText {
  const secret = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength);
  const org = base62(BigInt(`0x${orgId.replaceAll('-', '')}`), orgLength);
  return { text: `${org}_${secret}`, secretHash: hashSecret(secret) };
}

/** Takes a token apart; null for text that can be none. */
export function readToken(text: string): { orgId: string; secretHash: Buffer } | null {
  const [, org, secret] = pattern.exec(text) ?? [];
  if (org === undefined || secret === undefined) return null;
  const value = numberOf(org);
  if (value >= 1n << 128n) return null;
  const hex = value.toString(16).padStart(32, '0');
  const orgId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { orgId, secretHash: hashSecret(secret) };
}

const keyPrefix = 'jy_';

/** Makes the text of an API key, and the part of it that may be shown in a list. */
export function makeApiKey(orgId: string): TokenText & { prefix: string } {
  const token = makeToken(orgId);
  const text = `${keyPrefix}${token.text}`;
  return { ...token, text, prefix: `${keyPrefix}…_${token.text.slice(orgLength + 1, orgLength + 7)}` };
}

/** Takes an API key apart; null for text that can be none. */
export function readApiKey(text: string): { orgId: string; secretHash: Buffer } | null {
  return text.startsWith(keyPrefix) ? readToken(text.slice(keyPrefix.length)) : null;
}

function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${digits[Number(rest % 62n)]}${text}`;
  return text.padStart(length, '0');
}

function numberOf(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 62n + BigInt(digits.indexOf(digit));
  return value;
}
