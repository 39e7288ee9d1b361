import type { Tx } from '../../platform/database/transaction.ts';
import type { Origin } from '../../platform/events/cause-of.ts';
import { effectsOf, type Link, linksByIds, linksOfRecords } from './thread.repo.ts';
import { keyOf } from './thread.rules.ts';

/** Records that a picture can hold; nobody reads more. */
const mostRecords = 120;
/** What is looked at of one record, and what one round may find: bounds the cost whatever the data. */
const mostOfRecord = 300;
const mostInRound = 1_000;

/**
 * Follows the chain of causes from a record both ways until nothing further is found: its causes and theirs, and all
 * that came of any of them. Three index look-ups a round, and as many rounds as the chain is long; the cost grows with
 * the thread, not with the log.
 *
 * @param isCrossing of which types only the events along the thread are followed, see `RecordKind`
 */
export async function followThread(
  tx: Tx,
  origin: Origin,
  isCrossing: (type: string) => boolean,
): Promise<{ links: Link[]; truncated: boolean }> {
  const known = new Map<string, Link>();
  const records = new Set<string>([keyOf(origin)]);
  const whole = new Set<string>(records);
  let fresh: Link[] = [];
  let truncated = false;
  const learn = (found: readonly Link[]) => {
    for (const link of found) {
      if (known.has(link.id)) continue;
      const key = keyOf({ type: link.subjectType, id: link.subjectId });
      if (!records.has(key) && records.size >= mostRecords) {
        truncated = true;
        continue;
      }
      records.add(key);
      known.set(link.id, link);
      fresh.push(link);
    }
  };
  learn(await linksOfRecords(tx, [origin], mostOfRecord));
  while (fresh.length > 0) {
    const round = fresh;
    fresh = [];
    const causes = round.flatMap(({ causeId }) => (causeId === null || known.has(causeId) ? [] : [causeId]));
    const unread = new Map(
      round
        .map(({ subjectType, subjectId }) => ({ type: subjectType, id: subjectId }))
        .filter((record) => !whole.has(keyOf(record)) && !isCrossing(record.type))
        .map((record) => [keyOf(record), record]),
    );
    for (const key of unread.keys()) whole.add(key);
    if (causes.length > 0) learn(await linksByIds(tx, causes));
    learn(
      await effectsOf(
        tx,
        round.map(({ id }) => id),
        mostInRound,
      ),
    );
    if (unread.size > 0) learn(await linksOfRecords(tx, [...unread.values()], mostOfRecord));
  }
  return { links: [...known.values()], truncated };
}
