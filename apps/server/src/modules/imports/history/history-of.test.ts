import { ticketStatuses } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mappingWith, readRowWith } from './history.factory.ts';
import { historyOf } from './history-of.ts';
import type { TicketState } from './types.ts';

const minute = 60_000;
const at = (minutes: number) => minutes * minute;

describe('the history of a ticket', () => {
  test('tells how a ticket was opened, taken, passed on, solved, reopened and closed', () => {
    const history = historyOf(
      [
        readRowWith({ at: at(5), createdAt: at(0), status: 'new', activity: 'New', team: 'A', slaMet: true }),
        readRowWith({ at: at(10), status: 'open', activity: 'Active', team: 'A', assignee: 'Li', by: 'Li' }),
        readRowWith({ at: at(10), status: 'open', activity: 'Active', team: 'B', assignee: 'Wang' }),
        readRowWith({ at: at(20), status: 'solved', activity: 'Resolved', team: 'B', assignee: 'Wang' }),
        readRowWith({ at: at(30), status: 'open', activity: 'Active', team: 'B', assignee: 'Wang' }),
        readRowWith({ at: at(40), status: 'solved', activity: 'Resolved', team: 'B', assignee: 'Wang' }),
        readRowWith({
          at: at(50),
          status: 'closed',
          activity: 'Closed',
          team: 'B',
          assignee: 'Wang',
          closedAt: at(50),
          slaMet: false,
        }),
      ],
      mappingWith(),
    );
    expect(history).toMatchObject({
      createdAt: at(0),
      firstRepliedAt: at(10),
      solvedAt: at(40),
      closedAt: at(50),
      reopens: 1,
      reassignments: 1,
      handovers: 1,
      slaMet: false,
      adjusted: false,
      state: { status: 'closed', team: 'B', assignee: 'Wang' },
    });
    expect(
      history.steps
        .filter((step) => step.type !== 'activity')
        .map((step) => [step.at / minute, step.type, 'to' in step ? step.to : null]),
    ).toEqual([
      [0, 'created', null],
      [10, 'replied', null],
      [10, 'changed', { status: 'open', assignee: 'Li' }],
      [10, 'changed', { team: 'B', assignee: 'Wang' }],
      [20, 'changed', { status: 'solved' }],
      [30, 'changed', { status: 'open' }],
      [40, 'changed', { status: 'solved' }],
      [50, 'changed', { status: 'closed' }],
    ]);
  });

  test('a ticket counts as closed from the time the log states, not from an earlier row', () => {
    const rows = [
      readRowWith({ at: at(1), createdAt: at(0), status: 'solved' }),
      readRowWith({ at: at(10), status: 'closed', closedAt: at(30) }),
      readRowWith({ at: at(20), status: 'closed', closedAt: at(30) }),
    ];
    expect(historyOf(rows, mappingWith())).toMatchObject({
      closedAt: at(30),
      solvedAt: at(1),
      state: { status: 'closed' },
    });
    // Closed before the row was written, or reopened since: the rows stand.
    expect(
      historyOf(
        rows.map((row) => ({ ...row, closedAt: at(5) })),
        mappingWith(),
      ).closedAt,
    ).toBe(at(10));
    expect(historyOf([...rows, readRowWith({ at: at(40), status: 'open' })], mappingWith())).toMatchObject({
      closedAt: null,
      reopens: 1,
      state: { status: 'open' },
    });
  });

  test('an empty team means nobody has it; an empty priority says nothing', () => {
    const history = historyOf(
      [
        readRowWith({ at: at(1), team: 'A', priority: 'high' }),
        readRowWith({ at: at(2), team: null, priority: null }),
        readRowWith({ at: at(3), team: 'A' }),
      ],
      mappingWith(),
    );
    expect(history.state).toMatchObject({ team: 'A', priority: 'high' });
    // From nobody to a team is an assignment, not a reassignment.
    expect(history).toMatchObject({ reassignments: 0, handovers: 0 });
  });

  test('a time before the creation, or before the row above, is moved up and said so', () => {
    const history = historyOf(
      [
        readRowWith({ at: at(5), createdAt: at(10), status: 'open' }),
        readRowWith({ at: at(4), status: 'solved' }),
      ],
      mappingWith(),
    );
    expect(history).toMatchObject({ createdAt: at(10), solvedAt: at(10), adjusted: true });
  });

  test('rows are taken backwards, or by time, where the mapping says so', () => {
    const rows = [
      readRowWith({ at: at(2), activity: 'c' }),
      readRowWith({ at: at(2), activity: 'b' }),
      readRowWith({ at: at(1), activity: 'a' }),
    ];
    const names = (order: 'file' | 'reversed' | 'time') =>
      historyOf(rows, mappingWith({ order })).steps.flatMap((step) =>
        step.type === 'activity' ? step.activity : [],
      );
    expect(names('file')).toEqual(['c', 'b', 'a']);
    expect(names('reversed')).toEqual(['a', 'b', 'c']);
    expect(names('time')).toEqual(['a', 'c', 'b']);
  });

  test('a stated first response wins; none is made up where the mapping says none', () => {
    const rows = [readRowWith({ at: at(9), createdAt: at(0), status: 'open', firstRepliedAt: at(3) })];
    expect(historyOf(rows, mappingWith()).firstRepliedAt).toBe(at(3));
    const silent = rows.map((row) => ({ ...row, firstRepliedAt: null }));
    expect(historyOf(silent, mappingWith({ firstResponse: 'none' })).firstRepliedAt).toBeNull();
  });
});

