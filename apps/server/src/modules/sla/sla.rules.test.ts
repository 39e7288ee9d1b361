import { describe, expect, test } from 'vitest';
import { countedAt } from './clock.ts';
import { happened as h, ms, promisedOf, time } from './sla.factory.ts';
import { clockLedger } from './sla.ledger.ts';
import { ticketSla } from './sla.rules.ts';
import type { Clock, Happening, Promised, PromiseFor, TicketSla } from './sla.types.ts';

const standard: PromiseFor = () => promisedOf();

/** Tuesday 3 March 2026 and the days after. */
const sla = (...happenings: Happening[]) => ticketSla(happenings, standard);

function clock(result: TicketSla, kind: Clock['kind'], cycle = 1): Clock {
  const found = result.clocks.find((candidate) => candidate.kind === kind && candidate.cycle === cycle);
  if (found === undefined) throw new Error(`no ${kind} clock ${cycle}`);
  return found;
}

const outcomes = (result: TicketSla) =>
  result.outcomes.map(({ what, kind, cycle, run, at }) => `${what} ${kind} ${cycle}.${run} ${time(at)}`);

describe('first reply', () => {
  test('runs from creation and is due after its working time', () => {
    const open = clock(sla(h.created('2026-03-03T17:00')), 'firstReply');
    expect(time(open.dueAt)).toBe('2026-03-04T10:00');
    expect(time(open.warnAt)).toBe('2026-03-04T09:30');
    expect(open.end).toBeNull();
  });

  test('is met by the first public reply, at the due instant still', () => {
    const result = sla(
      h.created('2026-03-03T10:00'),
      h.agentReply('2026-03-03T12:00'),
      h.agentReply('2026-03-03T13:00'),
    );
    expect(clock(result, 'firstReply')).toMatchObject({
      end: 'met',
      countedMs: 7_200_000,
      stoppedAt: ms('2026-03-03T12:00'),
    });
    expect(outcomes(result)).toEqual(['met firstReply 1.1 2026-03-03T12:00']);
  });

  test('is broken as of its due time, however late the reply', () => {
    const result = sla(h.created('2026-03-03T10:00'), h.agentReply('2026-03-09T12:00'));
    expect(clock(result, 'firstReply').end).toBe('breached');
    expect(outcomes(result)).toContain('breached firstReply 1.1 2026-03-03T12:00');
    expect(outcomes(result).join()).not.toContain('met firstReply');
  });

  test('does not pause when somebody sets the ticket to pending without a word', () => {
    const result = sla(h.created('2026-03-03T10:00'), h.status('2026-03-03T10:30', 'pendingCustomer'));
    expect(time(clock(result, 'firstReply').dueAt)).toBe('2026-03-03T12:00');
  });

  test('pauses where the policy says so', () => {
    const result = ticketSla(
      [
        h.created('2026-03-03T10:00'),
        h.status('2026-03-03T10:30', 'onHold'),
        h.status('2026-03-03T11:30', 'open'),
      ],
      () => promisedOf({ pausedClocks: ['firstReply'] }),
    );
    expect(time(clock(result, 'firstReply').dueAt)).toBe('2026-03-03T13:00');
  });
});

