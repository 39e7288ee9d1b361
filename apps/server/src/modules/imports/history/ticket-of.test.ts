import { ticketStatuses } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mappingWith, readRowWith } from './history.factory.ts';
import { ticketOf } from './ticket-of.ts';

const hour = 3_600_000;
const now = 1000 * hour;
const context = { timeZone: 'Asia/Shanghai', now };
const mapping = mappingWith({ shape: 'ticket' });

describe('a row that is a whole ticket', () => {
  test('is created, answered, solved and closed at its times', () => {
    const row = readRowWith({
      createdAt: 1 * hour,
      firstRepliedAt: 2 * hour,
      solvedAt: 5 * hour,
      closedAt: 8 * hour,
      status: 'closed',
    });
    const ticket = ticketOf(row, mapping, context);
    expect(ticket).toMatchObject({
      createdAt: 1 * hour,
      firstRepliedAt: 2 * hour,
      solvedAt: 5 * hour,
      closedAt: 8 * hour,
    });
    expect('steps' in ticket && ticket.steps.map((step) => [step.at / hour, step.type])).toEqual([
      [1, 'created'],
      [2, 'replied'],
      [2, 'changed'],
      [5, 'changed'],
      [8, 'changed'],
    ]);
  });

  test.each([
    ['solved before the first response', { firstRepliedAt: 5 * hour, solvedAt: 2 * hour }],
    ['answered before it was made', { createdAt: 5 * hour, firstRepliedAt: 2 * hour }],
    ['closed before it was solved', { solvedAt: 5 * hour, closedAt: 2 * hour }],
  ])('%s is a contradiction and is reported', (_, times) => {
    expect(ticketOf(readRowWith({ ...times, status: 'closed' }), mapping, context)).toMatchObject({
      code: 'import_row_contradiction',
    });
  });

  test('without a status its times say what it is', () => {
    expect(ticketOf(readRowWith({ solvedAt: hour }), mapping, context)).toMatchObject({
      state: { status: 'solved' },
    });
    expect(ticketOf(readRowWith({ closedAt: hour }), mapping, context)).toMatchObject({
      state: { status: 'closed' },
    });
    expect(ticketOf(readRowWith({}), mapping, context)).toMatchObject({
      state: { status: 'open' },
      createdAt: now,
      adjusted: true,
    });
  });

  test('any ticket without contradiction replays to the state that its row says', () => {
    const time = fc.option(fc.integer({ min: 1, max: 100 }).map((hours) => hours * hour));
    fc.assert(
      fc.property(
        fc.tuple(time, time, time, time),
        fc.constantFrom(...ticketStatuses),
        ([a, b, c, d], status) => {
          const ticket = ticketOf(
            readRowWith({ createdAt: a, firstRepliedAt: b, solvedAt: c, closedAt: d, status }),
            mapping,
            context,
          );
          if ('code' in ticket) return;
          const times = ticket.steps.map((step) => step.at);
          expect(times).toEqual(times.toSorted((x, y) => x - y));
          let current = 'new';
          for (const step of ticket.steps) {
            if (step.type !== 'changed') continue;
            expect(step.from.status).toBe(current);
            current = step.to.status ?? current;
          }
          expect(current).toBe(status);
        },
      ),
    );
  });
});
