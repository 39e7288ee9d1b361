import { randomBytes } from 'node:crypto';
import { Kysely } from 'kysely';
import postgres from 'postgres';
import { postgresJsDialect } from '../database/dialect.ts';
import { ServiceError } from '../errors/service-error.ts';
import { ask } from './ask.ts';
import { type BetterAuth, makeBetterAuth } from './better-auth.ts';
import type { Client } from './client.ts';
import type { IdentityRow, SessionRow } from './identity.repo.ts';
import * as repo from './identity.repo.ts';
import { hashPassword, isWeakPassword } from './password.ts';

/*
 * Terms.
 *
 * identity  how one user proves who they are: e-mail address, password, second factor.
 *           Its id is the user's id; it lives in the schema `auth`.
 * session   one sign-in on one device, held by a cookie
 * client    the other end of a request: address, device, cookies
 */

/** What a sign-in function sets in the browser. */
export interface Cookies {
  cookies: string[];
}

export interface NewIdentity {
  orgId: string;
  userId: string;
  email: string;
  name: string;
  password: string;
}

/** Sign-in, behind one door. Nothing else of the product reads or writes the schema `auth`. */
export interface Identity {
  /** The pool of the sign-in role, for attempts.ts. */
  readonly db: Kysely<unknown>;
  readonly secureCookies: boolean;

  /** @throws ServiceError weak_password, email_taken */
  create(person: NewIdentity): Promise<void>;
  find(email: string): Promise<IdentityRow | null>;
  get(userId: string): Promise<IdentityRow | null>;
  /** @throws ServiceError email_taken */
  update(userId: string, person: { name: string; email: string }): Promise<void>;
  remove(userId: string): Promise<void>;

  /** @throws ServiceError wrong_credentials */
  signIn(
    client: Client,
    email: string,
    password: string,
    remember: boolean,
  ): Promise<Cookies & { next: 'done' | 'twoFactor' }>;
  /** The user whose password was right and who still owes the second factor. */
  pendingUser(client: Client): Promise<IdentityRow | null>;
  /** @throws ServiceError wrong_code, two_factor_expired, sign_in_locked */
  verifyTwoFactor(
    client: Client,
    given: { code: string } | { backupCode: string },
    trustDevice: boolean,
  ): Promise<Cookies>;
  signOut(client: Client): Promise<Cookies>;

  /** The session that the client's cookie holds. With `refresh`, a session in use is prolonged once a day. */
  session(
    client: Client,
    refresh: boolean,
  ): Promise<(Cookies & { id: string; userId: string; orgId: string }) | null>;
  sessions(userId: string): Promise<SessionRow[]>;
  /** @throws ServiceError not_found */
  endSession(userId: string, sessionId: string): Promise<void>;
  endSessions(userId: string): Promise<void>;

  /** Ends every other session. @throws ServiceError wrong_password, weak_password */
  changePassword(client: Client, person: IdentityRow, current: string, next: string): Promise<Cookies>;
  /** A token that sets a new password within the hour, once. */
  beginReset(userId: string): Promise<string>;
  /** Ends every session. @throws ServiceError invalid_reset_link, weak_password */
  finishReset(token: string, password: string): Promise<IdentityRow>;

  /** @throws ServiceError wrong_password, two_factor_already_on */
  enrolTwoFactor(client: Client, password: string): Promise<{ uri: string; backupCodes: string[] }>;
  /** @throws ServiceError wrong_code, two_factor_not_enrolled */
  confirmTwoFactor(client: Client, code: string): Promise<Cookies>;
  /** @throws ServiceError wrong_password */
  disableTwoFactor(client: Client, password: string): Promise<Cookies>;
  /** New backup codes in place of the old. @throws ServiceError wrong_password */
  renewBackupCodes(client: Client, password: string): Promise<string[]>;

  close(): Promise<void>;
}

export interface IdentitySettings {
  /** Connects as jingyun_auth. */
  authUrl: string;
  secret: string;
  publicUrl: string;
  /** Connections at most. Default 4: a sign-in is short and its result is kept. */
  pool?: number;
}

const resetPrefix = 'reset-password:';
const resetHours = 1;

/** Opens sign-in on the database. */
export function openIdentity(settings: IdentitySettings): Identity {
  // The driver's own types: better-auth wants Date, where the rest of the product has Temporal.
  const pool = postgres(settings.authUrl, {
    max: settings.pool ?? 4,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: 'jingyun:auth', search_path: 'auth', TimeZone: 'UTC' },
  });
  const db = new Kysely<unknown>({ dialect: postgresJsDialect(pool) });
  const auth = makeBetterAuth({ db, secret: settings.secret, publicUrl: settings.publicUrl });
  return {
    ...identityOn(db, auth),
    db,
    secureCookies: settings.publicUrl.startsWith('https:'),
    close: () => pool.end({ timeout: 5 }),
  };
}

