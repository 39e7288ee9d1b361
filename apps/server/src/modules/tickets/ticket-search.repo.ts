import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Reach } from './ticket.policy.ts';
import { reaches, stateColumns } from './ticket.sql.repo.ts';
import type { TicketState } from './ticket.state.ts';
import { matches, type ResolvedFilter } from './ticket-filter.repo.ts';

/*
 * Full-text search, newest tickets first (by number), with bounded work.
 *
 * A GIN index gives all matches or none, in no order: a word that a third of a million tickets have would cost
 * reading 300,000 of them to show 50. So the index's key begins with a bucket of 16,384 numbers, and buckets are
 * asked one after the other from the newest until there is enough. A common word is answered by the newest
 * bucket; a rare one costs one look-up of some 50 µs for each bucket. Sorting by relevance was given up for it.
 */

export interface Found {
  tickets: TicketState[];
  /** How many matches of the words were looked at, and the smallest number among them. */
  candidates: number;
  reached: number | null;
}

/**
 * Tickets with these words, newest first.
 *
 * @param query `tsquery` text
 * @param candidates how many matches to look at, at most; the filter then leaves some of them
 */
export async function searchNewest(
  tx: Tx,
  query: string,
  filter: ResolvedFilter,
  reach: Reach,
  options: { below: number | null; limit: number; candidates: number },
): Promise<Found> {
  const top =
    options.below === null
      ? sql`(select number from tickets where org_id = ${tx.orgId} order by number desc limit 1)`
      : sql`${options.below - 1}::bigint`;
  const { rows } = await sql<TicketState & { candidates: number; reached: number | null }>`
    with found as materialized (
      select hit.ticket_id, hit.number
      from generate_series((${top} / 16384)::integer, 0, -1) as b(bucket)
      cross join lateral (
        select x.ticket_id, x.number from ticket_texts x
        where x.org_id = ${tx.orgId} and x.bucket = b.bucket and x.document @@ ${query}::tsquery
          and x.number < ${options.below ?? Number.MAX_SAFE_INTEGER}
        order by x.number desc limit ${options.candidates}
      ) hit
      limit ${options.candidates}
    ), kept as (
      select ${stateColumns} from found f join tickets t on t.org_id = ${tx.orgId} and t.id = f.ticket_id
      where ${matches(filter)} and ${reaches(reach)}
      order by f.number desc limit ${options.limit}
    )
    select c.candidates, c.reached, kept.*
    from (select count(*) as candidates, min(number) as reached from found) c left join kept on true
    order by kept.number desc
  `.execute(tx.db);
  return {
    tickets: rows.filter((row) => row.id !== null),
    candidates: rows[0]?.candidates ?? 0,
    reached: rows[0]?.reached ?? null,
  };
}

/**
 * The same where the filter leaves so little (one person's or one customer's tickets) that it is better asked
 * first: each of its tickets is looked at, at most `candidates` of them.
 */
export async function searchWithin(
  tx: Tx,
  query: string,
  filter: ResolvedFilter,
  reach: Reach,
  options: { below: number | null; limit: number; candidates: number },
): Promise<Found> {
  const { rows } = await sql<TicketState & { candidates: number; reached: number | null }>`
    with among as materialized (
      select ${stateColumns} from tickets t
      where t.org_id = ${tx.orgId} and ${matches(filter)} and ${reaches(reach)}
        and t.number < ${options.below ?? Number.MAX_SAFE_INTEGER}
      order by t.number desc limit ${options.candidates}
    ), kept as (
      select a.* from among a join ticket_texts x on x.org_id = ${tx.orgId} and x.ticket_id = a.id
      where x.document @@ ${query}::tsquery
      order by a.number desc limit ${options.limit}
    )
    select c.candidates, c.reached, kept.*
    from (select count(*) as candidates, min(number) as reached from among) c left join kept on true
    order by kept.number desc
  `.execute(tx.db);
  return {
    tickets: rows.filter((row) => row.id !== null),
    candidates: rows[0]?.candidates ?? 0,
    reached: rows[0]?.reached ?? null,
  };
}
