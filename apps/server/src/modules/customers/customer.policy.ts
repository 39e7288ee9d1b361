import type { RowScope } from '@jingyun/contracts';
import { type Actor, authorise } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { usersOfTeams } from '../people/index.ts';
import type { CustomerRow } from './customer.repo.ts';

/**
 * Whose customers the actor reaches: null for everybody's, else the owners' ids. With the
 * scope `team` those of the people in one's teams, with `own` one's own.
 */
export async function ownersInReach(
  tx: Tx,
  actor: Actor,
  permission: string,
): Promise<readonly string[] | null> {
  const scope: RowScope = authorise(actor, permission);
  if (scope === 'all') return null;
  const own = actor.id === null ? [] : [actor.id];
  return scope === 'own' ? own : [...new Set([...own, ...(await usersOfTeams(tx, actor.teamIds))])];
}

/** A customer out of reach is as if it were not there. */
export async function refuseOutOfReach(
  tx: Tx,
  actor: Actor,
  permission: string,
  customer: Pick<CustomerRow, 'ownerId'>,
): Promise<void> {
  const owners = await ownersInReach(tx, actor, permission);
  if (owners === null) return;
  if (customer.ownerId === null || !owners.includes(customer.ownerId)) throw new ServiceError('not_found');
}
