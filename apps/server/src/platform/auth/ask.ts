import type { ErrorCode } from '@jingyun/contracts';
import { ServiceError } from '../errors/service-error.ts';

/** better-auth's codes in words of our error table. */
const known: Record<string, ErrorCode> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong_credentials',
  INVALID_EMAIL: 'wrong_credentials',
  INVALID_PASSWORD: 'wrong_password',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'wrong_password',
  INVALID_CODE: 'wrong_code',
  INVALID_BACKUP_CODE: 'wrong_code',
  INVALID_TWO_FACTOR_COOKIE: 'two_factor_expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'two_factor_expired',
  TOTP_NOT_ENABLED: 'two_factor_not_enrolled',
  BACKUP_CODES_NOT_ENABLED: 'two_factor_not_enrolled',
  TOTP_ALREADY_ENABLED: 'two_factor_already_on',
  INVALID_TOKEN: 'invalid_reset_link',
  USER_NOT_FOUND: 'invalid_reset_link',
};

/** A second factor that was guessed at too often rests for a quarter of an hour. */
const secondFactorLockSeconds = 900;

/**
 * Calls a server function of better-auth.
 *
 * @returns its answer and the cookies it sets.
 * @throws ServiceError for what it refuses.
 */
export async function ask<T>(
  call: () => Promise<{ response: T; headers: Headers }>,
): Promise<{ response: T; cookies: string[] }> {
  try {
    const { response, headers } = await call();
    return { response, cookies: headers.getSetCookie() };
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error;
  const { body, statusCode } = error as { body?: { code?: string }; statusCode?: number };
  if (body?.code === 'ACCOUNT_TEMPORARILY_LOCKED') {
    return new ServiceError('sign_in_locked', { params: { seconds: secondFactorLockSeconds }, cause: error });
  }
  const code = known[body?.code ?? ''] ?? (statusCode === 401 ? 'not_signed_in' : undefined);
  return code === undefined ? error : new ServiceError(code, { cause: error });
}