const row = fc.record({
  minutes: fc.integer({ min: 0, max: 500 }),
  status: fc.option(fc.constantFrom(...ticketStatuses)),
  team: fc.option(fc.constantFrom('A', 'B')),
  assignee: fc.option(fc.constantFrom('Li', 'Wang', 'Zhao')),
  priority: fc.option(fc.constantFrom('urgent' as const, 'low' as const)),
  createdAt: fc.option(fc.integer({ min: 0, max: 600 }).map(at)),
  closedAt: fc.option(fc.integer({ min: 0, max: 600 }).map(at)),
  activity: fc.option(fc.constantFrom('x', 'y')),
});
const rows = fc
  .array(row, { minLength: 1, maxLength: 15 })
  .map((all) =>
    all.map(({ minutes, ...said }, index) => readRowWith({ ...said, at: at(minutes), rowNumber: index + 2 })),
  );
const orders = fc.constantFrom('file' as const, 'reversed' as const, 'time' as const);

describe('any history', () => {
  test('never runs backwards, begins with its creation, and replays to its final state', () => {
    fc.assert(
      fc.property(rows, orders, (log, order) => {
        const history = historyOf(log, mappingWith({ order }));
        const times = history.steps.map((step) => step.at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        const [first, ...later] = history.steps;
        expect(first).toMatchObject({ type: 'created', at: history.createdAt, state: { status: 'new' } });
        let state = first?.type === 'created' ? first.state : ({} as TicketState);
        for (const step of later) {
          if (step.type !== 'changed') continue;
          // Each change names what it changed, as it was and as it is then.
          expect(state).toMatchObject(step.from);
          expect(step.from).not.toEqual(step.to);
          state = { ...state, ...step.to };
        }
        expect(state).toEqual(history.state);
      }),
    );
  });

  test('keeps every activity and agrees with itself on counts and times', () => {
    fc.assert(
      fc.property(rows, orders, (log, order) => {
        const history = historyOf(log, mappingWith({ order }));
        const activities = history.steps.filter((step) => step.type === 'activity');
        expect(activities).toHaveLength(log.filter((one) => one.activity !== null).length);
        expect(history.steps.filter((step) => step.type === 'replied').length).toBe(
          history.firstRepliedAt === null ? 0 : 1,
        );
        const done = (status: string | undefined) => status === 'solved' || status === 'closed';
        const reopens = history.steps.filter(
          (step) =>
            step.type === 'changed' &&
            done(step.from.status) &&
            step.to.status !== undefined &&
            !done(step.to.status),
        );
        expect(history.reopens).toBe(reopens.length);
        expect(history.solvedAt !== null).toBe(done(history.state.status));
        expect(history.closedAt !== null).toBe(history.state.status === 'closed');
      }),
    );
  });

  test('by time, the order of the file matters within a minute only', () => {
    fc.assert(
      fc.property(rows, (log) => {
        const distinct = log.filter((one, index) => log.findIndex((other) => other.at === one.at) === index);
        const mapping = mappingWith({ order: 'time' });
        const once = { ...historyOf(distinct, mapping), rowNumbers: [], subject: '', tags: [] };
        // What the last row says of the ticket as a whole depends on which row is last, so those are left equal.
        const turned = {
          ...historyOf(distinct.toReversed(), mapping),
          rowNumbers: [],
          subject: '',
          tags: [],
        };
        expect(turned).toEqual(once);
      }),
    );
  });

  test('leaves its input as it was', () => {
    fc.assert(
      fc.property(rows, orders, (log, order) => {
        const frozen = Object.freeze(log.map((one) => Object.freeze(one)));
        expect(() => historyOf(frozen, mappingWith({ order }))).not.toThrow();
      }),
    );
  });
});
