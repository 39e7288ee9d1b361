import { sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { AppendedEvent } from './append-events.ts';

/** A record that something was made from: the alert that an improvement was opened from, say. */
export interface Origin {
  type: string;
  id: string;
}

/**
 * The newest event of a record: what a command that starts from the record names as its cause, so that the chain of
 * events tells by itself why something was done. Whether the actor may read the record is asked of its owner before.
 *
 * Cost: one index probe. Tickets have an index of their own; the other's is partial, so the two are told apart here.
 *
 * @throws ServiceError not_found where the record has no event
 */
export async function causeOf(tx: Tx, { type, id }: Origin): Promise<AppendedEvent> {
  const subject =
    type === 'ticket'
      ? sql`ticket_id = ${id}::uuid and subject_type = 'ticket'`
      : sql`subject_type = ${type} and subject_id = ${id}::uuid and ticket_id is null`;
  const { rows } = await sql<AppendedEvent>`
    select id, depth from events where org_id = ${tx.orgId}::uuid and ${subject}
    order by occurred_at desc, id desc limit 1
  `.execute(tx.db);
  const [newest] = rows;
  if (newest === undefined) throw new ServiceError('not_found');
  return newest;
}
