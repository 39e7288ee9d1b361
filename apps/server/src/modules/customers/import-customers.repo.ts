import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { NormalisedContact } from './contact.rules.ts';

/** A new customer with its contacts, ready to be written. Times as ISO text. */
export interface ImportedRow {
  id: string;
  kind: string;
  name: string;
  search: string;
  tier: string | null;
  tags: string[];
  locale: string | null;
  custom: Record<string, unknown>;
  created_at: string;
}

export interface ExternalKey {
  source: string;
  externalId: string;
}

/** Which of the external ids are known. */
export async function knownExternalIds(
  tx: Tx,
  keys: readonly ExternalKey[],
): Promise<(ExternalKey & { customerId: string })[]> {
  const { rows } = await sql<ExternalKey & { customerId: string }>`
    select x.source, x.external_id as "externalId", x.customer_id as "customerId"
    from jsonb_to_recordset(${keys}::jsonb) as k(source text, "externalId" text)
    join customer_external_ids x on x.org_id = ${tx.orgId} and x.source = k.source and x.external_id = k."externalId"
  `.execute(tx.db);
  return rows;
}

/** Whose the contacts are, where somebody has them. */
export async function knownContacts(
  tx: Tx,
  contacts: readonly Pick<NormalisedContact, 'type' | 'normalised'>[],
): Promise<{ type: string; normalised: string; customerId: string }[]> {
  const { rows } = await sql<{ type: string; normalised: string; customerId: string }>`
    select k.type, k.normalised, k.customer_id as "customerId"
    from jsonb_to_recordset(${contacts}::jsonb) as r(type text, normalised text)
    join contacts k on k.org_id = ${tx.orgId} and k.type = r.type and k.normalised = r.normalised
  `.execute(tx.db);
  return rows;
}

export async function insertImportedCustomers(tx: Tx, rows: readonly ImportedRow[]): Promise<void> {
  await sql`
    insert into customers (org_id, id, kind, name, search, tier, tags, locale, custom, created_at, updated_at)
    select ${tx.orgId}::uuid, r.id, r.kind, r.name, r.search, r.tier, r.tags, r.locale, r.custom, r.created_at, r.created_at
    from jsonb_to_recordset(${rows}::jsonb) as r(
      id uuid, kind text, name text, search text, tier text, tags text[], locale text, custom jsonb, created_at timestamptz)
  `.execute(tx.db);
}

export async function insertImportedContacts(
  tx: Tx,
  rows: readonly (NormalisedContact & { id: string; customerId: string })[],
): Promise<void> {
  await sql`
    insert into contacts (org_id, id, customer_id, type, value, normalised, is_primary)
    select ${tx.orgId}::uuid, r.id, r."customerId", r.type, r.value, r.normalised, r.primary
    from jsonb_to_recordset(${rows}::jsonb) as r(
      id uuid, "customerId" uuid, type text, value text, normalised text, "primary" boolean)
  `.execute(tx.db);
}

export async function insertImportedExternalIds(
  tx: Tx,
  rows: readonly (ExternalKey & { customerId: string })[],
): Promise<void> {
  await sql`
    insert into customer_external_ids (org_id, source, external_id, customer_id)
    select ${tx.orgId}::uuid, r.source, r."externalId", r."customerId"
    from jsonb_to_recordset(${rows}::jsonb) as r(source text, "externalId" text, "customerId" uuid)
  `.execute(tx.db);
}

/** Makes other bulk imports of customers into this organisation wait until this transaction ends. */
export async function lockCustomerImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`customers import ${tx.orgId}`}, 0))`.execute(
    tx.db,
  );
}
