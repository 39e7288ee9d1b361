import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { likePattern, nameQuery } from '../../platform/text/name-search.ts';
import { type CustomerRow, customerColumns } from './customer.repo.ts';

export interface CustomerFilter {
  search?: string | undefined;
  kind?: 'person' | 'account' | undefined;
  tier?: string | undefined;
  tag?: string | undefined;
  ownerId?: string | undefined;
  accountId?: string | undefined;
}

export type CustomerSort = '-updatedAt' | 'name';

/** The sort key of the last row of a page: its time or name, and its id. */
export type CustomerPosition = readonly [key: string, id: string];

/** A search looks at so many matches, the most recently changed ones; filters apply to these. */
const mostMatches = 1_000;

/**
 * A page of customers; one row more than asked for where there are further ones.
 *
 * @param owners whose customers are in reach; null for everybody's
 */
export async function listCustomers(
  tx: Tx,
  filter: CustomerFilter,
  owners: readonly string[] | null,
  sort: CustomerSort,
  after: CustomerPosition | null,
  limit: number,
): Promise<CustomerRow[]> {
  const matches = filter.search === undefined ? null : await idsMatching(tx, filter.search);
  const [afterKey, afterId] = after ?? [null, null];
  const order = sort === 'name' ? sql`c.name, c.id` : sql`c.updated_at desc, c.id desc`;
  const beyond =
    sort === 'name'
      ? sql`(c.name, c.id) > (${afterKey}::text, ${afterId}::uuid)`
      : sql`(c.updated_at, c.id) < (${afterKey}::timestamptz, ${afterId}::uuid)`;
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from customers c
    where c.org_id = ${tx.orgId}
      ${matches === null ? sql`` : sql`and c.id = any(${matches}::uuid[])`}
      ${filter.kind === undefined ? sql`` : sql`and c.kind = ${filter.kind}`}
      ${filter.tier === undefined ? sql`` : sql`and c.tier = ${filter.tier}`}
      ${filter.tag === undefined ? sql`` : sql`and c.tags @> array[${filter.tag}]::text[]`}
      ${filter.ownerId === undefined ? sql`` : sql`and c.owner_id = ${filter.ownerId}`}
      ${filter.accountId === undefined ? sql`` : sql`and c.account_id = ${filter.accountId}`}
      ${owners === null ? sql`` : sql`and c.owner_id = any(${owners}::uuid[])`}
      ${after === null ? sql`` : sql`and ${beyond}`}
    order by ${order} limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** By name, or by a contact: see migrations/0002_customer_search.sql for why this is a function. */
async function idsMatching(tx: Tx, search: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers_matching(${nameQuery(search)}, ${contactQuery(search)}, ${mostMatches}) as id
  `.execute(tx.db);
  return [...new Set(rows.map((row) => row.id))];
}

/** A number is found by any four digits of it in a row, an address by any three characters. */
function contactQuery(search: string): string | null {
  const text = search.normalize('NFKC').trim().toLowerCase();
  const digits = text.replace(/[\s().+-]/g, '');
  // The trunk zero is not part of the form in which numbers are kept.
  const wanted = /^\d{4,}$/.test(digits)
    ? digits.replace(/^0+/, '')
    : /^[\x21-\x7e]{3,}$/.test(text)
      ? text
      : null;
  return wanted === null || wanted === '' ? null : likePattern(wanted);
}
