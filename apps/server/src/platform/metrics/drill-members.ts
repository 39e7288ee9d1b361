import type { Tx } from '../database/transaction.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { Drill, DrillPage } from './drill-down.ts';
import { memberOf } from './gains.ts';
import { findMembers, type Member } from './metric-events.repo.ts';
import { type LogReader, readPoints } from './read-points.ts';

/**
 * What a level counted at the end of a bucket: what it counts now, with everything that
 * happened since taken back. Now, that is one index scan; for the past, the cost follows
 * what happened since.
 */
export async function pageOfMembers(tx: Tx, log: LogReader, drill: Drill): Promise<Omit<DrillPage, 'total'>> {
  const { metric, end, cut, limit, list } = drill;
  const [name, dims] = (decodeCursor(list, drill.cursor) ?? []) as [string?, string?];
  const after = name === undefined || dims === undefined ? null : { member: name, dims: JSON.parse(dims) };
  const later = new Map<string, Member>();
  for await (const { event, point } of readPoints(tx, log, metric, { start: end, end: null }, cut)) {
    const change = memberOf(metric, event, point);
    const entry = later.get(keyOf(change)) ?? { ...change, net: 0 };
    entry.net -= point.value;
    later.set(keyOf(change), entry);
  }
  const found =
    later.size === 0
      ? await findMembers(tx, metric.name, cut, after, limit + 1)
      : taken(await findMembers(tx, metric.name, cut, null, null), later, end, after);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const more = found.length > limit && last !== undefined;
  return {
    data: page.map(presentMember),
    nextCursor: more ? encodeCursor(list, [last.member, JSON.stringify(last.dims)]) : null,
  };
}

/** Members as they were before `later`, in order, after the one that the page before ended with. */
function taken(
  now: readonly Member[],
  later: ReadonlyMap<string, Member>,
  end: Temporal.Instant,
  after: Pick<Member, 'member' | 'dims'> | null,
): Member[] {
  const all = new Map(now.map((member) => [keyOf(member), member]));
  for (const [key, change] of later) {
    const kept = all.get(key);
    // One that came again later was there since some earlier time, which is not kept.
    const known = kept?.since != null && Temporal.Instant.compare(kept.since, end) < 0;
    all.set(key, { ...change, since: known ? kept.since : null, net: (kept?.net ?? 0) + change.net });
  }
  return [...all]
    .filter(([key, member]) => member.net !== 0 && (after === null || key > keyOf(after)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, member]) => member);
}

/** Dimensions in the order of their names: the database keeps its own. */
function keyOf({ member, dims }: Pick<Member, 'member' | 'dims'>): string {
  const sorted = Object.entries(dims).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${member} ${JSON.stringify(sorted)}`;
}

function presentMember({ dims, net, since, ticketId }: Member): DrillPage['data'][number] {
  return {
    eventId: null,
    eventType: null,
    at: since?.toString() ?? null,
    value: net,
    of: 1,
    dimensions: Object.fromEntries(Object.entries(dims).map(([name, value]) => [name, value || null])),
    ticketId,
  };
}
