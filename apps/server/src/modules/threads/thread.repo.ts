import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** An event as a thread needs it: what it happened to, and what brought it about. */
export interface Link {
  id: string;
  type: string;
  at: Temporal.Instant;
  subjectType: string;
  subjectId: string;
  causeId: string | null;
}

const columns = sql`e.id, e.type, e.occurred_at as at, e.subject_type as "subjectType", e.subject_id as "subjectId",
  e.causation_id as "causeId"`;

/** What happened to records, for each at most the newest `limit` events. Cost: one index range a record. */
export async function linksOfRecords(
  tx: Tx,
  records: readonly { type: string; id: string }[],
  limit: number,
): Promise<Link[]> {
  const of = (isTicket: boolean, newest: RawBuilder<unknown>) => {
    const chosen = records.filter(({ type }) => (type === 'ticket') === isTicket);
    return chosen.length === 0
      ? Promise.resolve([])
      : linksOf(
          tx,
          sql`jsonb_to_recordset(${chosen}::jsonb) as r(type text, id uuid) cross join lateral (
            select * from events where org_id = ${tx.orgId}::uuid and ${newest}
            order by occurred_at desc, id desc limit ${limit}) e`,
        );
  };
  // Two statements, as there are two indexes: events about tickets are found by the ticket.
  return [
    ...(await of(false, sql`subject_type = r.type and subject_id = r.id and ticket_id is null`)),
    ...(await of(true, sql`ticket_id = r.id and subject_type = 'ticket'`)),
  ];
}

/** The events of these ids. Cost: one index probe each. */
export function linksByIds(tx: Tx, ids: readonly string[]): Promise<Link[]> {
  return linksOf(tx, sql`events e where e.org_id = ${tx.orgId}::uuid and e.id = any(${[...ids]}::uuid[])`);
}

/** What these events brought about, at most `limit`, the earliest first. Cost: one index range each. */
export function effectsOf(tx: Tx, ids: readonly string[], limit: number): Promise<Link[]> {
  return linksOf(
    tx,
    sql`events e where e.org_id = ${tx.orgId}::uuid and e.causation_id = any(${[...ids]}::uuid[])
      order by e.occurred_at, e.id limit ${limit}`,
  );
}

async function linksOf(tx: Tx, from: RawBuilder<unknown>): Promise<Link[]> {
  return (await sql<Link>`select ${columns} from ${from}`.execute(tx.db)).rows;
}
