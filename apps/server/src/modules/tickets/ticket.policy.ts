import type { RowScope } from '@jingyun/contracts';
import { type Actor, authorise } from '../../platform/actor.ts';

/**
 * The tickets that an actor reaches with a permission.
 *
 *     own   made by, given to or followed by the actor
 *     team  those, the actor's teams', and those that no team has yet: somebody must see them
 *     all   every ticket of the organisation
 */
export interface Reach {
  scope: RowScope;
  actorId: string | null;
  teamIds: readonly string[];
}

export type TicketPermission =
  | 'tickets.read'
  | 'tickets.create'
  | 'tickets.update'
  | 'tickets.reply'
  | 'tickets.note'
  | 'tickets.share'
  | 'tickets.configure';

/** @throws ServiceError forbidden */
export function reachOf(actor: Actor, permission: TicketPermission): Reach {
  return { scope: authorise(actor, permission), actorId: actor.id, teamIds: actor.teamIds };
}

/** A macro or a view as far as its sharing goes. */
export interface Shared {
  visibility: 'personal' | 'team' | 'all';
  teamId: string | null;
  ownerId: string | null;
}

/** One sees one's own, one's teams', and what is for everybody. */
export function maySee(actor: Actor, shared: Shared): boolean {
  if (shared.visibility === 'all') return true;
  if (shared.visibility === 'team') return shared.teamId !== null && reachesTeam(actor, shared.teamId);
  return shared.ownerId === actor.id;
}

/** One changes one's own; what is shared takes the permission to share, for that team or for all. */
export function mayEdit(actor: Actor, shared: Shared): boolean {
  if (shared.visibility === 'personal') return shared.ownerId === actor.id;
  const scope = actor.grants.get('tickets.share');
  if (scope === 'all') return true;
  return scope === 'team' && shared.teamId !== null && actor.teamIds.includes(shared.teamId);
}

function reachesTeam(actor: Actor, teamId: string): boolean {
  return actor.teamIds.includes(teamId) || actor.grants.get('tickets.share') === 'all';
}
