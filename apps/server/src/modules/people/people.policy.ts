import type { Grants, RowScope } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { rolesByIds } from './role.repo.ts';
import { grantBeyond, grantsOfRole, type PermissionRows, unknownPermission } from './role.rules.ts';
import { countOtherOwners, type UserRow } from './user.repo.ts';

/** With the scope `team` one manages the people of one's own teams, with `own` only oneself. */
export function refuseOutsideScope(scope: RowScope, actor: Actor, user: Pick<UserRow, 'id' | 'teams'>): void {
  if (scope === 'all' || user.id === actor.id) return;
  if (scope === 'team' && user.teams.some((team) => actor.teamIds.includes(team.id))) return;
  throw new ServiceError('not_found');
}

/** Nobody grants what they do not have. */
export function refuseGrantsBeyond(actor: Actor, grants: Grants): void {
  const permission = grantBeyond(grants, actor.grants);
  if (permission !== null) throw new ServiceError('not_yours_to_grant', { params: { permission } });
}

/** Nobody gives or takes a role that goes beyond their own. @throws ServiceError unknown_reference, not_yours_to_grant */
export async function refuseRolesBeyond(
  tx: Tx,
  actor: Actor,
  roleIds: readonly string[],
  permissions: PermissionRows,
): Promise<void> {
  const wanted = [...new Set(roleIds)];
  const roles = await rolesByIds(tx, wanted);
  if (roles.length < wanted.length)
    throw new ServiceError('unknown_reference', { params: { field: 'roleIds' } });
  for (const role of roles) refuseGrantsBeyond(actor, grantsOfRole(role, permissions));
}

/** @throws ServiceError unknown_permission */
export function refuseUnknownPermissions(grants: Grants, permissions: PermissionRows): void {
  const permission = unknownPermission(grants, permissions);
  if (permission !== null) throw new ServiceError('unknown_permission', { params: { permission } });
}

/** An organisation is never without an owner who can sign in. */
export async function refuseLastOwner(tx: Tx, user: UserRow): Promise<void> {
  const owns = user.status === 'active' && user.roles.some((role) => role.key === 'owner');
  if (owns && (await countOtherOwners(tx, user.id)) === 0) throw new ServiceError('last_owner');
}
