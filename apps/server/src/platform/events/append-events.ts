import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../database/transaction.ts';
import type { EventDraft } from './types.ts';

/** A chain of automations longer than this is taken for a loop and cut. */
export const maxDepth = 8;

export interface AppendedEvent {
  id: string;
  depth: number;
}

/**
 * Appends events to the log in the transaction of the command that caused them,
 * in the order given. One statement for any number of events.
 *
 * @returns id and depth of each, to name as the cause of further events.
 */
export async function appendEvents(tx: Tx, drafts: readonly EventDraft[]): Promise<AppendedEvent[]> {
  if (drafts.length === 0) return [];
  const rows = drafts.map(toRow);
  await sql`
    insert into events (org_id, id, type, version, occurred_at, actor_type, actor_id, subject_type, subject_id,
                        ticket_id, customer_id, causation_id, depth, data)
    select ${tx.orgId}::uuid, e.id, e.type, e.version, coalesce(e.occurred_at, now()), e.actor_type, e.actor_id,
           e.subject_type, e.subject_id, e.ticket_id, e.customer_id, e.causation_id, e.depth, e.data
    from jsonb_to_recordset(${rows}::jsonb) as e(
      id uuid, type text, version smallint, occurred_at timestamptz, actor_type text, actor_id text, subject_type text,
      subject_id uuid, ticket_id uuid, customer_id uuid, causation_id uuid, depth smallint, data jsonb)
  `.execute(tx.db);
  tx.announce();
  return rows.map(({ id, depth }) => ({ id, depth }));
}

/** The row of an event, as JSON; also used by statements that insert a record and its event at once. */
export function toRow(draft: EventDraft) {
  return {
    id: uuidv7(),
    type: draft.definition.type,
    version: draft.definition.version,
    occurred_at: draft.occurredAt?.toString() ?? null,
    actor_type: draft.actor.type,
    actor_id: draft.actor.id,
    subject_type: draft.subject.type,
    subject_id: draft.subject.id,
    ticket_id: draft.ticketId ?? null,
    customer_id: draft.customerId ?? null,
    causation_id: draft.cause?.id ?? null,
    depth: draft.cause === undefined ? 0 : draft.cause.depth + 1,
    data: draft.data,
  };
}
