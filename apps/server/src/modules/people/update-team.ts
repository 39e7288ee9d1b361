import { peopleEvents, type UpdateTeamInput } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import {
  getTeam,
  lockTeam,
  replaceMembers,
  type TeamFields,
  type TeamRow,
  updateTeamRow,
  wouldCircle,
} from './team.repo.ts';

/**
 * Changes a team: name, place in the tree, calendar, members, whether it is in use.
 *
 * @throws ServiceError not_found, version_conflict, team_cycle, already_exists, unknown_reference
 */
export async function updateTeam(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: UpdateTeamInput,
): Promise<TeamRow> {
  const scope = authorise(call.actor, 'teams.manage');
  const before = await lockTeam(tx, id);
  if (scope !== 'all' && !call.actor.teamIds.includes(id)) throw new ServiceError('not_found');
  refuseStale(expected, before.version);
  const team: TeamFields = {
    name: input.name ?? before.name,
    parentId: input.parentId === undefined ? before.parentId : input.parentId,
    calendarId: input.calendarId === undefined ? before.calendarId : input.calendarId,
    active: input.active ?? before.active,
  };
  const moved = team.parentId !== null && team.parentId !== before.parentId;
  if (moved && (await wouldCircle(tx, id, team.parentId ?? ''))) throw new ServiceError('team_cycle');
  await updateTeamRow(tx, id, team);
  if (input.members !== undefined) await replaceMembers(tx, id, input.members);
  await appendEvents(tx, [
    {
      definition: peopleEvents.teamChanged,
      subject: { type: 'team', id },
      actor: eventActor(call.actor),
      data: team,
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return getTeam(tx, id);
}
