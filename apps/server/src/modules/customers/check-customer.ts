import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { NormalisedContact } from './contact.rules.ts';
import { type CustomerFields, findTakenContact, lockCustomer } from './customer.repo.ts';

/** One address or number leads to one customer. @throws ServiceError contact_taken, naming that customer */
export async function refuseTakenContacts(
  tx: Tx,
  customerId: string,
  contacts: readonly NormalisedContact[],
): Promise<void> {
  const taken = await findTakenContact(tx, customerId, contacts);
  if (taken === null) return;
  const { value, name } = taken;
  throw new ServiceError('contact_taken', {
    params: { value, name },
    extra: { customerId: taken.customerId },
  });
}

/** A person may belong to an account; an account belongs to nothing. @throws ServiceError account_of_account, unknown_reference */
export async function refuseWrongAccount(
  tx: Tx,
  id: string,
  customer: Pick<CustomerFields, 'kind' | 'accountId'>,
): Promise<void> {
  if (customer.accountId === null) return;
  if (customer.kind === 'account' || customer.accountId === id) throw new ServiceError('account_of_account');
  const account = await lockCustomer(tx, customer.accountId).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === 'not_found') return null;
    throw error;
  });
  if (account === null) throw new ServiceError('unknown_reference', { params: { field: 'accountId' } });
  if (account.kind !== 'account') throw new ServiceError('account_of_account');
}
