import type { TicketStatus } from '@jingyun/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventDraft } from '../../platform/events/types.ts';
import { checkedPoints } from '../../platform/metrics/accumulate.ts';
import type { Point } from '../../platform/metrics/types.ts';
import { at, ticketState, when } from './ticket.factory.ts';
import { born, change, note, reply } from './ticket.history.ts';
import { ticketMetrics } from './ticket.metrics.ts';
import { isOpen } from './ticket.rules.ts';
import type { TicketState } from './ticket.state.ts';

/** Points by metric of a list of events. */
function pointsOf(events: readonly EventDraft[]): Record<string, Point[]> {
  return Object.fromEntries(
    ticketMetrics.map((metric) => [
      metric.name,
      events
        .filter(({ definition }) => metric.events.some(({ type }) => type === definition.type))
        .flatMap((draft) => {
          const event = { ...draft, type: draft.definition.type, id: 'x' };
          return checkedPoints(metric, event as unknown as Parameters<typeof checkedPoints>[1]);
        }),
    ]),
  );
}

const sum = (points: readonly Point[] = []) => points.reduce((total, { value }) => total + value, 0);
const sumOf = (points: readonly Point[] = []) => points.reduce((total, { of = 1 }) => total + of, 0);

type Act = (ticket: TicketState, minutes: number) => { ticket: TicketState; events: EventDraft[] };

const [north, south] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const statuses: TicketStatus[] = ['open', 'pendingCustomer', 'onHold', 'solved', 'closed'];
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom(...statuses).map(
    (status): Act =>
      (ticket, m) =>
        change(ticket, { status }, when(m)),
  ),
  fc.constantFrom(null, north, south).map(
    (teamId): Act =>
      (ticket, m) =>
        change(ticket, { teamId }, when(m)),
  ),
  fc.constantFrom(null, north, south).map(
    (assigneeId): Act =>
      (ticket, m) =>
        change(ticket, { assigneeId }, when(m)),
  ),
  fc.constantFrom('complaint' as const, 'inquiry' as const).map(
    (kind): Act =>
      (ticket, m) =>
        change(ticket, { kind }, when(m)),
  ),
  fc.constantFrom('urgent' as const, 'low' as const).map(
    (priority): Act =>
      (ticket, m) =>
        change(ticket, { priority }, when(m)),
  ),
  fc.constantFrom('agent' as const, 'customer' as const, 'system' as const).map(
    (by): Act =>
      (ticket, m) =>
        reply(ticket, { messageId: null, by, channel: 'email' }, when(m)),
  ),
  fc.constant<Act>((ticket, m) => note(ticket, { messageId: null, mentions: [] }, when(m))),
);

test('whatever happens to a ticket, its metrics agree with the ticket', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 25 }), (history) => {
      let { ticket, events } = born(ticketState({ status: 'new' }), when(0));
      for (const [index, act] of history.entries()) {
        const step = act(ticket, index + 1);
        ticket = step.ticket;
        events = [...events, ...step.events];
      }
      const points = pointsOf(events);
      // The backlog holds it under what it is now, once, while it is open, and under nothing else.
      const standing = new Map<string, number>();
      for (const { value, dims } of points['tickets.backlog']!) {
        const key = JSON.stringify(dims);
        standing.set(key, (standing.get(key) ?? 0) + value);
      }
      const left = [...standing].filter(([, value]) => value !== 0);
      const { teamId: team, categoryId: category, assigneeId: assignee, priority, channel, kind } = ticket;
      const dims = { team, category, priority, channel, kind, assignee };
      expect(left).toEqual(isOpen(ticket.status) ? [[JSON.stringify(dims), 1]] : []);

      expect(sum(points['tickets.created'])).toBe(1);
      expect(sum(points['tickets.reopened'])).toBe(ticket.reopens);
      expect(sum(points['tickets.reopenRate'])).toBe(ticket.reopens);
      expect(sumOf(points['tickets.reopenRate'])).toBe(sum(points['tickets.solved']));
      expect(sum(points['tickets.reassignments'])).toBe(ticket.reassignments);
      expect(sum(points['tickets.handovers'])).toBe(ticket.handovers);
      expect(sum(points['tickets.replies'])).toBe(ticket.replies);
      expect(points['tickets.firstReplyTime']).toHaveLength(ticket.firstRepliedAt === null ? 0 : 1);
      expect(points['tickets.resolutionTime']).toHaveLength(sum(points['tickets.solved']));
      expect(points['tickets.firstContactResolution']!.length).toBeLessThanOrEqual(1);
      expect(sumOf(points['tickets.complaintShare'])).toBe(1);
      expect(sum(points['tickets.complaintShare'])).toBe(sum(points['tickets.complaints']));
    }),
    { numRuns: 300 },
  );
});

test('a plain case in numbers: replied after 30 minutes, solved after 90, one note', () => {
  const start = born(ticketState({ kind: 'complaint' }), when(0));
  const replied = reply(start.ticket, { messageId: null, by: 'agent', channel: 'phone' }, when(30));
  const noted = note(replied.ticket, { messageId: null, mentions: [] }, when(40));
  const solved = change(noted.ticket, { status: 'solved' }, when(90));
  const points = pointsOf([start, replied, noted, solved].flatMap(({ events }) => events));
  expect(points['tickets.firstReplyTime']).toMatchObject([{ value: 1_800 }]);
  expect(points['tickets.resolutionTime']).toMatchObject([{ value: 5_400 }]);
  expect([sum(points['tickets.touches']), sumOf(points['tickets.touches'])]).toEqual([2, 1]);
  expect(points['tickets.firstContactResolution']).toMatchObject([{ value: 1 }]);
  expect(points['tickets.complaints']).toHaveLength(1);
  expect(solved.ticket.solvedAt).toEqual(at('2026-03-02T03:30:00Z'));
});
