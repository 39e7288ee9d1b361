import type { Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { nameSearchText } from '../../platform/text/name-search.ts';
import type { NormalisedContact } from './contact.rules.ts';

export interface CustomerFields {
  kind: 'person' | 'account';
  name: string;
  accountId: string | null;
  tier: string | null;
  tags: string[];
  ownerId: string | null;
  note: string;
  locale: Locale | null;
  custom: Record<string, unknown>;
}

export interface CustomerRow extends CustomerFields {
  id: string;
  contacts: (NormalisedContact & { id: string })[];
  externalIds: { source: string; externalId: string }[];
  version: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
}

/** The columns of a customer `c` with contacts and external ids. */
export const customerColumns = sql`
  c.id, c.kind, c.name, c.account_id as "accountId", c.tier, c.tags, c.owner_id as "ownerId", c.note, c.locale, c.custom, c.version,
  c.created_at as "createdAt", c.updated_at as "updatedAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'type', k.type, 'value', k.value, 'normalised', k.normalised,
              'primary', k.is_primary) order by k.type, k.is_primary desc, k.normalised)
            from contacts k where k.org_id = c.org_id and k.customer_id = c.id), '[]') as contacts,
  coalesce((select jsonb_agg(jsonb_build_object('source', x.source, 'externalId', x.external_id) order by x.source, x.external_id)
            from customer_external_ids x where x.org_id = c.org_id and x.customer_id = c.id), '[]') as "externalIds"`;

/** @throws ServiceError not_found */
export async function getCustomer(tx: Tx, id: string): Promise<CustomerRow> {
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from customers c where c.org_id = ${tx.orgId} and c.id = ${id}
  `.execute(tx.db);
  return oneOf(rows);
}

/** Locks the customer until the transaction ends. @throws ServiceError not_found */
export async function lockCustomer(tx: Tx, id: string): Promise<CustomerRow> {
  const { rows } = await sql<CustomerRow>`
    select ${customerColumns} from customers c where c.org_id = ${tx.orgId} and c.id = ${id} for update of c
  `.execute(tx.db);
  return oneOf(rows);
}

export async function insertCustomer(
  tx: Tx,
  id: string,
  customer: CustomerFields,
  now: Temporal.Instant,
): Promise<void> {
  const c = customer;
  await sql`
    insert into customers (org_id, id, kind, name, search, account_id, tier, tags, owner_id, note, locale, custom, created_at, updated_at)
    values (${tx.orgId}, ${id}, ${c.kind}, ${c.name}, ${nameSearchText(c.name)}, ${c.accountId}, ${c.tier}, ${c.tags}::text[],
            ${c.ownerId}, ${c.note}, ${c.locale}, ${c.custom}::jsonb, ${now}, ${now})
  `.execute(tx.db);
}

/** Writes a customer whole and raises its version. */
export async function updateCustomerRow(
  tx: Tx,
  id: string,
  customer: CustomerFields,
  now: Temporal.Instant,
): Promise<void> {
  const c = customer;
  await sql`
    update customers set kind = ${c.kind}, name = ${c.name}, search = ${nameSearchText(c.name)}, account_id = ${c.accountId},
      tier = ${c.tier}, tags = ${c.tags}::text[], owner_id = ${c.ownerId}, note = ${c.note}, locale = ${c.locale},
      custom = ${c.custom}::jsonb, updated_at = ${now}, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** Replaces the contacts; those that stay keep their id. @throws a unique error where one is another customer's */
export async function replaceContacts(
  tx: Tx,
  customerId: string,
  contacts: readonly NormalisedContact[],
): Promise<void> {
  const rows = contacts.map((contact) => ({ ...contact, id: uuidv7() }));
  await sql`
    delete from contacts k where k.org_id = ${tx.orgId} and k.customer_id = ${customerId} and not exists (
      select from jsonb_to_recordset(${rows}::jsonb) as r(type text, normalised text)
      where r.type = k.type and r.normalised = k.normalised)
  `.execute(tx.db);
  await sql`
    insert into contacts (org_id, id, customer_id, type, value, normalised, is_primary)
    select ${tx.orgId}::uuid, r.id, ${customerId}::uuid, r.type, r.value, r.normalised, r.primary
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, type text, value text, normalised text, "primary" boolean)
    on conflict (org_id, type, normalised) do update set value = excluded.value, is_primary = excluded.is_primary
      where contacts.customer_id = excluded.customer_id
  `.execute(tx.db);
}

/** The first of the contacts that belongs to another customer; null where none does. */
export async function findTakenContact(
  tx: Tx,
  customerId: string,
  contacts: readonly NormalisedContact[],
): Promise<{ value: string; name: string; customerId: string } | null> {
  if (contacts.length === 0) return null;
  const { rows } = await sql<{ value: string; name: string; customerId: string }>`
    select r.value, c.name, c.id as "customerId"
    from jsonb_to_recordset(${contacts}::jsonb) as r(type text, value text, normalised text)
    join contacts k on k.org_id = ${tx.orgId} and k.type = r.type and k.normalised = r.normalised
    join customers c on c.org_id = k.org_id and c.id = k.customer_id
    where c.id <> ${customerId} limit 1
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** The customer that a contact leads to; null where none does. */
export async function findByContact(
  tx: Tx,
  type: 'email' | 'phone',
  normalised: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from contacts where org_id = ${tx.orgId} and type = ${type} and normalised = ${normalised}
  `.execute(tx.db);
  return rows[0]?.id ?? null;
}

export async function findByExternalId(tx: Tx, source: string, externalId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from customer_external_ids
    where org_id = ${tx.orgId} and source = ${source} and external_id = ${externalId}
  `.execute(tx.db);
  return rows[0]?.id ?? null;
}

/** @throws ServiceError external_id_taken */
export async function insertExternalId(
  tx: Tx,
  customerId: string,
  source: string,
  externalId: string,
): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into customer_external_ids (org_id, source, external_id, customer_id)
    values (${tx.orgId}, ${source}, ${externalId}, ${customerId}) on conflict do nothing
  `.execute(tx.db);
  if (numAffectedRows === 0n) throw new ServiceError('external_id_taken', { params: { source, externalId } });
}

/** Makes others that upsert the same external id wait until this transaction ends. */
export async function lockExternalId(tx: Tx, source: string, externalId: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`customer ${tx.orgId} ${source} ${externalId}`}, 0))
  `.execute(tx.db);
}

function oneOf(rows: CustomerRow[]): CustomerRow {
  const row = rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return row;
}
