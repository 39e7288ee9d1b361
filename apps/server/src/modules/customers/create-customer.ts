import { type CreateCustomerInput, customerEvents } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { getOrganisation } from '../people/index.ts';
import { refuseTakenContacts, refuseWrongAccount } from './check-customer.ts';
import { normaliseContacts, regionOf } from './contact.rules.ts';
import {
  type CustomerRow,
  getCustomer,
  insertCustomer,
  insertExternalId,
  replaceContacts,
} from './customer.repo.ts';
import { factsOf } from './customer.rules.ts';

/**
 * Makes a customer with contacts and external ids.
 *
 * @throws ServiceError forbidden, invalid_phone, invalid_email, contact_taken, external_id_taken,
 *   account_of_account, unknown_reference
 */
export async function createCustomer(tx: Tx, call: Call, input: CreateCustomerInput): Promise<CustomerRow> {
  authorise(call.actor, 'customers.write');
  const { contacts: given, externalIds, ...fields } = input;
  const customer = { ...fields, tags: [...new Set(fields.tags)] };
  const { locale } = await getOrganisation(tx);
  const contacts = normaliseContacts(given, regionOf(locale));
  const id = uuidv7();
  await refuseWrongAccount(tx, id, customer);
  await refuseTakenContacts(tx, id, contacts);
  await insertCustomer(tx, id, customer, call.now);
  await replaceContacts(tx, id, contacts);
  for (const { source, externalId } of externalIds) await insertExternalId(tx, id, source, externalId);
  await appendEvents(tx, [
    {
      definition: customerEvents.created,
      subject: { type: 'customer', id },
      customerId: id,
      actor: eventActor(call.actor),
      data: { customer: factsOf(customer), source: externalIds[0]?.source ?? null },
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return getCustomer(tx, id);
}
