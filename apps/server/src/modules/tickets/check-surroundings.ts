import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { customerFacts } from '../customers/index.ts';
import type { StateChange } from './ticket.history.ts';
import { countOpenChildren, familyOf } from './ticket.repo.ts';
import { familyDepth, isOpen } from './ticket.rules.ts';
import type { TicketState } from './ticket.state.ts';

/**
 * Checks a change against other records, and takes over what follows from them (the tier of a new customer).
 * Reads nothing for fields that do not change.
 *
 * @throws ServiceError ticket_children_open, ticket_family_loop, unknown_reference
 */
export async function checkSurroundings(
  tx: Tx,
  ticket: TicketState,
  values: StateChange,
): Promise<StateChange> {
  if (values.status === 'solved' && isOpen(ticket.status)) {
    const count = await countOpenChildren(tx, ticket.id);
    if (count > 0) throw new ServiceError('ticket_children_open', { params: { count } });
  }
  if (values.parentId != null && values.parentId !== ticket.parentId) {
    await checkParent(tx, ticket.id, values.parentId);
  }
  if (values.customerId === undefined || values.customerId === ticket.customerId) return values;
  if (values.customerId === null) return { ...values, customerTier: null };
  const customer = (await customerFacts(tx, [values.customerId])).get(values.customerId);
  if (customer === undefined)
    throw new ServiceError('unknown_reference', { params: { field: 'customerId' } });
  return { ...values, customerTier: customer.tier };
}

/** @throws ServiceError ticket_family_loop */
export async function checkParent(tx: Tx, id: string | null, parentId: string): Promise<void> {
  const above = await familyOf(tx, parentId);
  const below = id === null ? 0 : (await familyOf(tx, id)).levelsBelow;
  const loop = id !== null && (parentId === id || above.ancestors.includes(id));
  if (loop || above.ancestors.length + 2 + below > familyDepth) {
    throw new ServiceError('ticket_family_loop', { params: { depth: familyDepth } });
  }
}
