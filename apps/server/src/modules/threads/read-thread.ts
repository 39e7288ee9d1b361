import type { Thread } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { Origin } from '../../platform/events/cause-of.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { RecordCard } from '../../platform/records/types.ts';
import type { Services } from '../../platform/services.ts';
import { followThread } from './follow-thread.ts';
import { graphOf, happeningsOf, type Knot } from './thread.rules.ts';

/**
 * Why a record came to be, and what came of it. Records that the reader may not see stay in the picture without their
 * names, so that the chain holds.
 *
 * @throws ServiceError not_found where the record does not exist or the reader may not see it
 */
export async function readThread(
  tx: Tx,
  actor: Actor,
  { records }: Pick<Services, 'records'>,
  origin: Origin,
): Promise<Thread> {
  const own = await records.get(origin.type)?.cards(tx, actor, [origin.id]);
  if (own?.has(origin.id) !== true) throw new ServiceError('not_found');
  const { links, truncated } = await followThread(
    tx,
    origin,
    (type) => records.get(type)?.isCrossing === true,
  );
  const { knots, edges } = graphOf(links, (type) => records.has(type));
  const cards = await cardsOf(tx, actor, records, knots);
  return {
    origin,
    nodes: knots.map(({ record: { type, id }, links: happened }) => ({
      type,
      id,
      kind: say(records.get(type)!.words, actor.locale),
      card: cards.get(type)?.get(id) ?? null,
      happenings: happeningsOf(happened),
    })),
    edges,
    truncated,
  };
}

async function cardsOf(
  tx: Tx,
  actor: Actor,
  records: Services['records'],
  knots: readonly Knot[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, RecordCard>>> {
  const ids = Map.groupBy(knots, ({ record }) => record.type);
  const cards = new Map<string, ReadonlyMap<string, RecordCard>>();
  for (const [type, some] of ids) {
    const wanted = some.map(({ record }) => record.id);
    cards.set(type, await records.get(type)!.cards(tx, actor, wanted));
  }
  return cards;
}
