import { type CreateTeamInput, peopleEvents } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { getTeam, insertTeam, replaceMembers, type TeamRow } from './team.repo.ts';

/**
 * Makes a team. It takes the scope `all`: who manages only their own teams makes no new ones.
 *
 * @throws ServiceError forbidden, already_exists (name), unknown_reference
 */
export async function createTeam(tx: Tx, call: Call, input: CreateTeamInput): Promise<TeamRow> {
  if (authorise(call.actor, 'teams.manage') !== 'all') {
    throw new ServiceError('forbidden', { params: { permission: 'teams.manage' } });
  }
  const id = uuidv7();
  const { name, parentId, calendarId } = input;
  await insertTeam(tx, id, { name, parentId, calendarId, active: true }, call.now);
  await replaceMembers(tx, id, input.members);
  await appendEvents(tx, [
    {
      definition: peopleEvents.teamCreated,
      subject: { type: 'team', id },
      actor: eventActor(call.actor),
      data: { name, parentId, calendarId },
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return getTeam(tx, id);
}