function identityOn(db: Kysely<unknown>, auth: BetterAuth): Omit<Identity, 'db' | 'secureCookies' | 'close'> {
  const { api } = auth;
  return {
    create: async (person) => {
      refuseWeak(person.password, person);
      const passwordHash = await hashPassword(person.password);
      if (!(await repo.insertIdentity(db, { ...person, passwordHash })))
        throw new ServiceError('email_taken');
    },
    find: (email) => repo.findIdentity(db, email),
    get: (userId) => repo.identityOf(db, userId),
    update: async (userId, person) => {
      if (!(await repo.updateIdentity(db, userId, person))) throw new ServiceError('email_taken');
    },
    remove: (userId) => repo.deleteIdentity(db, userId),

    signIn: async ({ headers }, email, password, rememberMe) => {
      const { response, cookies } = await ask(() =>
        api.signInEmail({ headers, body: { email, password, rememberMe }, returnHeaders: true }),
      );
      return { cookies, next: 'twoFactorRedirect' in response ? 'twoFactor' : 'done' };
    },
    pendingUser: async (client) => {
      const cookie = /(?:^|;\s*)(?:__Secure-)?jingyun\.two_factor=([^;]+)/.exec(
        client.headers.get('cookie') ?? '',
      )?.[1];
      const identifier = cookie === undefined ? '' : cookie.split('.')[0];
      if (identifier === undefined || !/^2fa-[\w-]+$/.test(identifier)) return null;
      const found = await (await auth.$context).internalAdapter.findVerificationValue(identifier);
      return found === null || found.expiresAt.getTime() < Date.now()
        ? null
        : repo.identityOf(db, found.value);
    },
    verifyTwoFactor: async ({ headers }, given, trustDevice) => {
      const { cookies } =
        'code' in given
          ? await ask(() =>
              api.verifyTOTP({ headers, body: { code: given.code, trustDevice }, returnHeaders: true }),
            )
          : await ask(() =>
              api.verifyBackupCode({
                headers,
                body: { code: dashed(given.backupCode), trustDevice },
                returnHeaders: true,
              }),
            );
      return { cookies };
    },
    signOut: async ({ headers }) => ask(() => api.signOut({ headers, returnHeaders: true })),

    session: async ({ headers }, refresh) => {
      const { response, cookies } = await ask(() =>
        api.getSession({ headers, query: { disableRefresh: !refresh }, returnHeaders: true }),
      );
      if (response === null) return null;
      return { id: response.session.id, userId: response.user.id, orgId: response.user.orgId, cookies };
    },
    sessions: (userId) => repo.selectSessions(db, userId),
    endSession: async (userId, sessionId) => {
      if (!(await repo.deleteSession(db, userId, sessionId))) throw new ServiceError('not_found');
    },
    endSessions: (userId) => repo.deleteSessions(db, userId),

    changePassword: async ({ headers }, person, currentPassword, newPassword) => {
      refuseWeak(newPassword, person);
      return ask(() =>
        api.changePassword({
          headers,
          body: { currentPassword, newPassword, revokeOtherSessions: true },
          returnHeaders: true,
        }),
      );
    },
    beginReset: async (userId) => {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(Date.now() + resetHours * 3_600_000);
      const { internalAdapter } = await auth.$context;
      await internalAdapter.createVerificationValue({
        identifier: `${resetPrefix}${token}`,
        value: userId,
        expiresAt,
      });
      return token;
    },
    finishReset: async (token, newPassword) => {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findVerificationValue(`${resetPrefix}${token}`);
      const person = found === null ? null : await repo.identityOf(db, found.value);
      if (person === null) throw new ServiceError('invalid_reset_link');
      refuseWeak(newPassword, person);
      await ask(() => api.resetPassword({ body: { token, newPassword }, returnHeaders: true }));
      return person;
    },

    enrolTwoFactor: async ({ headers }, password) => {
      const { response } = await ask(() =>
        api.enableTwoFactor({ headers, body: { password, method: 'totp' }, returnHeaders: true }),
      );
      if (!('totpURI' in response)) throw new ServiceError('two_factor_not_enrolled');
      return { uri: response.totpURI, backupCodes: response.backupCodes };
    },
    confirmTwoFactor: async ({ headers }, code) =>
      ask(() => api.verifyTOTP({ headers, body: { code }, returnHeaders: true })),
    disableTwoFactor: async ({ headers }, password) =>
      ask(() => api.disableTwoFactor({ headers, body: { password }, returnHeaders: true })),
    renewBackupCodes: async ({ headers }, password) => {
      const { response } = await ask(() =>
        api.generateBackupCodes({ headers, body: { password }, returnHeaders: true }),
      );
      return response.backupCodes;
    },
  };
}

function refuseWeak(password: string, about: { name: string; email: string }): void {
  if (isWeakPassword(password, about)) throw new ServiceError('weak_password');
}

/** Backup codes are shown as `abcde-fghij`; people type them without the dash. */
function dashed(code: string): string {
  const bare = code.replace(/[\s-]/g, '');
  return `${bare.slice(0, 5)}-${bare.slice(5)}`;
}
