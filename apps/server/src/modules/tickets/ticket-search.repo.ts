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
 * asked one after the other from the newest until there is enough (search_ticket_texts in the migrations, which
 * also says why it is a function). Sorting by relevance was given up for it.
 */

export interface Found {
  tickets: TicketState[];
  /** How many matches of the words were looked at, and the smallest number among them. */
  candidates: number;
  reached: number | null;
}

export interface SearchOptions {
  /** Only tickets with a smaller number: where the page before ended. */
  below: number | null;
  limit: number;
  /** How many matches to look at, at most; the filter then leaves some of them. */
  candidates: number;
}

/**
 * Tickets with these words, newest first.
 *
 * @param query `tsquery` text; with `byBeginning`, one with an open end, looked for in the newest tickets only
 */
export async function searchNewest(
  tx: Tx,
  query: string,
  byBeginning: boolean,
  filter: ResolvedFilter,
  reach: Reach,
  options: SearchOptions,
): Promise<Found> {
  // `offset 0` keeps the join as it is written: matches one after the other until the page is full.
  const { rows } = await sql<FoundRow>`
    with found as materialized (
      select ticket_id, number from search_ticket_texts(
        ${tx.orgId}, ${query}::tsquery, ${byBeginning}, ${options.below ?? Number.MAX_SAFE_INTEGER}, ${options.candidates})
    ), kept as (
      select hit.* from found f
      cross join lateral (
        select ${stateColumns} from tickets t
        where t.org_id = ${tx.orgId} and t.id = f.ticket_id and ${matches(filter)} and ${reaches(reach)} offset 0
      ) hit
      limit ${options.limit}
    )
    select c.candidates, c.reached, kept.*
    from (select count(*) as candidates, min(number) as reached from found) c left join kept on true
    order by kept.number desc
  `.execute(tx.db);
  return foundIn(rows);
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
  options: SearchOptions,
): Promise<Found> {
  const { rows } = await sql<FoundRow>`
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
  return foundIn(rows);
}

type FoundRow = TicketState & { candidates: number; reached: number | null };

/** There is always one row: with nothing found it holds the counts alone. */
function foundIn(rows: readonly FoundRow[]): Found {
  return {
    tickets: rows.filter((row) => row.id !== null),
    candidates: rows[0]?.candidates ?? 0,
    reached: rows[0]?.reached ?? null,
  };
}
