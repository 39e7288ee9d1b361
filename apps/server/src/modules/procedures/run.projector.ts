import type { TicketFacts } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Projector, StoredEvent } from '../../platform/events/types.ts';
import type { Services } from '../../platform/services.ts';
import { followTickets } from './follow-tickets.ts';
import { hasPublications } from './version.repo.ts';

/** Most of what is read after an import or a pause starts nothing: large batches pass it over quickly. */
const batchSize = 2_000;

const types = ['ticket.created', 'ticket.changed', 'ticket.solved', 'ticket.closed'] as const;

/** What the events of tickets say, as far as procedures ask. */
export type TicketEvent = StoredEvent<{
  ticket: TicketFacts;
  before?: Partial<TicketFacts>;
  how?: string;
}>;

/**
 * Starts procedures on tickets that match and ends their runs with the tickets, as events arrive. Tickets that were
 * imported are left alone, and in a replay nothing is done: runs are records of work, not a projection.
 */
export function runProjector(services: Pick<Services, 'stream'>): Projector {
  return {
    name: 'procedures.runs',
    types,
    typesNow: async (tx: Tx) => ((await hasPublications(tx)) ? types : []),
    batchSize,
    apply: async (tx, events, mode) => {
      if (mode === 'replay') return;
      const ours = (events as unknown as TicketEvent[]).filter(
        ({ ticketId, data }) => ticketId !== null && data.ticket.importedFrom === undefined,
      );
      // Hints are gathered for longer than the commit behind this takes; one that comes too soon costs a stale panel.
      for (const id of await followTickets(tx, ours))
        services.stream.publish(tx.orgId, { topic: 'tickets', id });
    },
    reset: async () => undefined,
  };
}
