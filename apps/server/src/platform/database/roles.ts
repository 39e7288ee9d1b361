import { createHmac } from 'node:crypto';
import type { Sql } from './connect.ts';

/** Login roles of the running product. Neither owns a table nor may bypass row security. */
export const appRole = 'jingyun_app';
/** Reads and writes the sign-in tables only (schema `auth`), which are looked up before an organisation is known. */
export const authRole = 'jingyun_auth';

/**
 * Makes sure that the two roles exist and returns the addresses to connect with.
 *
 * Passwords are derived from the owner's, so that several processes agree on them
 * and nothing more has to be kept. The owner (of DATABASE_URL) needs CREATEROLE once.
 *
 * @throws Error where the owner may not create roles and they do not exist yet.
 */
export async function ensureRoles(
  owner: Sql,
  ownerUrl: string,
): Promise<{ appUrl: string; authUrl: string }> {
  for (const role of [appRole, authRole]) {
    const password = passwordOf(role, ownerUrl);
    const [found] =
      await owner`select rolsuper or rolbypassrls as too_strong from pg_roles where rolname = ${role}`;
    if (found?.['too_strong'] === true) {
      throw new Error(
        `The database role ${role} may bypass row security. Run: alter role ${role} nosuperuser nobypassrls`,
      );
    }
    const verb = found === undefined ? 'create' : 'alter';
    // DDL takes no parameters; the password is hexadecimal and the role a constant.
    // Two processes may start at once: "already exists" and "tuple concurrently updated" are both fine.
    await owner
      .unsafe(`${verb} role ${role} login nosuperuser nobypassrls password '${password}'`)
      .catch((error: { code?: string }) => {
        // CREATEROLE may be taken from the owner after the first start: the role is there, with the password it got then.
        if (verb === 'create' || error.code !== '42501') ignoreRace(error);
      });
  }
  return { appUrl: withUser(ownerUrl, appRole), authUrl: withUser(ownerUrl, authRole) };
}

function ignoreRace(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== 'XX000' && error.code !== '23505') throw error;
}

function withUser(ownerUrl: string, role: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = passwordOf(role, ownerUrl);
  return url.href;
}

function passwordOf(role: string, ownerUrl: string): string {
  const key = decodeURIComponent(new URL(ownerUrl).password) || 'peer';
  return createHmac('sha256', key).update(role).digest('hex');
}
