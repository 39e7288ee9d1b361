import type { ImprovementCalendar } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { findUserNames } from '../people/index.ts';
import { listDue } from './calendar.repo.ts';

/** More than anybody reads on one page. */
const mostDue = 500;

/**
 * What is due when: countermeasures, rechecks, aims, starts of pilots.
 * @param ask days, both included; `me` as the owner for the reader's own
 * @throws ServiceError forbidden
 */
export async function readCalendar(
  tx: Tx,
  { actor }: Call,
  ask: { from: string; to: string; owner?: string | undefined },
): Promise<ImprovementCalendar> {
  authorise(actor, 'improvements.read');
  const ownerId = ask.owner === 'me' ? (actor.id ?? undefined) : ask.owner;
  const rows = await listDue(tx, actor, { ...ask, ownerId }, mostDue);
  const names = await findUserNames(
    tx,
    rows.flatMap((row) => row.ownerId ?? []),
  );
  return {
    data: rows.slice(0, mostDue).map(({ kind, on, id, title, stage, text, ownerId: owner, done, days }) => ({
      kind,
      on,
      improvement: { id, title, stage },
      text,
      owner: owner === null ? null : { id: owner, name: names.get(owner) ?? '' },
      done,
      days,
    })),
    truncated: rows.length > mostDue,
  };
}
