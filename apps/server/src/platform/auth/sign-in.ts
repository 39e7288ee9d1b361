import { ServiceError } from '../errors/service-error.ts';
import type { Services } from '../services.ts';
import {
  attemptKinds,
  countAttempt,
  forgetAttempts,
  secondsLocked,
  sweepAttempts,
  takeBackAttempt,
} from './attempts.ts';
import { audit } from './audit.ts';
import type { Client } from './client.ts';

type Needs = Pick<Services, 'identity' | 'directory' | 'database' | 'clock' | 'later' | 'access'>;

export interface SignInInput {
  email: string;
  password: string;
  remember: boolean;
}

/** A second code in its 30 seconds, or a code sent twice, is a replay. */
const usedCode = { name: 'used-code', free: 1 };

/**
 * Signs in with e-mail address and password. Whether the address has an account cannot be
 * told from the answer, nor from the time it takes: an unknown address costs a hash as well,
 * counts as an attempt as well, and what is written about a known one is written afterwards.
 *
 * @returns the cookies to set, and whether a second factor is still owed.
 * @throws ServiceError wrong_credentials, sign_in_locked
 */
export async function signIn(
  services: Needs,
  client: Client,
  input: SignInInput,
): Promise<{ next: 'done' | 'twoFactor'; cookies: string[] }> {
  const { identity } = services;
  const now = services.clock();
  await countAttempt(identity.db, attemptKinds.address, client.address, now);
  const attempts = await countAttempt(identity.db, attemptKinds.account, input.email, now);
  try {
    const answer = await identity.signIn(client, input.email, input.password, input.remember);
    if (answer.next === 'done') await admit(services, client, input.email, answer.cookies, false);
    await forgetAttempts(identity.db, attemptKinds.account, input.email);
    await takeBackAttempt(identity.db, attemptKinds.address, client.address);
    return answer;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'wrong_credentials') {
      services.later.run('audit of a failed sign-in', () =>
        auditFailure(services, client, input.email, attempts),
      );
    }
    throw error;
  }
}

/**
 * Completes a sign-in with a code of the authenticator app or a backup code, each good once.
 *
 * @throws ServiceError wrong_code, two_factor_expired, sign_in_locked
 */
export async function verifyTwoFactor(
  services: Needs,
  client: Client,
  given: { code: string } | { backupCode: string },
  trustDevice: boolean,
): Promise<{ cookies: string[] }> {
  const person = await services.identity.pendingUser(client);
  if (person === null) throw new ServiceError('two_factor_expired');
  try {
    if ('code' in given) await refuseUsedCode(services, person.userId, given.code);
    const { cookies } = await services.identity.verifyTwoFactor(client, given, trustDevice);
    await admit(services, client, person.email, cookies, true);
    return { cookies };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'wrong_code') {
      services.later.run('audit of a failed code', () =>
        audit(services, client, person, 'signInFailed', { reason: 'code' }),
      );
    }
    throw error;
  }
}

/** Lets nobody in whose access has ended; the answer is that of a wrong password. */
async function admit(
  services: Needs,
  client: Client,
  email: string,
  cookies: string[],
  twoFactor: boolean,
): Promise<void> {
  const person = await services.identity.find(email);
  const actor = person === null ? null : await services.directory.userActor(person.orgId, person.userId);
  if (person === null || actor === null) {
    await services.identity.signOut(withCookies(client, cookies));
    throw new ServiceError('wrong_credentials');
  }
  await audit(services, client, person, 'signedIn', { twoFactor });
}

async function refuseUsedCode(services: Needs, userId: string, code: string): Promise<void> {
  const uses = await countAttempt(
    services.identity.db,
    usedCode,
    `${userId} ${code}`,
    services.clock(),
  ).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === 'sign_in_locked') return 2;
    throw error;
  });
  if (uses > 1) throw new ServiceError('wrong_code');
}

async function auditFailure(services: Needs, client: Client, email: string, attempts: number): Promise<void> {
  const { identity, directory } = services;
  const now = services.clock();
  await sweepAttempts(identity.db, now);
  const person = await identity.find(email);
  if (person === null) return;
  const active = (await directory.userActor(person.orgId, person.userId)) !== null;
  await audit(services, client, person, 'signInFailed', { reason: active ? 'password' : 'inactive' });
  if (attempts < attemptKinds.account.free) return;
  const seconds = await secondsLocked(identity.db, attemptKinds.account, email, now);
  if (seconds === null) return;
  const until = now.add({ seconds }).toString();
  await audit(services, client, person, 'signInLocked', { failures: attempts, until });
}

/** The client as it would come back with the cookies just made. */
function withCookies(client: Client, cookies: string[]): Client {
  const headers = new Headers(client.headers);
  headers.set('cookie', cookies.map((cookie) => cookie.split(';')[0]).join('; '));
  return { ...client, headers };
}