describe('next reply', () => {
  const opening = [h.created('2026-03-03T09:00'), h.agentReply('2026-03-03T09:30')];

  test('one clock a round, from the first unanswered message', () => {
    const result = sla(
      ...opening,
      h.customerReply('2026-03-03T10:00'),
      h.customerReply('2026-03-03T11:00'),
      h.agentReply('2026-03-03T11:30'),
      h.customerReply('2026-03-03T14:00'),
    );
    expect(clock(result, 'nextReply', 1)).toMatchObject({ end: 'met', startedAt: ms('2026-03-03T10:00') });
    expect(time(clock(result, 'nextReply', 2).dueAt)).toBe('2026-03-03T16:00');
  });

  test('none before the first reply', () => {
    const result = sla(h.created('2026-03-03T09:00'), h.customerReply('2026-03-03T09:30'));
    expect(result.clocks.map((candidate) => candidate.kind)).toEqual(['firstReply', 'resolution']);
  });

  test('thanks after the solution start nothing, a message that reopens does', () => {
    const solved = [...opening, h.status('2026-03-03T10:00', 'solved'), h.customerReply('2026-03-03T11:00')];
    expect(sla(...solved).clocks.filter((candidate) => candidate.kind === 'nextReply')).toEqual([]);
    const reopened = sla(...solved, h.status('2026-03-03T11:05', 'open'));
    expect(time(clock(reopened, 'nextReply').startedAt)).toBe('2026-03-03T11:05');
  });
});

describe('resolution', () => {
  test('pauses while waiting for the customer and overnight', () => {
    const result = sla(
      h.created('2026-03-03T09:00'),
      h.agentReply('2026-03-03T11:30'),
      h.status('2026-03-03T11:30', 'pendingCustomer'),
      h.status('2026-03-04T10:00', 'open'),
    );
    // 2.5 h were counted on Tuesday; 5.5 h remain from Wednesday 10:00.
    expect(time(clock(result, 'resolution').dueAt)).toBe('2026-03-04T15:30');
  });

  test('a paused clock is due at no time and cannot be broken', () => {
    const paused = [h.created('2026-03-03T09:00'), h.status('2026-03-03T10:00', 'pendingCustomer')];
    expect(clock(sla(...paused), 'resolution').dueAt).toBeNull();
    const result = sla(...paused, h.status('2026-04-03T10:00', 'solved'));
    expect(clock(result, 'resolution')).toMatchObject({ end: 'met', countedMs: 3_600_000 });
  });

  test('going from one pause to another keeps both on record', () => {
    const result = sla(
      h.created('2026-03-03T09:00'),
      h.status('2026-03-03T10:00', 'pendingCustomer'),
      h.status('2026-03-03T11:00', 'onHold'),
    );
    expect(clock(result, 'resolution')).toMatchObject({ pause: 'onHold', countedMs: 3_600_000 });
    expect(clock(result, 'resolution').past.map((stretch) => stretch.pause)).toEqual([
      null,
      'waitingForCustomer',
    ]);
  });

  test('goes on when reopened, with what it had counted', () => {
    const result = sla(
      h.created('2026-03-03T09:00'),
      h.status('2026-03-03T12:00', 'solved'),
      h.status('2026-03-05T09:00', 'open'),
    );
    expect(clock(result, 'resolution')).toMatchObject({ run: 2, end: null, countedMs: 3 * 3_600_000 });
    expect(time(clock(result, 'resolution').dueAt)).toBe('2026-03-05T14:00');
    expect(outcomes(result)).toContain('met resolution 1.1 2026-03-03T12:00');
  });

  test('a second solution is a second outcome, a broken promise stays broken', () => {
    const reopened = [
      h.created('2026-03-03T09:00'),
      h.status('2026-03-03T12:00', 'solved'),
      h.status('2026-03-05T09:00', 'open'),
    ];
    expect(outcomes(sla(...reopened, h.status('2026-03-05T13:00', 'solved')))).toContain(
      'met resolution 1.2 2026-03-05T13:00',
    );
    const late = sla(
      ...reopened,
      h.status('2026-03-06T13:00', 'solved'),
      h.status('2026-03-09T13:00', 'open'),
      h.status('2026-03-09T14:00', 'closed'),
    );
    expect(outcomes(late).filter((outcome) => outcome.includes('resolution'))).toEqual([
      'met resolution 1.1 2026-03-03T12:00',
      'breached resolution 1.2 2026-03-05T14:00',
    ]);
    expect(clock(late, 'resolution')).toMatchObject({ end: 'breached', run: 3 });
  });

  test('closing a solved ticket changes nothing', () => {
    const solved = [h.created('2026-03-03T09:00'), h.status('2026-03-03T12:00', 'solved')];
    expect(sla(...solved, h.status('2026-03-06T12:00', 'closed')).clocks).toEqual(sla(...solved).clocks);
  });

  test('a merged ticket has no outcome', () => {
    const result = sla(
      h.created('2026-03-03T09:00'),
      h.withdrawn('2026-03-03T10:00'),
      h.agentReply('2026-03-03T11:00'),
    );
    expect(result.clocks.map((candidate) => candidate.end)).toEqual(['cancelled', 'cancelled']);
    expect(result.outcomes).toEqual([]);
  });
});

