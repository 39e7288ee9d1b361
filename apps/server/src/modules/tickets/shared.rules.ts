import type { Actor } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { mayEdit, maySee, type Shared } from './ticket.policy.ts';

/** @throws ServiceError not_found where the actor does not see it, forbidden where it is seen but not to be changed */
export function editable<T extends Shared>(actor: Actor, shared: T | null): asserts shared is T {
  if (shared === null) throw new ServiceError('not_found');
  if (mayEdit(actor, shared)) return;
  if (!maySee(actor, shared)) throw new ServiceError('not_found');
  throw new ServiceError('forbidden', { params: { permission: 'tickets.share' } });
}
