import { customerEvents, customerPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { customerRoutes } from './customer.routes.ts';

export { normaliseContact, regionOf } from './contact.rules.ts';
export { createCustomer } from './create-customer.ts';
export { findByContact, findByExternalId, getCustomer } from './customer.repo.ts';
export { type CustomerFacts, customerFacts } from './customer-facts.repo.ts';
export { listCustomers } from './customer-list.repo.ts';
export { type ImportedOutcome, importCustomers } from './import-customers.ts';
export { updateCustomer, upsertCustomer } from './update-customer.ts';

/** Who is served: persons and accounts, how to reach them, what other systems call them. */
export const customersModule = defineModule({
  name: 'customers',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: customerPermissions,
  events: Object.values(customerEvents),
  routes: customerRoutes,
});
