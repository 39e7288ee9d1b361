import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../../platform/time/calendar.factory.ts';
import { CompiledCalendar } from '../../platform/time/compiled-calendar.ts';
import { countedAt } from './clock.ts';
import { factsOf, promisedOf } from './sla.factory.ts';
import { clockLedger } from './sla.ledger.ts';
import { ticketSla } from './sla.rules.ts';
import type { Happening, PromiseFor } from './sla.types.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-03-03T08:00:00Z');
const SPAN = 5 * 24 * 60;

const office = new CompiledCalendar(calendarOf({ timeZone: 'UTC', hours: ['09:00-12:00', '13:00-18:00'] }));
const shifts = new CompiledCalendar(calendarOf({ timeZone: 'Europe/Berlin', hours: ['06:30-22:15'] }));
const HOURS = { urgent: 1, high: 4, normal: 8, low: 30 };

const promiseFor: PromiseFor = ({ priority, teamId }) =>
  priority === 'low' && teamId === 'b'
    ? null
    : promisedOf({
        targets: {
          firstReply: HOURS[priority] * 900,
          nextReply: HOURS[priority] * 1_800,
          resolution: HOURS[priority] * 3_600,
        },
        calendar: teamId === 'b' ? shifts : office,
      });

const priority = fc.constantFrom('urgent', 'high', 'normal', 'low');
const step = fc.oneof(
  fc
    .constantFrom('open', 'pendingCustomer', 'onHold', 'solved', 'closed')
    .map((status) => ({ type: 'changed' as const, facts: { status } })),
  priority.map((value) => ({ type: 'changed' as const, facts: { priority: value } })),
  fc.constantFrom('a', 'b').map((teamId) => ({ type: 'changed' as const, facts: { teamId } })),
  fc.constantFrom('agent', 'customer').map((by) => ({ type: 'replied' as const, by })),
);

/** A ticket's life in whole minutes over five days. */
const history = fc
  .record({
    priority,
    steps: fc.array(fc.record({ minute: fc.integer({ min: 1, max: SPAN }), step }), { maxLength: 14 }),
  })
  .map(({ priority: first, steps }): Happening[] => [
    { type: 'created', at: START, facts: factsOf({ priority: first }) },
    ...steps
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, step: what }) => ({ ...what, at: START + minute * MINUTE }) as Happening),
  ]);

/**
 * The independent reckoning of the resolution clock: lives through every minute, holding nothing but the
 * ticket's fields, the minutes counted and whether the promise is broken.
 */
function liveThrough(happenings: readonly Happening[], until: number) {
  let status = 'new';
  let fields = factsOf();
  let counted = 0;
  let started = false;
  let broken = false;
  const excess = () => {
    const promise = promiseFor(fields);
    const target = promise?.targets.resolution;
    if (
      started &&
      status !== 'solved' &&
      status !== 'closed' &&
      target !== undefined &&
      counted * 60 > target
    )
      broken = true;
  };
  for (let now = START; now <= until; now += MINUTE) {
    for (const happening of happenings) {
      if (happening.at !== now) continue;
      if (happening.type === 'created') fields = happening.facts;
      if (happening.type === 'changed') {
        fields = { ...fields, ...happening.facts };
        status = happening.facts.status ?? status;
      }
      if (promiseFor(fields) !== null && status !== 'solved' && status !== 'closed') started = true;
      if (happening.type === 'changed') excess();
    }
    if (now === until) break;
    const promise = promiseFor(fields);
    const rests = ['pendingCustomer', 'onHold', 'solved', 'closed'].includes(status);
    if (!started || promise === null || rests) continue;
    // The minute that now passes lies beyond the due time if the target was reached before it.
    if (counted * 60 >= (promise.targets.resolution as number)) broken = true;
    if (promise.calendar.isWorking(now)) counted += 1;
  }
  return { counted, broken, started };
}

describe('the resolution clock', () => {
  test('counts and breaks as living through every minute does', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const until = START + (SPAN + 60) * MINUTE;
        // An event of no weight at the end, so that what fell due before it is noted.
        const result = ticketSla([...happenings, { type: 'changed', at: until, facts: {} }], promiseFor);
        const clock = result.clocks.find((candidate) => candidate.kind === 'resolution');
        const lived = liveThrough(happenings, until);
        expect(clock !== undefined).toBe(lived.started);
        if (clock === undefined) return;
        expect(countedAt(clock, until)).toBe(lived.counted * 60);
        expect(clock.breachedAt !== null).toBe(lived.broken);
      }),
      { numRuns: 200 },
    );
  });
});

describe('every clock', () => {
  test('has a ledger without gaps whose counted time is the time counted', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 3 * SPAN }), (happenings, later) => {
        const now = (happenings.at(-1) as Happening).at + later * MINUTE;
        for (const clock of ticketSla(happenings, promiseFor).clocks) {
          const ledger = clockLedger(clock, now);
          const end = clock.stoppedAt ?? now;
          const seconds = ledger.reduce(
            (sum, stretch) => sum + (stretch.kind === 'counted' ? stretch.seconds : 0),
            0,
          );
          expect(seconds).toBe(countedAt(clock, now));
          let told = clock.startedAt;
          for (const stretch of ledger) {
            expect(Date.parse(stretch.from)).toBe(told);
            told = Date.parse(stretch.to);
          }
          expect(told).toBe(end);
        }
      }),
    );
  });

  test('is broken once and for good, and met only if it is not', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const { clocks, outcomes } = ticketSla(happenings, promiseFor);
        for (const clock of clocks) {
          const own = outcomes.filter(
            (outcome) => outcome.kind === clock.kind && outcome.cycle === clock.cycle,
          );
          const breaches = own.filter((outcome) => outcome.what === 'breached');
          expect(breaches.length).toBe(clock.breachedAt === null ? 0 : 1);
          const keys = own.map((outcome) => `${outcome.what} ${outcome.run}`);
          expect(new Set(keys).size).toBe(keys.length);
          const breach = breaches[0];
          if (breach)
            for (const outcome of own)
              expect(outcome.what === 'breached' || outcome.run < breach.run).toBe(true);
          if (clock.dueAt !== null && clock.stoppedAt === null)
            expect(clock.dueAt).toBeGreaterThanOrEqual(clock.since);
        }
      }),
    );
  });

  test('tells the same whether its history comes at once or grows by events', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const whole = ticketSla(happenings, promiseFor).outcomes;
        const seen = new Set<string>();
        const name = (outcome: (typeof whole)[number]) =>
          JSON.stringify([outcome.what, outcome.kind, outcome.cycle, outcome.run, outcome.at]);
        happenings.forEach((_, index) => {
          for (const outcome of ticketSla(happenings.slice(0, index + 1), promiseFor).outcomes)
            seen.add(name(outcome));
        });
        expect([...seen].sort()).toEqual(whole.map(name).sort());
      }),
    );
  });
});
