import type { RowScope } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { inScope } from './scope.ts';

/**
 * Refuses a ticket that the actor's scope does not reach, in the words for one that is not there.
 *
 * @throws ServiceError not_found
 */
export async function refuseUnseen(tx: Tx, actor: Actor, scope: RowScope, ticketId: string): Promise<void> {
  const { rows } = await sql`
    select from sla_tickets t where t.org_id = ${tx.orgId} and t.ticket_id = ${ticketId} and ${inScope(actor, scope)}
  `.execute(tx.db);
  if (rows.length === 0) throw new ServiceError('not_found');
}
