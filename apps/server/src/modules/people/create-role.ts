import { peopleEvents, type RoleInput } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseGrantsBeyond, refuseUnknownPermissions } from './people.policy.ts';
import { getRole, insertRole, type RoleRow } from './role.repo.ts';
import type { PermissionRows } from './role.rules.ts';

/**
 * Makes a custom role.
 *
 * @throws ServiceError unknown_permission, not_yours_to_grant, already_exists (name)
 */
export async function createRole(
  tx: Tx,
  call: Call,
  permissions: PermissionRows,
  input: RoleInput,
): Promise<RoleRow> {
  authorise(call.actor, 'roles.manage');
  refuseUnknownPermissions(input.grants, permissions);
  refuseGrantsBeyond(call.actor, input.grants);
  const id = uuidv7();
  await insertRole(tx, id, input.name, input.grants);
  await appendEvents(tx, [
    {
      definition: peopleEvents.roleCreated,
      subject: { type: 'role', id },
      actor: eventActor(call.actor),
      data: input,
      cause: call.cause,
    },
  ]);
  return getRole(tx, id);
}
