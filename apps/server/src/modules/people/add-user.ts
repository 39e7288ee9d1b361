import { type BuiltInRole, type Locale, peopleEvents } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { builtInRole } from './role.repo.ts';
import { userFacts } from './user.presenter.ts';
import { getUser, insertUser, type Membership, replaceMemberships, replaceRoles } from './user.repo.ts';

export interface NewColleague {
  name: string;
  email: string;
  locale: Locale;
  role: BuiltInRole;
  teams: readonly Membership[];
}

/**
 * Makes somebody a member at once, without an invitation and so without a password:
 * for the demo and for scripts that bring a whole staff. `giveIdentity` gives one.
 *
 * @throws ServiceError forbidden, already_exists (email)
 */
export async function addUser(tx: Tx, call: Call, input: NewColleague): Promise<string> {
  authorise(call.actor, 'people.manage');
  const id = uuidv7();
  const { name, email, locale } = input;
  await insertUser(tx, { id, name, email, locale, active: true, joinedAt: call.now }, call.now);
  await replaceRoles(tx, id, [(await builtInRole(tx, input.role)).id]);
  await replaceMemberships(tx, id, [...input.teams]);
  await appendEvents(tx, [
    {
      definition: peopleEvents.userJoined,
      subject: { type: 'user', id },
      actor: eventActor(call.actor),
      data: userFacts(await getUser(tx, id)),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return id;
}
