import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { Origin } from '../../platform/events/cause-of.ts';
import type { Services } from '../../platform/services.ts';

/**
 * Refuses a record as an origin that its owner would not show to the actor.
 * @throws ServiceError unknown_reference
 */
export async function checkOrigin(
  tx: Tx,
  actor: Actor,
  { records }: Pick<Services, 'records'>,
  origin: Origin | undefined,
): Promise<void> {
  if (origin === undefined) return;
  const cards = await records.get(origin.type)?.cards(tx, actor, [origin.id]);
  if (!cards?.has(origin.id)) throw new ServiceError('unknown_reference', { params: { field: 'from' } });
}
