import type { TicketFacts } from '@jingyun/contracts';

/** What an invitation or answer is about, as its events tell it: the ticket's facts, and the most asked ones flat. */
export function aboutOf(of: {
  ticketId: string | null;
  customerId: string | null;
  facts: TicketFacts | null;
}) {
  const { facts, ticketId, customerId } = of;
  return {
    ticket: facts,
    ticketId,
    customerId,
    teamId: facts?.teamId ?? null,
    assigneeId: facts?.assigneeId ?? null,
    categoryId: facts?.categoryId ?? null,
    priority: facts?.priority ?? null,
    channel: facts?.channel ?? null,
    ticketKind: facts?.kind ?? null,
  };
}
