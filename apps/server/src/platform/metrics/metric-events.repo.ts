import { sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import { beginning, type EventRow, eventColumns, toEvent } from '../events/read-events.ts';
import type { EventRegistry } from '../events/registry.ts';
import type { Position, StoredEvent } from '../events/types.ts';

/** Where a page of events ended; the next one goes on before it. */
export interface EventCursor {
  occurredAt: string;
  id: string;
}

/**
 * Events of the given types by when they occurred, youngest first, as far as they are
 * counted. One index scan for each type, each stopping at the limit.
 *
 * @param counted the projector's checkpoint: younger events are not in the numbers yet
 */
export async function findOccurred(
  tx: Tx,
  registry: EventRegistry,
  choice: {
    types: readonly string[];
    from: Temporal.Instant;
    to: Temporal.Instant | null;
    counted: Position;
  },
  after: EventCursor | null,
  limit: number,
): Promise<StoredEvent[]> {
  const { types, from, to, counted } = choice;
  const before =
    after === null
      ? sql`true`
      : sql`(occurred_at, id) < (${after.occurredAt}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<EventRow>`
    select e.* from unnest(${[...types]}::text[]) as t(name) cross join lateral (
      select ${eventColumns} from events
      where org_id = ${tx.orgId}::uuid and type = t.name and occurred_at >= ${from}::timestamptz
        and ${to === null ? sql`true` : sql`occurred_at < ${to}::timestamptz`}
        and (txid, id) <= (${counted.txid}::bigint, ${counted.id}::uuid) and ${before}
      order by occurred_at desc, id desc limit ${limit}
    ) e
    order by e.occurred_at desc, e.id desc limit ${limit}
  `.execute(tx.db);
  return rows.map((row) => toEvent(row, registry));
}

/** How far the projector has counted; the beginning where it has not begun. */
export async function findCounted(
  tx: Tx,
  projector: string,
): Promise<Position & { recordedAt: Temporal.Instant }> {
  const { rows } = await sql<{ txid: number; id: string; recordedAt: Temporal.Instant }>`
    select txid, event_id as id, recorded_at as "recordedAt" from projector_checkpoints
    where org_id = ${tx.orgId}::uuid and projector = ${projector}
  `.execute(tx.db);
  return rows[0] ?? beginning;
}

/** How many events behind the checkpoint are looked at for one that waits; bounds the cost while unrelated ones pile up. */
const lookAhead = 1_000;

/** For how long, in milliseconds, the oldest event that waits to be counted has been waiting; null when none waits. */
export async function findOldestWaiting(
  tx: Tx,
  counted: Position & { recordedAt: Temporal.Instant },
  types: readonly string[],
): Promise<number | null> {
  const { rows } = await sql<{ lag: number | null }>`
    select case when count(*) > 0 then greatest(0, 1000 * extract(epoch from now() - min(recorded_at)))::float8 end as lag from (
      select type, recorded_at from events
      where org_id = ${tx.orgId}::uuid and (txid, id) > (${counted.txid}::bigint, ${counted.id}::uuid)
        and recorded_at >= ${counted.recordedAt}::timestamptz - interval '1 day'
      order by txid, id limit ${lookAhead}
    ) e where type = any(${[...types]}::text[])
  `.execute(tx.db);
  return rows[0]?.lag ?? null;
}

/** One thing that a level counts now. */
export interface Member {
  member: string;
  dims: Record<string, string>;
  net: number;
  ticketId: string | null;
  since: Temporal.Instant | null;
}

/** What a level counts now, within a cut, after a member in order. */
export async function findMembers(
  tx: Tx,
  metric: string,
  cut: ReadonlyMap<string, readonly string[]>,
  after: { member: string; dims: Record<string, string> } | null,
  limit: number | null,
): Promise<Member[]> {
  const filters = [...cut].map(
    ([name, values]) => sql`m.dims ->> ${name}::text = any(${[...values]}::text[])`,
  );
  const { rows } = await sql<Member>`
    select m.member, m.dims, m.net, m.ticket_id as "ticketId", m.since from metric_members m
    where m.org_id = ${tx.orgId}::uuid and m.metric = ${metric}
      and ${filters.length === 0 ? sql`true` : sql.join(filters, sql` and `)}
      and ${after === null ? sql`true` : sql`(m.member, m.dims) > (${after.member}, ${after.dims}::jsonb)`}
    order by m.member, m.dims limit ${limit}
  `.execute(tx.db);
  return rows;
}
