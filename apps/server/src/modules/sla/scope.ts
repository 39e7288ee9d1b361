import type { RowScope } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';

/**
 * The rows of `sla_tickets t` that a scope reaches: those the actor has been given; with the scope `team` also
 * those of the actor's teams and those that no team has yet.
 */
export function inScope(actor: Actor, scope: RowScope): RawBuilder<unknown> {
  if (scope === 'all') return sql`true`;
  const own = sql`t.assignee_id = ${actor.type === 'user' ? actor.id : null}::uuid`;
  if (scope === 'own') return own;
  return sql`(${own} or t.team_id is null or t.team_id = any(${[...actor.teamIds]}::uuid[]))`;
}
