import { peopleEvents, type RoleInput } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { refuseGrantsBeyond, refuseUnknownPermissions } from './people.policy.ts';
import { deleteRoleRow, getRole, lockRole, type RoleRow, updateRoleRow } from './role.repo.ts';
import type { PermissionRows } from './role.rules.ts';

/**
 * Changes a custom role; it takes effect for everybody who has it at once.
 *
 * @throws ServiceError not_found, version_conflict, built_in_role, unknown_permission, not_yours_to_grant, already_exists
 */
export async function updateRole(
  tx: Tx,
  call: Call,
  permissions: PermissionRows,
  id: string,
  expected: number,
  input: RoleInput,
): Promise<RoleRow> {
  authorise(call.actor, 'roles.manage');
  refuseUnknownPermissions(input.grants, permissions);
  const role = await lockRole(tx, id);
  refuseStale(expected, role.version);
  if (role.key !== null) throw new ServiceError('built_in_role');
  refuseGrantsBeyond(call.actor, input.grants);
  await updateRoleRow(tx, id, input.name, input.grants);
  await appendEvents(tx, [
    {
      definition: peopleEvents.roleChanged,
      subject: { type: 'role', id },
      actor: eventActor(call.actor),
      data: input,
      cause: call.cause,
    },
  ]);
  return getRole(tx, id);
}

/**
 * Deletes a custom role that nobody has.
 *
 * @throws ServiceError not_found, version_conflict, built_in_role, still_referenced
 */
export async function deleteRole(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  authorise(call.actor, 'roles.manage');
  const role = await lockRole(tx, id);
  refuseStale(expected, role.version);
  if (role.key !== null) throw new ServiceError('built_in_role');
  await deleteRoleRow(tx, id);
  await appendEvents(tx, [
    {
      definition: peopleEvents.roleDeleted,
      subject: { type: 'role', id },
      actor: eventActor(call.actor),
      data: { name: role.name },
      cause: call.cause,
    },
  ]);
}
