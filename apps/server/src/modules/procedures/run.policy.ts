import { type Actor, authorise } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { TicketState } from '../tickets/index.ts';

/**
 * Whether somebody who sees a ticket may carry out procedures on it.
 *
 *     own   tickets that the actor made, follows or has been given
 *     team  those, the actor's teams', and those that no team has yet
 *     all   every ticket
 */
export function mayRun(actor: Actor, ticket: TicketState): boolean {
  const scope = actor.grants.get('procedures.run');
  if (scope === undefined) return false;
  if (scope === 'all' || isOwn(actor, ticket)) return true;
  return scope === 'team' && (ticket.teamId === null || actor.teamIds.includes(ticket.teamId));
}

function isOwn({ id }: Actor, ticket: TicketState): boolean {
  return (
    id !== null && (ticket.assigneeId === id || ticket.createdById === id || ticket.followerIds.includes(id))
  );
}

/** @throws ServiceError forbidden */
export function requireMayRun(actor: Actor, ticket: TicketState): void {
  authorise(actor, 'procedures.run');
  if (!mayRun(actor, ticket))
    throw new ServiceError('forbidden', { params: { permission: 'procedures.run' } });
}
