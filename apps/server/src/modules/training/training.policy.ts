import { type Actor, authorise, may } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { type Colleague, findColleagues, usersOfTeams } from '../people/index.ts';

/**
 * The people whose progress the actor may see; null for everybody. Without `training.read` one sees one's own.
 */
export async function reachOfReader(tx: Tx, actor: Actor): Promise<readonly string[] | null> {
  const own = actor.id === null ? [] : [actor.id];
  if (!may(actor, 'training.read')) return own;
  const scope = authorise(actor, 'training.read');
  if (scope === 'all') return null;
  return scope === 'own' ? own : [...new Set([...own, ...(await usersOfTeams(tx, actor.teamIds))])];
}

/** Of those, who works here now: who has left weighs on no team's coverage. */
export async function colleaguesInReach(tx: Tx, actor: Actor): Promise<Colleague[]> {
  return findColleagues(tx, await reachOfReader(tx, actor));
}

/** With the scope `all` one edits every course and question, else those of one's own. @throws ServiceError forbidden, course_not_yours */
export function requireOwn(actor: Actor, { ownerId }: { ownerId: string | null }): void {
  if (authorise(actor, 'training.manage') === 'all') return;
  if (actor.id === null || ownerId !== actor.id) throw new ServiceError('course_not_yours');
}

/** With a narrower scope one assigns to one's own teams and their people. @throws ServiceError forbidden, training_out_of_scope */
export function requireTeams(
  actor: Actor,
  teamIds: readonly string[],
  people: readonly Pick<Colleague, 'id' | 'teamIds'>[],
): void {
  const scope = authorise(actor, 'training.manage');
  if (scope === 'all') return;
  const mine = (teamId: string) => scope === 'team' && actor.teamIds.includes(teamId);
  const reached = people.every(({ id, teamIds: theirs }) => id === actor.id || theirs.some(mine));
  if (!teamIds.every(mine) || !reached) throw new ServiceError('training_out_of_scope');
}

/** The person who is asking; API keys and the product itself take no courses. @throws ServiceError forbidden */
export function takerOf(actor: Actor): string {
  authorise(actor, 'training.take');
  if (actor.type !== 'user' || actor.id === null)
    throw new ServiceError('forbidden', { params: { permission: 'training.take' } });
  return actor.id;
}
