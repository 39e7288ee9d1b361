import type { Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface OrganisationRow {
  id: string;
  name: string;
  timeZone: string;
  locale: Locale;
  version: number;
  /** The owner's user id while nobody has claimed an organisation that an import made. */
  unclaimedOwnerId: string | null;
}

const columns = sql`org_id as id, name, time_zone as "timeZone", locale, version, settings->>'unclaimedOwnerId' as "unclaimedOwnerId"`;

/** @throws ServiceError not_found */
export async function getOrganisation(tx: Tx): Promise<OrganisationRow> {
  const { rows } =
    await sql<OrganisationRow>`select ${columns} from organisations where org_id = ${tx.orgId}`.execute(
      tx.db,
    );
  return oneOf(rows);
}

/** @throws ServiceError not_found */
export async function lockOrganisation(tx: Tx): Promise<OrganisationRow> {
  const { rows } = await sql<OrganisationRow>`
    select ${columns} from organisations where org_id = ${tx.orgId} for update
  `.execute(tx.db);
  return oneOf(rows);
}

export async function insertOrganisation(
  tx: Tx,
  organisation: { name: string; timeZone: string; locale: Locale; unclaimedOwnerId: string | null },
  now: Temporal.Instant,
): Promise<void> {
  const settings =
    organisation.unclaimedOwnerId === null ? {} : { unclaimedOwnerId: organisation.unclaimedOwnerId };
  await sql`
    insert into organisations (org_id, name, time_zone, locale, settings, created_at)
    values (${tx.orgId}, ${organisation.name}, ${organisation.timeZone}, ${organisation.locale}, ${settings}::jsonb, ${now})
  `.execute(tx.db);
  await sql`insert into org_registry (org_id) values (${tx.orgId})`.execute(tx.db);
}

export async function updateOrganisationRow(
  tx: Tx,
  change: { name: string; timeZone: string; locale: Locale },
): Promise<void> {
  await sql`
    update organisations set name = ${change.name}, time_zone = ${change.timeZone}, locale = ${change.locale}, version = version + 1
    where org_id = ${tx.orgId}
  `.execute(tx.db);
}

/** The organisation has an owner who can sign in. */
export async function markClaimed(tx: Tx): Promise<void> {
  await sql`update organisations set settings = settings - 'unclaimedOwnerId' where org_id = ${tx.orgId}`.execute(
    tx.db,
  );
}

const setUpLock = 748_359_002;

/**
 * Waits until no other set-up of the first organisation runs, then tells whether there is one.
 * The lock ends with the transaction.
 */
export async function lockSetUp(tx: Tx): Promise<{ organisations: number }> {
  await sql`select pg_advisory_xact_lock(${setUpLock}::bigint)`.execute(tx.db);
  const { rows } = await sql<{
    organisations: number;
  }>`select count(*)::int as organisations from org_registry`.execute(tx.db);
  return { organisations: rows[0]?.organisations ?? 0 };
}

function oneOf(rows: OrganisationRow[]): OrganisationRow {
  const row = rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}
