import type { ControlChartInput, MetricFilters } from '@jingyun/contracts';
import { type Actor, authorise } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

/** What decides who may see a chart: what it shows, and whom it was given to. */
export interface ChartReach {
  filters: MetricFilters;
  ownerId: string | null;
}

/**
 * True where the actor's scope reaches a chart: all; with `team` charts of the actor's teams alone; with `own` charts of the
 * actor's own work alone; besides always the charts that were given to the actor.
 */
export function reaches(actor: Actor, permission: string, { filters, ownerId }: ChartReach): boolean {
  const scope = authorise(actor, permission);
  if (scope === 'all' || (actor.id !== null && ownerId === actor.id)) return true;
  const { team, assignee } = filters;
  if (assignee?.every((id) => id !== null && id === actor.id)) return true;
  return scope === 'team' && team?.every((id) => id !== null && actor.teamIds.includes(id)) === true;
}

/** @throws ServiceError forbidden, not_found: what one may not see does not exist */
export function requireReach(actor: Actor, permission: string, chart: ChartReach): void {
  if (!reaches(actor, permission, chart)) throw new ServiceError('not_found');
}

/**
 * A chart shows the same numbers to all who see it, so that what its maker may not see cannot be charted.
 * Ownership counts for nothing here.
 *
 * @throws ServiceError forbidden, chart_out_of_scope
 */
export function refuseOutOfScope(actor: Actor, { filters }: Pick<ControlChartInput, 'filters'>): void {
  if (!reaches(actor, 'charts.manage', { filters, ownerId: null }))
    throw new ServiceError('chart_out_of_scope');
}
