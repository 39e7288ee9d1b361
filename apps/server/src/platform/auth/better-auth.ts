import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { hashPassword, verifyPassword } from './password.ts';

export interface BetterAuthSettings {
  db: Kysely<unknown>;
  secret: string;
  /** The address browsers use; under https the cookies are Secure. */
  publicUrl: string;
}

/** The name of our header that tells better-auth the client's address, as Fastify found it behind trusted proxies. */
export const addressHeader = 'x-jingyun-address';

const days = 24 * 3600;

/**
 * better-auth as a library: its server functions are called from our own endpoints, its
 * HTTP handler is not mounted. So errors are problem documents in three languages, the
 * OpenAPI document is whole, and there is one place that decides who may sign in.
 *
 * Off, because we do them: sign-up (set-up and invitations), rate limits (attempts.ts),
 * origin checks (csrf.ts). An OpenID Connect provider would be a plugin here.
 */
export function makeBetterAuth({ db, secret, publicUrl }: BetterAuthSettings) {
  return betterAuth({
    appName: 'Jingyun',
    baseURL: publicUrl,
    basePath: '/api/v1/auth',
    secret,
    database: { db: db as Kysely<Record<string, never>>, type: 'postgres', transaction: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { additionalFields: { orgId: { type: 'string', required: true, input: false } } },
    session: { expiresIn: 14 * days, updateAge: days },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      cookiePrefix: 'jingyun',
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: () => uuidv7() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [twoFactor({ issuer: 'Jingyun', totpOptions: { period: 30, digits: 6 } })],
  });
}

export type BetterAuth = ReturnType<typeof makeBetterAuth>;
