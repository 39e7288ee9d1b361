import type { NewIdentity } from '../../platform/auth/identity.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { Services } from '../../platform/services.ts';
import { getUser } from './user.repo.ts';

/** An identity younger than this may belong to a transaction that is about to commit. */
const settledMs = 60_000;

/**
 * Gives a user a password, as the last step of the transaction that lets the user in.
 *
 * Identities live behind another role and therefore in another transaction. The order is
 * identity first, then commit: a user who could not sign in would be stuck, an identity
 * without its user signs nobody in. If the process dies in between, such an identity is
 * left behind and would hold the e-mail address; so it is looked for and removed here.
 *
 * @returns how to take it back where the transaction fails after all.
 * @throws ServiceError weak_password, email_taken
 */
export async function giveIdentity(
  services: Pick<Services, 'identity' | 'database'>,
  person: NewIdentity,
): Promise<() => Promise<void>> {
  try {
    await services.identity.create(person);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'email_taken') throw error;
    if (!(await removeStray(services, person.email))) throw error;
    await services.identity.create(person);
  }
  return () => services.identity.remove(person.userId);
}

/** @returns true where the address was held by an identity whose user never came to be. */
async function removeStray(
  services: Pick<Services, 'identity' | 'database'>,
  email: string,
): Promise<boolean> {
  const found = await services.identity.find(email);
  if (found === null) return true;
  if (Date.now() - found.createdAt.getTime() < settledMs) return false;
  const user = await services.database
    .inOrg(found.orgId, (tx) => getUser(tx, found.userId))
    .catch((error: unknown) => {
      if (error instanceof ServiceError && error.code === 'not_found') return null;
      throw error;
    });
  if (user !== null && user.joinedAt !== null) return false;
  await services.identity.remove(found.userId);
  return true;
}

/**
 * Takes a changed name or e-mail address over into the user's identity, where there is one.
 *
 * @returns how to take it back where the transaction fails after all.
 * @throws ServiceError email_taken
 */
export async function updateIdentity(
  services: Pick<Services, 'identity'>,
  user: { id: string; name: string; email: string | null },
): Promise<() => Promise<void>> {
  const before = await services.identity.get(user.id);
  const same = before?.name === user.name && before.email === user.email;
  if (before === null || user.email === null || same) return async () => undefined;
  await services.identity.update(user.id, { name: user.name, email: user.email });
  return () => services.identity.update(user.id, { name: before.name, email: before.email });
}

/** Runs a transaction that gives an identity; where it does not commit, the identity is taken back. */
export async function withIdentity<T>(
  work: (onGiven: (takeBack: () => Promise<void>) => void) => Promise<T>,
): Promise<T> {
  let takeBack: (() => Promise<void>) | undefined;
  try {
    return await work((given) => {
      takeBack = given;
    });
  } catch (error) {
    await takeBack?.();
    throw error;
  }
}