describe('a changed promise', () => {
  const hours: Record<string, number> = { urgent: 1, high: 4, normal: 8, low: 40 };
  const byPriority: PromiseFor = ({ priority }) =>
    promisedOf({ targets: { resolution: (hours[priority] as number) * 3_600 } });
  const resolution = (...happenings: Happening[]) => clock(ticketSla(happenings, byPriority), 'resolution');

  test('raised priority shortens the clock without losing what it has counted', () => {
    const raised = resolution(
      h.created('2026-03-03T09:00'),
      h.changed('2026-03-03T10:00', { priority: 'high' }),
    );
    expect(raised).toMatchObject({ targetSeconds: 4 * 3_600, countedMs: 3_600_000 });
    expect(time(raised.dueAt)).toBe('2026-03-03T13:00');
  });

  test('raised beyond what was counted it is broken at the change, not before', () => {
    const history = [h.created('2026-03-03T09:00'), h.changed('2026-03-03T11:00', { priority: 'urgent' })];
    expect(time(resolution(...history).dueAt)).toBe('2026-03-03T11:00');
    expect(time(resolution(...history).breachedAt)).toBe('2026-03-03T11:00');
  });

  test('raised beyond what was counted it is broken even while it rests', () => {
    const broken = resolution(
      h.created('2026-03-03T09:00'),
      h.status('2026-03-03T11:00', 'pendingCustomer'),
      h.changed('2026-03-03T12:00', { priority: 'urgent' }),
      h.status('2026-03-03T12:30', 'solved'),
    );
    expect(broken.end).toBe('breached');
    expect(time(broken.breachedAt)).toBe('2026-03-03T12:00');
  });

  test('raised to just what was counted it is not broken while it rests', () => {
    const rests = [
      h.created('2026-03-03T09:00'),
      h.status('2026-03-03T10:00', 'pendingCustomer'),
      h.changed('2026-03-03T12:00', { priority: 'urgent' }),
    ];
    expect(resolution(...rests, h.status('2026-03-03T12:30', 'solved')).end).toBe('met');
    expect(time(resolution(...rests, h.status('2026-03-03T12:30', 'open')).dueAt)).toBe('2026-03-03T12:30');
  });

  test('lowered priority gives more time, but does not undo a breach', () => {
    const early = resolution(
      h.created('2026-03-03T09:00', { priority: 'urgent' }),
      h.changed('2026-03-03T09:30', { priority: 'low' }),
    );
    expect(early.breachedAt).toBeNull();
    const late = resolution(
      h.created('2026-03-03T09:00', { priority: 'urgent' }),
      h.changed('2026-03-03T10:30', { priority: 'low' }),
    );
    expect(time(late.breachedAt)).toBe('2026-03-03T10:00');
  });

  test('another team counts by its own calendar from the hand-over on', () => {
    const allHours: Promised['calendar'] = {
      ...promisedOf().calendar,
      add: (from: number, seconds: number) => from + seconds * 1000,
      between: (from: number, to: number) => (to - from) / 1000,
    } as Promised['calendar'];
    const moved = clock(
      ticketSla(
        [h.created('2026-03-03T16:00'), h.changed('2026-03-03T20:00', { teamId: 'night' })],
        ({ teamId }) => promisedOf(teamId === 'night' ? { calendar: allHours } : {}),
      ),
      'resolution',
    );
    // Two hours until 18:00 by office hours; the other six run through the night.
    expect(time(moved.dueAt)).toBe('2026-03-04T02:00');
  });

  test('a promise that ends rests its clock, and one that begins later starts it then', () => {
    const forVip: PromiseFor = ({ customerTier }) => (customerTier === 'vip' ? promisedOf() : null);
    const ended = ticketSla(
      [
        h.created('2026-03-03T09:00', { customerTier: 'vip' }),
        h.changed('2026-03-03T10:00', { customerTier: null }),
        h.status('2026-03-05T10:00', 'solved'),
      ],
      forVip,
    );
    expect(clock(ended, 'resolution')).toMatchObject({ end: 'cancelled', countedMs: 3_600_000 });
    expect(ended.outcomes).toEqual([]);
    const begun = ticketSla(
      [h.created('2026-03-03T09:00'), h.changed('2026-03-03T11:00', { customerTier: 'vip' })],
      forVip,
    );
    expect(time(clock(begun, 'firstReply').dueAt)).toBe('2026-03-03T13:00');
  });
});

