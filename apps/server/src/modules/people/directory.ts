import type { RowScope } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import type { Directory } from '../../platform/auth/directory.ts';
import type { Database, Tx } from '../../platform/database/transaction.ts';
import {
  type KeyAccess,
  selectKeyAccess,
  selectUserAccess,
  touchKey,
  type UserAccess,
} from './directory.repo.ts';
import { grantsOfRole, narrowGrants, type PermissionRows, unionOfGrants } from './role.rules.ts';

/** Users and API keys as actors, for sign-in. */
export function peopleDirectory(
  database: Database,
  permissions: PermissionRows,
  clock: () => Temporal.Instant,
): Directory {
  return {
    userActor: (orgId, userId) =>
      database.inOrg(orgId, async (tx) => {
        const user = await selectUserAccess(tx, userId);
        return user === null ? null : userActor(orgId, user, permissions);
      }),
    keyActor: (orgId, secretHash) =>
      database.inOrg(orgId, async (tx) => {
        const now = clock();
        const key = await selectKeyAccess(tx, secretHash, now);
        if (key === null) return null;
        const actor = await keyActor(tx, key, permissions);
        if (actor !== null) await touchKey(tx, key.id, now);
        return actor;
      }),
  };
}

function userActor(orgId: string, user: UserAccess, permissions: PermissionRows): Actor {
  const { id, name, locale, teamIds } = user;
  return { orgId, type: 'user', id, name, locale, teamIds, grants: grantsOfUser(user, permissions) };
}

/** What a user may do by all roles together. */
export function grantsOfUser(
  user: Pick<UserAccess, 'roles'>,
  permissions: PermissionRows,
): Map<string, RowScope> {
  return unionOfGrants(user.roles.map((role) => grantsOfRole(role, permissions)));
}

/**
 * A key may do what it was given, and never more than the user who made it may do now:
 * who loses a permission loses it in their keys as well, and who leaves takes the keys along.
 * A key from the command line has no such limit.
 */
async function keyActor(tx: Tx, key: KeyAccess, permissions: PermissionRows): Promise<Actor | null> {
  const given = key.role === null ? (key.grants ?? {}) : grantsOfRole(key.role, permissions);
  const actor = { orgId: tx.orgId, type: 'apiKey', id: key.id, name: key.name, locale: key.locale } as const;
  if (key.createdBy === null) return { ...actor, teamIds: [], grants: unionOfGrants([given]) };
  const maker = await selectUserAccess(tx, key.createdBy);
  if (maker === null) return null;
  const limit = grantsOfUser(maker, permissions);
  return { ...actor, teamIds: maker.teamIds, grants: unionOfGrants([narrowGrants(given, limit)]) };
}
