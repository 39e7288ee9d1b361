import { peopleEvents } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { revokeKeysOf } from './api-key.repo.ts';
import { revokeInvitationsOf } from './invitation.repo.ts';
import { refuseLastOwner, refuseOutsideScope, refuseRolesBeyond } from './people.policy.ts';
import { getUser, lockUser, markDeactivated, markJoined, type UserRow } from './user.repo.ts';

type Needs = Pick<Services, 'permissions' | 'identity'>;

/**
 * Ends a colleague's access: sessions, API keys and invitations end, history stays.
 *
 * @throws ServiceError not_found, version_conflict, own_account, last_owner, not_yours_to_grant
 */
export async function deactivateUser(
  tx: Tx,
  call: Call,
  services: Needs,
  id: string,
  expected: number,
): Promise<{ user: UserRow; revokedApiKeys: number }> {
  const user = await lockManageable(tx, call, services, id, expected);
  if (id === call.actor.id) throw new ServiceError('own_account');
  await refuseLastOwner(tx, user);
  await markDeactivated(tx, id, call.now);
  await revokeInvitationsOf(tx, id, call.now);
  const keys = await revokeKeysOf(tx, id, call.now);
  const actor = eventActor(call.actor);
  await appendEvents(tx, [
    {
      definition: peopleEvents.userDeactivated,
      subject: { type: 'user', id },
      actor,
      data: { name: user.name },
      occurredAt: call.now,
      cause: call.cause,
    },
    ...keys.map((key) => ({
      definition: peopleEvents.apiKeyRevoked,
      subject: { type: 'apiKey', id: key.id },
      actor,
      data: { name: key.name, prefix: key.prefix },
      occurredAt: call.now,
      cause: call.cause,
    })),
  ]);
  await services.identity.endSessions(id);
  return { user: await getUser(tx, id), revokedApiKeys: keys.length };
}

/**
 * Lets a deactivated colleague in again, with the password, roles and teams of before.
 *
 * @throws ServiceError not_found, version_conflict, user_not_invitable, not_yours_to_grant
 */
export async function reactivateUser(
  tx: Tx,
  call: Call,
  services: Needs,
  id: string,
  expected: number,
): Promise<UserRow> {
  const user = await lockManageable(tx, call, services, id, expected);
  if (user.status !== 'inactive' || user.joinedAt === null) throw new ServiceError('user_not_invitable');
  await markJoined(tx, id, call.now);
  await appendEvents(tx, [
    {
      definition: peopleEvents.userReactivated,
      subject: { type: 'user', id },
      actor: eventActor(call.actor),
      data: { name: user.name },
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return getUser(tx, id);
}

async function lockManageable(
  tx: Tx,
  call: Call,
  services: Needs,
  id: string,
  expected: number,
): Promise<UserRow> {
  const scope = authorise(call.actor, 'people.manage');
  const user = await lockUser(tx, id);
  refuseOutsideScope(scope, call.actor, user);
  refuseStale(expected, user.version);
  const roleIds = user.roles.map((role) => role.id);
  await refuseRolesBeyond(tx, call.actor, roleIds, services.permissions);
  return user;
}
