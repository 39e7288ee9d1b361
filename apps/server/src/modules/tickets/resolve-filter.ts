import type { TicketFilter } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import { type Categories, subtree } from './category.rules.ts';
import type { ResolvedFilter } from './ticket-filter.repo.ts';

/** Puts ids for `me`, `mine` and category trees, as they are for this actor now. Saved views keep the words. */
export function resolveFilter(filter: TicketFilter, actor: Actor, categories: Categories): ResolvedFilter {
  const { assignee, team, category, following, q, ...plain } = filter;
  const resolved: ResolvedFilter = { ...plain };
  if (assignee !== undefined) {
    resolved.unassigned = assignee.includes('none');
    resolved.assigneeIds = assignee
      .filter((who) => who !== 'none')
      .flatMap((who) => (who === 'me' ? idOf(actor) : [who]));
  }
  if (team !== undefined) {
    resolved.withoutTeam = team.includes('none');
    resolved.teamIds = team
      .filter((which) => which !== 'none')
      .flatMap((which) => (which === 'mine' ? [...actor.teamIds] : [which]));
  }
  if (category !== undefined) {
    resolved.categoryIds = [...new Set(category.flatMap((id) => subtree(categories, id)))];
  }
  if (following === 'me') resolved.followerId = actor.id;
  return resolved;
}

function idOf(actor: Actor): string[] {
  return actor.id === null ? [] : [actor.id];
}
