import {
  type TicketFacts as EventFacts,
  ticketChanged,
  ticketClosed,
  ticketCreated,
  ticketMerged,
  ticketReopened,
  ticketReplied,
  ticketSolved,
} from '@jingyun/contracts';
import type { StoredEvent } from '../../platform/events/types.ts';
import { EARLIEST_MS, LATEST_MS } from '../../platform/time/calendar-days.ts';
import type { Happening, TicketFacts } from './sla.types.ts';

/** The events of a ticket that move clocks. */
export const ticketTypes: readonly string[] = [
  ticketCreated,
  ticketChanged,
  ticketReplied,
  ticketSolved,
  ticketReopened,
  ticketClosed,
  ticketMerged,
].map((definition) => definition.type);

const FIELDS = [
  'status',
  'kind',
  'channel',
  'priority',
  'categoryId',
  'teamId',
  'assigneeId',
  'customerTier',
  'tags',
] as const satisfies readonly (keyof TicketFacts)[];

/**
 * What a ticket's events mean for its clocks, in order of time. An entry that was made later for an earlier
 * time takes its place in time; what is dated before the creation counts from the creation.
 *
 * @param events of one ticket, in the order of the log
 */
export function happeningsOf(events: readonly StoredEvent[]): Happening[] {
  const happenings = events.flatMap((event) => happeningOf(event) ?? []);
  const created = happenings.find((happening) => happening.type === 'created');
  if (created === undefined) return [];
  for (const happening of happenings) happening.at = Math.max(happening.at, created.at);
  return happenings.sort((a, b) => a.at - b.at || rank(a) - rank(b));
}

/** What one event means for clocks, or null. */
export function happeningOf(event: StoredEvent): Happening | null {
  // Clocks reckon within the calendars' horizon; a date beyond it can only be a mistake of typing.
  const at = Math.min(Math.max(event.occurredAt.epochMilliseconds, EARLIEST_MS), LATEST_MS);
  const data = event.data as { ticket: EventFacts } & Record<string, unknown>;
  switch (event.type) {
    case ticketCreated.type: {
      const verdict = data['sourceMadeSla'] as boolean | undefined;
      return {
        type: 'created',
        at,
        facts: factsOf(data.ticket),
        ...(verdict === undefined ? {} : { sourceVerdict: verdict }),
      };
    }
    case ticketReplied.type:
      return data['by'] === 'system' ? null : { type: 'replied', at, by: data['by'] as 'agent' | 'customer' };
    case ticketMerged.type:
      return data['direction'] === 'into' ? { type: 'withdrawn', at } : null;
    case ticketChanged.type:
      return changeOf(at, data.ticket, data['before'] as Partial<EventFacts>);
    case ticketSolved.type:
    case ticketReopened.type:
    case ticketClosed.type:
      return { type: 'changed', at, facts: { status: data.ticket.status } };
    default:
      return null;
  }
}

/** Only the fields that this event changed: the others may be as they became later than its date. */
function changeOf(at: number, after: EventFacts, before: Partial<EventFacts>): Happening | null {
  const changed = FIELDS.filter((field) => before[field] !== undefined);
  if (changed.length === 0) return null;
  return { type: 'changed', at, facts: Object.fromEntries(changed.map((field) => [field, after[field]])) };
}

function factsOf(ticket: EventFacts): TicketFacts {
  return Object.fromEntries(FIELDS.map((field) => [field, ticket[field]])) as unknown as TicketFacts;
}

/** At one instant a ticket is first created, then withdrawn: a merge closes it too, which solves nothing. */
function rank(happening: Happening): number {
  return happening.type === 'created' ? 0 : happening.type === 'withdrawn' ? 1 : 2;
}
