import { peopleEvents, type UpdateUserInput } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { refuseLastOwner, refuseOutsideScope, refuseRolesBeyond } from './people.policy.ts';
import { userFacts } from './user.presenter.ts';
import {
  getUser,
  lockUser,
  replaceMemberships,
  replaceRoles,
  type UserRow,
  updateUserRow,
} from './user.repo.ts';

/**
 * Changes a colleague's name, language, roles or teams.
 *
 * @throws ServiceError not_found, version_conflict, not_yours_to_grant, last_owner, unknown_reference
 */
export async function updateUser(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'permissions'>,
  id: string,
  expected: number,
  input: UpdateUserInput,
): Promise<UserRow> {
  const scope = authorise(call.actor, 'people.manage');
  const before = await lockUser(tx, id);
  refuseOutsideScope(scope, call.actor, before);
  refuseStale(expected, before.version);
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
  const { email } = before;
  await updateUserRow(tx, before.id, {
    name: input.name ?? before.name,
    email,
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
