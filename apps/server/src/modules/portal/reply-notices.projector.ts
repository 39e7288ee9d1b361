import { systemActor } from '../../platform/actor.ts';
import type { Projector, StoredEvent } from '../../platform/events/types.ts';
import type { Services } from '../../platform/services.ts';
import { ticketForCustomer } from '../tickets/index.ts';
import { requestLocales } from './portal.repo.ts';
import { sendLink } from './send-link.ts';

/** A reply that is older when it is read was told by other means, or is being imported. */
const stillNews = { hours: 24 };

/** Mails those who asked at the portal that there is an answer, once for each; several at a time make one mail. */
export function replyNotices(services: Pick<Services, 'mail' | 'config' | 'clock'>): Projector {
  return {
    name: 'portal.replyNotices',
    types: ['ticket.replied'],
    apply: async (tx, events, mode) => {
      if (mode === 'replay') return;
      const now = services.clock();
      const answered = new Set(
        events.filter((event) => isNews(event, now)).map((event) => event.ticketId ?? ''),
      );
      if (answered.size === 0) return;
      for (const [ticketId, locale] of await requestLocales(tx, [...answered])) {
        const { ticket } = await ticketForCustomer(tx, ticketId, { before: null, limit: 1 });
        const call = { actor: systemActor(tx.orgId, locale), now };
        await sendLink(tx, call, services, ticket, 'answered', locale);
      }
    },
    // It keeps nothing of its own: what was mailed stays mailed.
    reset: async () => undefined,
  };
}

function isNews(event: StoredEvent, now: Temporal.Instant): boolean {
  const { by, ticket } = event.data as { by?: string; ticket?: { importedFrom?: string } };
  return (
    event.ticketId !== null &&
    by === 'agent' &&
    ticket?.importedFrom === undefined &&
    Temporal.Instant.compare(event.occurredAt, now.subtract(stillNews)) > 0
  );
}
