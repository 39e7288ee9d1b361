import { randomUUID } from 'node:crypto';
import type { EventActor } from '@jingyun/contracts';
import { born, change, reply, type Step } from '../../apps/server/src/modules/tickets/ticket.history.ts';
import { emptyTicket, type TicketState } from '../../apps/server/src/modules/tickets/ticket.state.ts';
import type { EventDraft } from '../../apps/server/src/platform/events/types.ts';

const channels = ['phone', 'email', 'chat', 'web'] as const;
const kinds = ['inquiry', 'request', 'complaint', 'afterSales'] as const;
const priorities = ['urgent', 'high', 'normal', 'normal', 'low'] as const;
const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

/** A desk of eight teams, sixty agents and forty categories. */
export interface Desk {
  teams: string[];
  agents: string[];
  categories: string[];
}

export const newDesk = (): Desk => ({ teams: ids(8), agents: ids(60), categories: ids(40) });

/**
 * Events of whole tickets, about ten each, in the order in which a desk would have
 * written them: opened one after the other from `begin` on, worked on over days.
 * One in three has a second exchange, one in five is handed over, one in twelve reopened.
 */
export function deskEvents(
  desk: Desk,
  begin: Temporal.Instant,
  tickets: number,
  perDay: number,
): EventDraft[] {
  const all: EventDraft[] = [];
  for (let n = 0; n < tickets; n += 1) {
    const opened = begin.add({ seconds: Math.floor((n * 86_400) / perDay) });
    all.push(...ticketEvents(desk, n, opened));
  }
  return all.sort((a, b) => a.occurredAt!.epochMilliseconds - b.occurredAt!.epochMilliseconds);
}

function ticketEvents(desk: Desk, n: number, opened: Temporal.Instant): EventDraft[] {
  const agent = desk.agents[(n * 7) % desk.agents.length]!;
  const team = desk.teams[desk.agents.indexOf(agent) % desk.teams.length]!;
  const staff: EventActor = { type: 'user', id: agent };
  const customer: EventActor = { type: 'customer', id: null };
  const events: EventDraft[] = [];
  let ticket: TicketState = {
    ...emptyTicket({
      id: randomUUID(),
      subject: 'bench',
      kind: kinds[n % kinds.length]!,
      channel: channels[(n >> 1) % channels.length]!,
      at: opened,
      actor: customer,
    }),
    number: n + 1,
    categoryId: desk.categories[(n * 13) % desk.categories.length]!,
    priority: priorities[(n >> 2) % priorities.length]!,
  };
  const take = ({ ticket: after, events: more }: Step) => {
    ticket = after;
    events.push(...more);
  };
  const after = (minutes: number, actor = staff) => ({ at: opened.add({ minutes }), actor });
  take(born(ticket, after(0, customer)));
  take(change(ticket, { teamId: team, assigneeId: agent, status: 'open' }, after(5 + (n % 30))));
  take(reply(ticket, { messageId: null, by: 'agent', channel: 'email' }, after(40 + (n % 200))));
  if (n % 3 === 0) {
    take(change(ticket, { status: 'pendingCustomer' }, after(300)));
    take(reply(ticket, { messageId: null, by: 'customer', channel: 'email' }, after(600, customer)));
    take(reply(ticket, { messageId: null, by: 'agent', channel: 'email' }, after(700)));
  }
  if (n % 5 === 0) {
    const next = desk.agents[(n * 11 + 1) % desk.agents.length]!;
    const teamId = desk.teams[desk.agents.indexOf(next) % desk.teams.length]!;
    take(change(ticket, { teamId, assigneeId: next }, after(800)));
  }
  take(change(ticket, { status: 'solved' }, after(900 + (n % 3_000))));
  if (n % 12 === 0) {
    take(reply(ticket, { messageId: null, by: 'customer', channel: 'email' }, after(4_500, customer)));
    take(change(ticket, { status: 'solved' }, after(5_000)));
  }
  take(change(ticket, { status: 'closed' }, after(15_000), 'time'));
  return events;
}
