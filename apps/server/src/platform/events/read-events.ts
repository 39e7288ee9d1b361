import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import type { EventRegistry } from './registry.ts';
import type { Position, StoredEvent } from './types.ts';

/** The position before the first event. Restored events have negative txids (see platform/backup). */
export const beginning: Position & { recordedAt: Temporal.Instant } = {
  txid: Number.MIN_SAFE_INTEGER,
  id: '00000000-0000-0000-0000-000000000000',
  recordedAt: Temporal.Instant.fromEpochMilliseconds(0),
};

/**
 * Reads events after a position, in the order of the log.
 *
 * Nothing is skipped under concurrent commits: an event is only read once every
 * transaction with a smaller or equal id has ended (txid < pg_snapshot_xmin), so no
 * event can appear later at a position already passed. Bounding by the highest id
 * seen would lose the events of a transaction that commits after a younger one.
 * The price: one long transaction anywhere delays readers until it ends.
 *
 * `recordedAt` of the position prunes partitions: a transaction is never older than
 * a day (idle_in_transaction_session_timeout), so older partitions hold nothing new.
 *
 * Cost: one index range scan, O(log n + events read and passed over).
 */
export async function readEvents(
  tx: Tx,
  registry: EventRegistry,
  after: Position & { recordedAt: Temporal.Instant },
  options: { types: readonly string[] | 'all'; limit: number; until?: Position },
): Promise<StoredEvent[]> {
  // "is true" keeps the planner from the index by type, from which it would read and sort the whole log for each batch.
  const types =
    options.types === 'all' ? sql`true` : sql`(type = any(${[...options.types]}::text[])) is true`;
  const until =
    options.until === undefined
      ? sql`true`
      : sql`(txid, id) <= (${options.until.txid}::bigint, ${options.until.id}::uuid)`;
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from events
    where org_id = ${tx.orgId}::uuid
      and (txid, id) > (${after.txid}::bigint, ${after.id}::uuid)
      and recorded_at >= ${after.recordedAt}::timestamptz - interval '1 day'
      and txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      and ${types} and ${until}
    order by txid, id
    limit ${options.limit}
  `.execute(tx.db);
  return rows.map((row) => toEvent(row, registry));
}

/** The newest position that can be read, see `readEvents`; null where nothing follows `after`. Cost: one index probe. */
export async function newestPosition(
  tx: Tx,
  after: Position & { recordedAt: Temporal.Instant },
): Promise<(Position & { recordedAt: Temporal.Instant }) | null> {
  const { rows } = await sql<{ txid: number; id: string; recorded_at: Temporal.Instant }>`
    select txid, id, recorded_at from events
    where org_id = ${tx.orgId}::uuid
      and (txid, id) > (${after.txid}::bigint, ${after.id}::uuid)
      and recorded_at >= ${after.recordedAt}::timestamptz - interval '1 day'
      and txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    order by txid desc, id desc
    limit 1
  `.execute(tx.db);
  const [row] = rows;
  return row === undefined ? null : { txid: row.txid, id: row.id, recordedAt: row.recorded_at };
}

/** Whether events are committed that cannot be read yet because an older transaction is open, see `readEvents`. Cost: one index probe. */
export async function isHeldBack(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select from events
      where org_id = ${tx.orgId}::uuid and txid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint) as held
  `.execute(tx.db);
  return rows[0]?.held === true;
}

export interface EventRow {
  org_id: string;
  id: string;
  type: string;
  version: number;
  occurred_at: Temporal.Instant;
  recorded_at: Temporal.Instant;
  actor_type: StoredEvent['actor']['type'];
  actor_id: string | null;
  subject_type: string;
  subject_id: string;
  ticket_id: string | null;
  customer_id: string | null;
  causation_id: string | null;
  depth: number;
  data: Record<string, unknown>;
  txid: number;
}

export const eventColumns: RawBuilder<unknown> = sql`org_id, id, type, version, occurred_at, recorded_at, actor_type, actor_id,
  subject_type, subject_id, ticket_id, customer_id, causation_id, depth, data, txid`;

/** A row of the log as an event, its data lifted to the newest version. */
export function toEvent(row: EventRow, registry: EventRegistry): StoredEvent {
  return {
    orgId: row.org_id,
    id: row.id,
    type: row.type,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: { type: row.actor_type, id: row.actor_id },
    subject: { type: row.subject_type, id: row.subject_id },
    ticketId: row.ticket_id,
    customerId: row.customer_id,
    causationId: row.causation_id,
    depth: row.depth,
    data: registry.upcast(row.type, row.version, row.data),
    txid: row.txid,
  };
}

/** The newest events of one type by when they happened, newest first. Cost: one index range scan of `limit` rows. */
export async function newestEvents(
  tx: Tx,
  registry: EventRegistry,
  type: string,
  limit: number,
): Promise<StoredEvent[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from events where org_id = ${tx.orgId}::uuid and type = ${type}
    order by occurred_at desc, id desc limit ${limit}
  `.execute(tx.db);
  return rows.map((row) => toEvent(row, registry));
}
