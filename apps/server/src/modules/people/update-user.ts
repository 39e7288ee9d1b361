import { peopleEvents, type UpdateUserInput } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { revokeInvitationsOf } from './invitation.repo.ts';
import { addressChangedMail } from './people.mail.ts';
import { refuseLastOwner, refuseOutsideScope, refuseRolesBeyond } from './people.policy.ts';
import { userFacts } from './user.presenter.ts';
import {
  findUserByEmail,
  getUser,
  lockUser,
  replaceMemberships,
  replaceRoles,
  type UserRow,
  updateUserRow,
} from './user.repo.ts';

/**
 * Changes a colleague's name, e-mail address, language, roles or teams. The identity takes
 * over name and address: see `updateIdentity`.
 *
 * @throws ServiceError not_found, version_conflict, not_yours_to_grant, last_owner, unknown_reference,
 *   email_taken, invite_instead
 */
export async function updateUser(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'permissions' | 'mail' | 'config'>,
  id: string,
  expected: number,
  input: UpdateUserInput,
): Promise<UserRow> {
  const scope = authorise(call.actor, 'people.manage');
  const before = await lockUser(tx, id);
  refuseOutsideScope(scope, call.actor, before);
  refuseStale(expected, before.version);
  if (input.email !== undefined && input.email !== before.email)
    await changeEmail(tx, call, services, before, input.email);
  if (input.roleIds !== undefined) await changeRoles(tx, call, services, before, input.roleIds);
  if (input.teams !== undefined) await replaceMemberships(tx, id, input.teams);
  return finish(tx, call, before, input);
}

/** Changes one's own name or language. @throws ServiceError not_found, version_conflict */
export async function updateProfile(
  tx: Tx,
  call: Call,
  expected: number,
  input: Pick<UpdateUserInput, 'name' | 'locale'>,
): Promise<UserRow> {
  const before = await lockUser(tx, call.actor.id ?? '');
  refuseStale(expected, before.version);
  return finish(tx, call, before, input);
}

/**
 * Whoever sets the address can have a new password sent there, and so be that person: it takes
 * everything the person may do. Open invitations to the old address end, and it is told.
 */
async function changeEmail(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'permissions' | 'mail' | 'config'>,
  before: UserRow,
  email: string,
): Promise<void> {
  if (before.email === null) throw new ServiceError('invite_instead');
  const roleIds = before.roles.map((role) => role.id);
  await refuseRolesBeyond(tx, call.actor, roleIds, services.permissions);
  if ((await findUserByEmail(tx, email)) !== null) throw new ServiceError('email_taken');
  await revokeInvitationsOf(tx, before.id, call.now);
  const params = { changer: call.actor.name, email };
  await services.mail.send(
    tx,
    addressChangedMail(before.email, before.locale, services.config.publicUrl, params),
  );
}

/** Both what is given and what is taken away must be the actor's own to give. */
async function changeRoles(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'permissions'>,
  before: UserRow,
  roleIds: readonly string[],
): Promise<void> {
  const had = new Set(before.roles.map((role) => role.id));
  const wanted = new Set(roleIds);
  const touched = [...had.symmetricDifference(wanted)];
  await refuseRolesBeyond(tx, call.actor, touched, services.permissions);
  const owner = before.roles.find((role) => role.key === 'owner');
  if (owner !== undefined && !wanted.has(owner.id)) await refuseLastOwner(tx, before);
  await replaceRoles(tx, before.id, [...wanted]);
}

async function finish(tx: Tx, call: Call, before: UserRow, input: UpdateUserInput): Promise<UserRow> {
  await updateUserRow(tx, before.id, {
    name: input.name ?? before.name,
    email: input.email ?? before.email,
    locale: input.locale ?? before.locale,
  });
  const after = await getUser(tx, before.id);
  await appendEvents(tx, [
    {
      definition: peopleEvents.userChanged,
      subject: { type: 'user', id: before.id },
      actor: eventActor(call.actor),
      data: { ...userFacts(after), before: changedFacts(userFacts(before), userFacts(after)) },
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return after;
}

/** The facts that differ, as they were before. */
function changedFacts<T extends Record<string, unknown>>(before: T, after: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(before).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(after[key])),
  ) as Partial<T>;
}
