import type { Locale } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation } from '../people/index.ts';
import { issueAccessLink, type TicketState } from '../tickets/index.ts';
import { ticketLinkMail } from './portal.mail.ts';

/** Sends a fresh link to the address that asked for the ticket. @returns false where there is none */
export async function sendLink(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'mail' | 'config'>,
  ticket: TicketState,
  kind: Parameters<typeof ticketLinkMail>[0],
  locale: Locale,
): Promise<boolean> {
  if (ticket.requesterEmail === null) return false;
  const token = await issueAccessLink(tx, call, ticket.id);
  const { name: organisation } = await getOrganisation(tx);
  await services.mail.send(
    tx,
    ticketLinkMail(kind, {
      to: ticket.requesterEmail,
      locale,
      organisation,
      number: ticket.number,
      subject: ticket.subject,
      link: portalLink(services.config.publicUrl, token),
    }),
  );
  return true;
}

/** The token stands behind `#`: browsers do not send it to servers on the way, and no log holds it. */
export function portalLink(publicUrl: string, token: string): string {
  return `${publicUrl}/portal/ticket#${token}`;
}
