import { ticketStatuses } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerActor, minute, ticketState, when } from './ticket.factory.ts';
import { born, change, note, reply } from './ticket.history.ts';
import { isOpen } from './ticket.rules.ts';
import type { TicketState } from './ticket.state.ts';

const types = (step: { events: { definition: { type: string } }[] }) =>
  step.events.map((event) => event.definition.type);
const agentReply = { messageId: null, by: 'agent', channel: 'phone' } as const;
const customerReply = { messageId: null, by: 'customer', channel: 'phone' } as const;

describe('a change', () => {
  it('of nothing is no event and no new version', () => {
    const ticket = ticketState({ tags: ['a'] });
    expect(change(ticket, { tags: ['a'], subject: ticket.subject }, when(1))).toEqual({
      ticket,
      events: [],
    });
  });
  it('tells the facts before it, and only those that changed', () => {
    const step = change(ticketState({ teamId: 'a', tags: ['x'] }), { teamId: 'b', subject: '新' }, when(1));
    expect(step.events[0]!.data).toMatchObject({ fields: ['teamId', 'subject'] });
    expect(step.events[0]!.data).toHaveProperty('before', { teamId: 'a' });
  });
  it('counts handing over and reassigning, not the first assignment', () => {
    const first = change(ticketState(), { teamId: 'a', assigneeId: 'p' }, when(1)).ticket;
    expect(first).toMatchObject({ handovers: 0, reassignments: 0 });
    const second = change(first, { teamId: 'b', assigneeId: 'q' }, when(2)).ticket;
    expect(second).toMatchObject({ handovers: 1, reassignments: 1 });
    expect(change(second, { assigneeId: null }, when(3)).ticket.reassignments).toBe(1);
  });
  it('leaves the ticket it was given as it was', () => {
    const ticket = Object.freeze(ticketState());
    expect(() => change(ticket, { status: 'solved', teamId: 'x' }, when(1))).not.toThrow();
    expect(ticket.status).toBe('new');
  });
});

describe('solving', () => {
  it('tells how long it took, how much of it was waiting, and whether once was enough', () => {
    let ticket = reply(ticketState(), { ...agentReply, status: 'pendingCustomer' }, when(10)).ticket;
    ticket = reply(ticket, customerReply, when(40, customerActor)).ticket;
    const step = change(ticket, { status: 'solved' }, when(60));
    expect(types(step)).toEqual(['ticket.changed', 'ticket.solved']);
    expect(step.events[1]?.data).toMatchObject({
      secondsToSolve: 3600,
      secondsWaiting: 1800,
      secondsToFirstReply: 600,
      replies: 1,
      firstContact: true,
    });
    const reopened = reply(step.ticket, customerReply, when(70, customerActor));
    expect(types(reopened)).toEqual(['ticket.replied', 'ticket.changed', 'ticket.reopened']);
    expect(reopened.events[2]?.data).toMatchObject({ by: 'customer', secondsSinceSolved: 600, reopens: 1 });
    const again = change(reopened.ticket, { status: 'solved' }, when(80));
    expect(again.events[1]?.data).toMatchObject({ secondsToSolve: 4800, reopens: 1, firstContact: false });
  });
  it('is told also of a history that closes at once, but not of a merge', () => {
    expect(types(change(ticketState(), { status: 'closed' }, when(5), 'import'))).toEqual([
      'ticket.changed',
      'ticket.solved',
      'ticket.closed',
    ]);
    expect(types(change(ticketState(), { status: 'closed' }, when(5), 'merge'))).toEqual([
      'ticket.changed',
      'ticket.closed',
    ]);
  });
});

describe('a reply', () => {
  it('is the first only once, and says how long the customer had waited', () => {
    const first = reply(ticketState(), agentReply, when(5));
    expect(first.events[0]?.data).toMatchObject({
      first: true,
      secondsSinceCreated: 300,
      secondsSinceCustomer: 300,
    });
    expect(first.ticket).toMatchObject({ status: 'open', waitingSince: null });
    const asked = reply(reply(first.ticket, customerReply, when(10)).ticket, customerReply, when(12)).ticket;
    expect(asked.waitingSince).toEqual(minute(10));
    const second = reply(asked, agentReply, when(20));
    expect(second.events[0]?.data).toMatchObject({ first: false, secondsSinceCustomer: 600, replies: 2 });
    expect(reply(second.ticket, agentReply, when(21)).events[0]?.data).toMatchObject({
      secondsSinceCustomer: null,
    });
  });
  it('by the system answers nobody', () => {
    const step = reply(ticketState(), { ...agentReply, by: 'system' }, when(1));
    expect(step.ticket).toMatchObject({
      status: 'new',
      replies: 0,
      firstRepliedAt: null,
      waitingSince: minute(0),
    });
  });
});

describe('a note', () => {
  it('makes those mentioned follow, each once, and is no reply', () => {
    const step = note(
      ticketState({ followerIds: ['a'] }),
      { messageId: null, mentions: ['a', 'b'] },
      when(1),
    );
    expect(step.ticket).toMatchObject({ followerIds: ['a', 'b'], replies: 0, version: 1 });
  });
});

describe('any history', () => {
  const happening = fc.oneof(
    fc.record({ what: fc.constant('status' as const), to: fc.constantFrom(...ticketStatuses) }),
    fc.record({ what: fc.constant('team' as const), to: fc.constantFrom('a', 'b', null) }),
    fc.record({ what: fc.constant('agent' as const), to: fc.constant(null) }),
    fc.record({ what: fc.constant('customer' as const), to: fc.constant(null) }),
  );

  it('keeps the ticket and its events in agreement', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 60 })), { maxLength: 30 }),
        (story) => {
          let ticket: TicketState = ticketState();
          const log = [...born(ticket, when(0)).events];
          let now = 0;
          for (const [happened, minutes] of story) {
            now += minutes;
            const step =
              happened.what === 'status'
                ? change(ticket, { status: happened.to }, when(now), 'import')
                : happened.what === 'team'
                  ? change(ticket, { teamId: happened.to }, when(now), 'import')
                  : reply(
                      ticket,
                      happened.what === 'agent' ? agentReply : customerReply,
                      when(now),
                      'import',
                    );
            ticket = step.ticket;
            log.push(...step.events);
          }
          const count = (type: string) => log.filter((event) => event.definition.type === type).length;
          expect(count('ticket.reopened')).toBe(ticket.reopens);
          expect(count('ticket.solved') - count('ticket.reopened')).toBe(isOpen(ticket.status) ? 0 : 1);
          expect(ticket.solvedAt === null).toBe(isOpen(ticket.status));
          expect(ticket.closedAt === null).toBe(ticket.status !== 'closed');
          expect(ticket.waitedSeconds).toBeLessThanOrEqual(now * 60);
          // The facts of the last event are the ticket's; each change begins where the one before it ended.
          let status = 'new';
          for (const event of log) {
            const { before, ticket: facts } = event.data as {
              before?: { status?: string };
              ticket: { status: string };
            };
            if (event.definition.type === 'ticket.changed')
              expect(before?.status ?? facts.status).toBe(status);
            status = facts.status;
          }
          expect(status).toBe(ticket.status);
        },
      ),
    );
  });
});
