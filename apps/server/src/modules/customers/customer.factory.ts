import { createCustomerInput } from '@jingyun/contracts';
import type { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { createCustomer } from './create-customer.ts';
import type { CustomerRow } from './customer.repo.ts';

let made = 0;

/** A customer for tests; a test states only what matters to it. */
export function buildCustomer(
  tx: Tx,
  call: Call,
  given: z.input<typeof createCustomerInput> | object = {},
): Promise<CustomerRow> {
  made += 1;
  return createCustomer(tx, call, createCustomerInput.parse({ name: `客户 ${made}`, ...given }));
}
