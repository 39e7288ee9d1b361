import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type EventRow, eventColumns, toEvent } from '../../platform/events/read-events.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';
import type { StoredEvent } from '../../platform/events/types.ts';

/** A ticket's events by when they happened, newest first. */
export async function selectActivity(
  tx: Tx,
  registry: EventRegistry,
  ticketId: string,
  before: readonly [string, string] | null,
  limit: number,
): Promise<StoredEvent[]> {
  const older =
    before === null ? sql`true` : sql`(occurred_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`;
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from events
    where org_id = ${tx.orgId} and ticket_id = ${ticketId} and ${older}
    order by occurred_at desc, id desc limit ${limit}
  `.execute(tx.db);
  return rows.map((row) => toEvent(row, registry));
}
