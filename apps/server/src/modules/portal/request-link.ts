import type { PortalLinkRequest } from '@jingyun/contracts';
import { systemActor } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import { endAccessLinks, ticketOfRequester } from '../tickets/index.ts';
import { requestLocales } from './portal.repo.ts';
import { sendLink } from './send-link.ts';

/**
 * Mails a fresh link to a ticket, if this address asked for the ticket of this number; else nothing happens.
 * Runs after the answer, so that neither its words nor its time tell which tickets there are.
 */
export async function requestLink(
  services: Pick<Services, 'database' | 'mail' | 'config' | 'clock'>,
  orgId: string,
  { email, number }: PortalLinkRequest,
): Promise<void> {
  await services.database.inOrg(orgId, async (tx) => {
    const ticket = await ticketOfRequester(tx, number, email);
    if (ticket === null) return;
    const locale = (await requestLocales(tx, [ticket.id])).get(ticket.id);
    if (locale === undefined) return;
    await endAccessLinks(tx, ticket.id);
    const call = { actor: systemActor(orgId, locale), now: services.clock() };
    await sendLink(tx, call, services, ticket, 'asked', locale);
  });
}
