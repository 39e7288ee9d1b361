import type { PortalSubmission, PortalSubmitted } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { claimUploads } from '../../platform/files/uploads.ts';
import type { Services } from '../../platform/services.ts';
import { findByContact, normaliseContact } from '../customers/index.ts';
import { issueAccessLink, submitFromPortal, type TicketState } from '../tickets/index.ts';
import { insertRequest } from './portal.repo.ts';
import { asCustomer } from './portal-actor.ts';
import { sendLink } from './send-link.ts';

export interface Submitted extends PortalSubmitted {
  ticket: TicketState;
}

/**
 * A customer opens a ticket.
 *
 * Where there is an e-mail address, the link goes there and nowhere else, so that whoever reads the answers is
 * whoever the address belongs to; only then is the ticket put with the customer of that address. A phone number
 * proves nothing here: its ticket stands alone until somebody has called back.
 *
 * @throws ServiceError portal_upload_used
 */
export async function submitTicket(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'mail' | 'config'>,
  input: PortalSubmission,
): Promise<Submitted> {
  const { organisation, attachments, locale = call.actor.locale, ...wish } = input;
  if (!(await claimUploads(tx, attachments))) throw new ServiceError('portal_upload_used');
  const customerId = await customerOf(tx, input.email);
  const author = asCustomer(call, { customerId, requesterName: input.name });
  const ticket = await submitFromPortal(tx, author, { ...wish, attachments }, customerId);
  await insertRequest(tx, ticket.id, locale, call.now);
  const mailed = await sendLink(tx, call, services, ticket, 'received', locale);
  const token = mailed ? null : await issueAccessLink(tx, call, ticket.id);
  return { number: ticket.number, mailed, token, ticket };
}

async function customerOf(tx: Tx, email: string | undefined): Promise<string | null> {
  if (email === undefined) return null;
  const address = normaliseContact({ type: 'email', value: email }, 'CN');
  return address === null ? null : findByContact(tx, 'email', address);
}
