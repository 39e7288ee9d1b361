import { customerEvents, type UpdateCustomerInput, type UpsertCustomerInput } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { getOrganisation } from '../people/index.ts';
import { refuseTakenContacts, refuseWrongAccount } from './check-customer.ts';
import { type NormalisedContact, normaliseContacts, regionOf } from './contact.rules.ts';
import { createCustomer } from './create-customer.ts';
import { refuseOutOfReach } from './customer.policy.ts';
import {
  type CustomerRow,
  findByExternalId,
  getCustomer,
  lockCustomer,
  lockExternalId,
  replaceContacts,
  updateCustomerRow,
} from './customer.repo.ts';
import { applyChange, changedFields, factsOf } from './customer.rules.ts';

/**
 * Changes a customer. Where nothing differs nothing is written: no version, no event.
 *
 * @param expected the version that was edited; null to change whatever is there (upserts)
 * @throws ServiceError not_found, version_conflict, invalid_phone, invalid_email, contact_taken,
 *   account_of_account, unknown_reference
 */
export async function updateCustomer(
  tx: Tx,
  call: Call,
  id: string,
  expected: number | null,
  input: UpdateCustomerInput,
): Promise<CustomerRow> {
  authorise(call.actor, 'customers.write');
  const before = await lockCustomer(tx, id);
  await refuseOutOfReach(tx, call.actor, 'customers.write', before);
  if (expected !== null) refuseStale(expected, before.version);
  const after = applyChange(before, input);
  const contacts = await contactsOf(tx, input);
  const fields: string[] = changedFields(after, before);
  if (contacts !== null && differ(contacts, before.contacts)) fields.push('contacts');
  if (fields.length === 0) return before;

  if (after.accountId !== before.accountId || after.kind !== before.kind)
    await refuseWrongAccount(tx, id, after);
  if (contacts !== null) {
    await refuseTakenContacts(tx, id, contacts);
    await replaceContacts(tx, id, contacts);
  }
  await updateCustomerRow(tx, id, after, call.now);
  const facts = Object.entries(factsOf(before)).filter(([key]) => fields.includes(key));
  await appendEvents(tx, [
    {
      definition: customerEvents.changed,
      subject: { type: 'customer', id },
      customerId: id,
      actor: eventActor(call.actor),
      data: { customer: factsOf(after), before: Object.fromEntries(facts), fields },
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return getCustomer(tx, id);
}

/**
 * Makes or changes the customer that a source knows by an id. Two at once with the same id
 * make one customer.
 *
 * @throws ServiceError as createCustomer and updateCustomer
 */
export async function upsertCustomer(
  tx: Tx,
  call: Call,
  key: { source: string; externalId: string },
  input: UpsertCustomerInput,
): Promise<{ customer: CustomerRow; created: boolean }> {
  authorise(call.actor, 'customers.write');
  await lockExternalId(tx, key.source, key.externalId);
  const id = await findByExternalId(tx, key.source, key.externalId);
  if (id !== null) return { customer: await updateCustomer(tx, call, id, null, input), created: false };
  const customer = await createCustomer(tx, call, {
    kind: input.kind ?? 'person',
    name: input.name,
    accountId: input.accountId ?? null,
    tier: input.tier ?? null,
    tags: input.tags ?? [],
    ownerId: input.ownerId ?? null,
    note: input.note ?? '',
    locale: input.locale ?? null,
    custom: input.custom ?? {},
    contacts: input.contacts ?? [],
    externalIds: [key],
  });
  return { customer, created: true };
}

async function contactsOf(tx: Tx, input: UpdateCustomerInput): Promise<NormalisedContact[] | null> {
  if (input.contacts === undefined) return null;
  const { locale } = await getOrganisation(tx);
  return normaliseContacts(input.contacts, regionOf(locale));
}

function differ(a: readonly NormalisedContact[], b: readonly NormalisedContact[]): boolean {
  const words = (list: readonly NormalisedContact[]) =>
    list
      .map(({ type, value, normalised, primary }) => JSON.stringify([type, value, normalised, primary]))
      .sort();
  return JSON.stringify(words(a)) !== JSON.stringify(words(b));
}