describe('imported tickets', () => {
  test('carry the verdict of their source and no resolution promise of ours', () => {
    const kept = sla(h.created('2026-03-03T09:00', {}, true), h.status('2026-04-03T12:00', 'solved'));
    expect(kept.clocks.map((candidate) => candidate.kind)).toEqual(['firstReply', 'imported']);
    expect(clock(kept, 'imported')).toMatchObject({ end: 'met', startedAt: ms('2026-03-03T09:00') });
    const broken = sla(h.created('2026-03-03T09:00', {}, false), h.status('2026-04-03T12:00', 'solved'));
    expect(outcomes(broken)).toContain('breached imported 1.1 2026-04-03T12:00');
  });

  test('the verdict counts once, however often the ticket is reopened', () => {
    const result = sla(
      h.created('2026-03-03T09:00', {}, true),
      h.status('2026-03-03T12:00', 'solved'),
      h.status('2026-03-04T12:00', 'open'),
      h.status('2026-03-05T12:00', 'closed'),
    );
    expect(outcomes(result).filter((outcome) => outcome.includes('imported'))).toHaveLength(1);
  });
});

describe('the ledger', () => {
  test('tells each stretch with its reason', () => {
    const result = sla(
      h.created('2026-03-03T09:00'),
      h.agentReply('2026-03-03T11:30'),
      h.status('2026-03-03T11:30', 'pendingCustomer'),
      h.status('2026-03-04T10:00', 'open'),
      h.status('2026-03-04T16:00', 'solved'),
    );
    const told = clockLedger(clock(result, 'resolution'), ms('2026-03-05T00:00')).map(
      (stretch) =>
        `${stretch.from.slice(5, 16)} ${stretch.to.slice(5, 16)} ${stretch.kind} ${stretch.reason}`,
    );
    expect(told).toEqual([
      '03-03T09:00 03-03T11:30 counted workingTime',
      '03-03T11:30 03-04T10:00 paused waitingForCustomer',
      '03-04T10:00 03-04T16:00 counted workingTime',
    ]);
  });

  test('shows nights, the time between solved and reopened, and runs to now while open', () => {
    const result = sla(
      h.created('2026-03-03T17:00'),
      h.status('2026-03-04T09:30', 'solved'),
      h.status('2026-03-04T12:00', 'open'),
    );
    const open = clock(result, 'resolution');
    const now = ms('2026-03-04T12:30');
    expect(clockLedger(open, now).map((stretch) => `${stretch.reason} ${stretch.seconds / 60}`)).toEqual([
      'workingTime 60',
      'outsideWorkingHours 900',
      'workingTime 30',
      'solved 150',
      'workingTime 30',
    ]);
    expect(countedAt(open, now)).toBe(2 * 3_600);
  });
});
