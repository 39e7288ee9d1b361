import type { PortalOutcome, PortalReplied, PortalReply } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { claimUploads } from '../../platform/files/uploads.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation } from '../people/index.ts';
import {
  issueAccessLink,
  replyFromCustomer,
  settleFromCustomer,
  type TicketState,
  ticketForCustomer,
} from '../tickets/index.ts';
import { insertRequest, requestLocales } from './portal.repo.ts';
import { asCustomer } from './portal-actor.ts';
import { sendLink } from './send-link.ts';

/**
 * A customer answers. A closed ticket stays closed: its answer is a new one, with a link of its own.
 * @throws ServiceError portal_upload_used
 */
export async function answerPortalTicket(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'mail' | 'config'>,
  ticketId: string,
  input: PortalReply,
): Promise<{ ticket: TicketState; replied: PortalReplied }> {
  const author = await customerCall(tx, call, ticketId);
  if (!(await claimUploads(tx, input.attachments))) throw new ServiceError('portal_upload_used');
  const { ticket, message } = await replyFromCustomer(tx, author, ticketId, input);
  if (message !== null) return { ticket, replied: { status: ticket.status, followUp: null } };
  const locale = (await requestLocales(tx, [ticketId])).get(ticketId) ?? call.actor.locale;
  await insertRequest(tx, ticket.id, locale, call.now);
  const mailed = await sendLink(tx, call, services, ticket, 'received', locale);
  const token = mailed ? null : await issueAccessLink(tx, call, ticket.id);
  return { ticket, replied: { status: ticket.status, followUp: { number: ticket.number, mailed, token } } };
}

/** What staff must see to before a ticket may be solved: not the customer's business. */
const unfinished = new Set([
  'ticket_complaint_unclassified',
  'ticket_fields_required',
  'ticket_children_open',
]);

/**
 * A customer says that the work is done, or that it is not. Where staff have something to fill in
 * before the ticket may be solved, they read the customer's word in the conversation instead.
 */
export async function settlePortalTicket(
  tx: Tx,
  call: Call,
  ticketId: string,
  status: 'solved' | 'open',
): Promise<{ ticket: TicketState; outcome: PortalOutcome }> {
  const author = await customerCall(tx, call, ticketId);
  try {
    const ticket = await settleFromCustomer(tx, author, ticketId, status);
    return { ticket, outcome: { status: ticket.status, noted: false } };
  } catch (error) {
    // These are found before anything is written, so the transaction goes on.
    if (!(error instanceof ServiceError) || !unfinished.has(error.code)) throw error;
    const { locale } = await getOrganisation(tx);
    const text = say({ zh: '客户确认：问题已解决。', en: 'The customer confirms: this is solved.' }, locale);
    const { ticket } = await replyFromCustomer(tx, author, ticketId, { text, attachments: [] });
    return { ticket, outcome: { status: ticket.status, noted: true } };
  }
}

async function customerCall(tx: Tx, call: Call, ticketId: string): Promise<Call> {
  const { ticket } = await ticketForCustomer(tx, ticketId, { before: null, limit: 1 });
  return asCustomer(call, ticket);
}
