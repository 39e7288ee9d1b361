import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * scrypt with the parameters that OWASP's Password Storage Cheat Sheet gives for 16 MiB
 * (N = 2^14, r = 8, p = 5), on libuv's threads: better-auth's own runs in JavaScript on
 * the event loop and would hold up every other request for the length of a sign-in.
 */
const cost = { N: 2 ** 14, r: 8, p: 5, maxmem: 64 * 1024 * 1024 } satisfies ScryptOptions;
const keyBytes = 32;

/** @returns `scrypt$16384$8$5$<salt>$<key>`, so that parameters can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** True where the password is the one that was hashed. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [name, N, r, p, salt, key] = hash.split('$');
  if (name !== 'scrypt' || salt === undefined || key === undefined) return false;
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), options);
  const expected = Buffer.from(key, 'base64url');
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

/** The same text typed on another keyboard is the same password: NFKC, as NIST SP 800-63B recommends. */
function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** Long enough for our minimum, and yet on every list of guesses. */
const common = [
  '1234567890',
  '0123456789',
  '0987654321',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'a123456789',
  'abc123456789',
  'admin123456',
  'adminadmin',
  'asdfghjkl1',
  'iloveyou123',
  'letmein123',
  'password12',
  'password123',
  'password1234',
  'p@ssw0rd123',
  'qq123456789',
  'qwer123456',
  'qwertyuiop',
  'woaini1314',
  'woaini1314520',
  'zxcvbnm123',
];

/**
 * True for passwords that a guesser tries first: common ones, one repeated or counted
 * pattern, and the person's own name or address.
 */
export function isWeakPassword(password: string, about: { name: string; email: string }): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (common.some((word) => text === word || text === `${word}!` || text === `${word}.`)) return true;
  if (/^(.{1,4})\1+$/.test(text)) return true;
  if (isCounted(text)) return true;
  const own = [about.email, about.email.split('@')[0] ?? '', about.name].map((word) =>
    word.toLowerCase().replaceAll(' ', ''),
  );
  const bare = text.replace(/[\d\p{P}\p{S}\s]+$/u, '');
  return own.some((word) => word.length >= 4 && (text === word || bare === word));
}

/** Every character one above, or every one below, the character before. */
function isCounted(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
