import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { ServiceError } from '../errors/service-error.ts';

/** What is being guessed at, and from when on it is slowed down. */
export interface AttemptKind {
  name: string;
  /** Attempts that are free of delay. */
  free: number;
}

/** Passwords of one account; of all accounts from one address; reset mails for one account; from one address. */
export const attemptKinds = {
  account: { name: 'account', free: 5 },
  address: { name: 'address', free: 30 },
  resetAccount: { name: 'reset-account', free: 3 },
  resetAddress: { name: 'reset-address', free: 20 },
} as const satisfies Record<string, AttemptKind>;

/** After the free attempts: 30 s, then twice as long each time, at most an hour. Forgotten a day after the last. */
const firstDelaySeconds = 30;
const longestDelaySeconds = 3_600;

/**
 * Counts an attempt *before* it is made, so that a thousand parallel guesses are counted
 * like a thousand in a row. Accounts that do not exist are counted alike: the answer
 * tells nothing about who has an account.
 *
 * @returns the attempts so far, this one included.
 * @throws ServiceError sign_in_locked with the seconds to wait.
 */
export async function countAttempt(
  db: Kysely<unknown>,
  kind: AttemptKind,
  who: string,
  now: Temporal.Instant,
): Promise<number> {
  const key = keyOf(kind, who);
  const at = now.toString();
  const { rows } = await sql<{ failures: number }>`
    insert into auth.attempts as a (key, failures, last_at) values (${key}, 1, ${at}::timestamptz)
    on conflict (key) do update set
      failures = case when a.last_at < ${at}::timestamptz - interval '1 day' then 1 else a.failures + 1 end,
      last_at = ${at}::timestamptz,
      locked_until = case
        when a.last_at < ${at}::timestamptz - interval '1 day' or a.failures + 1 < ${kind.free}::int then null
        else ${at}::timestamptz + make_interval(secs =>
          least(${longestDelaySeconds}::float8, ${firstDelaySeconds}::float8 * 2.0 ^ least(a.failures + 1 - ${kind.free}::int, 20)))
      end
    where a.locked_until is null or a.locked_until <= ${at}::timestamptz
    returning failures
  `.execute(db);
  const counted = rows[0];
  if (counted !== undefined) return counted.failures;
  throw new ServiceError('sign_in_locked', { params: { seconds: (await secondsLeft(db, key, at)) ?? 1 } });
}

/** How long attempts are still refused; null where they are not. */
export function secondsLocked(
  db: Kysely<unknown>,
  kind: AttemptKind,
  who: string,
  now: Temporal.Instant,
): Promise<number | null> {
  return secondsLeft(db, keyOf(kind, who), now.toString());
}

/** Forgets the attempts: the password was right. */
export async function forgetAttempts(db: Kysely<unknown>, kind: AttemptKind, who: string): Promise<void> {
  await sql`delete from auth.attempts where key = ${keyOf(kind, who)}`.execute(db);
}

/** Takes back one counted attempt: it was no guess. Used for addresses, which many people may share. */
export async function takeBackAttempt(db: Kysely<unknown>, kind: AttemptKind, who: string): Promise<void> {
  await sql`
    update auth.attempts set failures = greatest(failures - 1, 0), locked_until = null where key = ${keyOf(kind, who)}
  `.execute(db);
}

/** Rows that count for nothing any more; called now and then, a few at a time. */
export async function sweepAttempts(db: Kysely<unknown>, now: Temporal.Instant): Promise<void> {
  await sql`
    delete from auth.attempts where key in (
      select key from auth.attempts where last_at < ${now.toString()}::timestamptz - interval '2 days'
      order by last_at limit 1000 for update skip locked)
  `.execute(db);
}

/** Addresses and e-mails are kept as a hash only. */
function keyOf(kind: AttemptKind, who: string): string {
  return `${kind.name}:${createHash('sha256').update(who).digest('base64url')}`;
}

async function secondsLeft(db: Kysely<unknown>, key: string, at: string): Promise<number | null> {
  const { rows } = await sql<{ seconds: string }>`
    select ceil(extract(epoch from locked_until - ${at}::timestamptz)) as seconds from auth.attempts
    where key = ${key} and locked_until > ${at}::timestamptz
  `.execute(db);
  return rows[0] === undefined ? null : Number(rows[0].seconds);
}
