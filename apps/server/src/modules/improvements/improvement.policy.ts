import type { MetricFilters } from '@jingyun/contracts';
import { type Actor, authorise, may } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

/** What decides who may see an improvement: who works on it, and whose work it is about. */
export interface ImprovementReach {
  ownerId: string | null;
  memberIds: readonly string[];
  teamIds: readonly string[];
}

/**
 * True where the actor's scope reaches an improvement: all; with `team` those about one of the actor's teams; besides
 * always those that the actor leads or works on.
 */
export function reaches(actor: Actor, permission: string, improvement: ImprovementReach): boolean {
  const scope = authorise(actor, permission);
  if (scope === 'all') return true;
  const { ownerId, memberIds, teamIds } = improvement;
  if (actor.id !== null && (ownerId === actor.id || memberIds.includes(actor.id))) return true;
  return scope === 'team' && teamIds.some((id) => actor.teamIds.includes(id));
}

/** @throws ServiceError forbidden, not_found: what one may not see does not exist */
export function requireReach(actor: Actor, permission: string, improvement: ImprovementReach): void {
  if (!reaches(actor, permission, improvement)) throw new ServiceError('not_found');
}

/** True where the actor has the permission, and it reaches the improvement. */
export function mayDo(actor: Actor, permission: string, improvement: ImprovementReach): boolean {
  return may(actor, permission) && reaches(actor, permission, improvement);
}

/** True where the actor may see these numbers: with `team` those of the actor's teams alone, with `own` the actor's own. */
export function seesNumbers(actor: Actor, { team, assignee }: MetricFilters): boolean {
  const scope = authorise(actor, 'improvements.manage');
  if (scope === 'all' || assignee?.every((id) => id !== null && id === actor.id)) return true;
  return scope === 'team' && team?.every((id) => id !== null && actor.teamIds.includes(id)) === true;
}

/**
 * A check shows the same numbers to all who see the improvement, so that numbers which its maker may not see cannot be
 * its measure.
 *
 * @throws ServiceError forbidden, improvement_out_of_scope
 */
export function refuseNumbersOutOfScope(actor: Actor, filters: MetricFilters): void {
  if (!seesNumbers(actor, filters)) throw new ServiceError('improvement_out_of_scope');
}

/** @throws ServiceError forbidden, improvement_out_of_scope where teams are to be compared whose numbers the actor may not see */
export function refuseTeamsOutOfScope(actor: Actor, teamIds: readonly string[]): void {
  const scope = authorise(actor, 'improvements.manage');
  if (scope === 'all') return;
  if (scope === 'own' || !teamIds.every((id) => actor.teamIds.includes(id)))
    throw new ServiceError('improvement_out_of_scope');
}
