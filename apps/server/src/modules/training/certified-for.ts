import type { CertifiedAnswer } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { getOrganisation } from '../people/index.ts';
import { lineageOf, matches, proceduresInForce } from '../procedures/index.ts';
import { categoriesOf, readTicket } from '../tickets/index.ts';
import { dayIn } from './training.days.ts';
import { uncertified } from './uncertified.ts';

/**
 * Who of some people is not certified for a version, or for what is in force on a ticket.
 * @throws ServiceError forbidden, not_found where the caller may not see the ticket
 */
export async function certifiedFor(
  tx: Tx,
  call: Call,
  asked: { userIds: readonly string[]; ticketId?: string | undefined; versionId?: string | undefined },
): Promise<CertifiedAnswer['versions']> {
  const { userIds, ticketId, versionId } = asked;
  const versions = versionId === undefined ? [] : [versionId];
  if (ticketId !== undefined) versions.push(...(await versionsOn(tx, call, ticketId)));
  return uncertified(tx, call.now, userIds, versions);
}

/**
 * The versions for a ticket: those that run from its beginning as they were in force on the day it was opened, those
 * for hand-overs as they are now; none that are only started by hand.
 */
async function versionsOn(tx: Tx, call: Call, ticketId: string): Promise<string[]> {
  const ticket = await readTicket(tx, call, ticketId);
  const lineage = lineageOf(await categoriesOf(tx), ticket.categoryId);
  const { timeZone } = await getOrganisation(tx);
  const on = async (day: Temporal.Instant, start: 'ticket' | 'handover') =>
    (await proceduresInForce(tx, { teamId: ticket.teamId, on: dayIn(timeZone, day) }))
      .filter(({ matching }) => matching.start === start && matches(matching, ticket, lineage))
      .map(({ versionId }) => versionId);
  return [...(await on(ticket.createdAt, 'ticket')), ...(await on(call.now, 'handover'))];
}
