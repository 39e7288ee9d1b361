import { createHash } from 'node:crypto';
import type { Locale } from '@jingyun/contracts';
import type { Actor, Call } from '../../platform/actor.ts';
import type { TicketState } from '../tickets/index.ts';

/** Somebody at the portal: nothing is granted to them, what they may do follows from their link. */
export function visitor(orgId: string, locale: Locale): Actor {
  return { orgId, type: 'customer', id: null, name: '', locale, teamIds: [], grants: new Map() };
}

/** The holder of a link, before it was looked up: two links never share an Idempotency-Key. */
export function linkHolder(orgId: string, locale: Locale, token: string): Actor {
  const id = `link ${createHash('sha256').update(token).digest('base64url')}`;
  return { ...visitor(orgId, locale), id };
}

/** The call as the customer of a ticket makes it. */
export function asCustomer(
  call: Call,
  ticket: Pick<TicketState, 'customerId' | 'requesterName'>,
  name: string | null = ticket.requesterName,
): Call {
  return { ...call, actor: { ...call.actor, id: ticket.customerId, name: name ?? '' } };
}
