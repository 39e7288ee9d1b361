import { type CalendarRules, calendarRules, WEEKDAYS } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CompiledCalendar } from './compiled-calendar.ts';
import { addWorkingTime, isWorkingTime, nextWorkingInstant, workingTimeBetween } from './working-time.ts';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
  'UTC',
  'America/Sao_Paulo', // until 2019 changed its clock at midnight
  'America/St_Johns', // until 2011 changed it at one minute past midnight
  'Pacific/Apia', // skipped 30 December 2011
];
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LAST_DAY = Date.parse('2027-12-31') / DAY_MS;

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Up to three intervals from cuts of the day; neighbours may touch. */
const dayHours = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(0, 60, 90, 120, 150, 180, 1440)), {
    maxLength: 6,
  })
  .map((cuts) => {
    const sorted = [...cuts].sort((a, b) => a - b);
    const paired = sorted.flatMap((from, index) =>
      index % 2 === 0 && index + 1 < sorted.length
        ? [{ from: hhmm(from), to: hhmm(sorted[index + 1]!) }]
        : [],
    );
    return paired;
  });

const days = fc.integer({ min: Date.parse('2009-01-01') / DAY_MS, max: LAST_DAY });

/** Days around the clock changes of the zones, so that they are met often. */
const changeDays = fc
  .constantFrom(
    '2026-03-29',
    '2026-10-25',
    '2026-03-08',
    '2026-11-01',
    '2026-04-05',
    '2026-10-04',
    '2018-11-04',
    '2010-11-07',
    '2010-03-14',
    '2011-12-30',
  )
  .map((date) => Date.parse(date) / DAY_MS);

const anchor = fc.oneof(days, changeDays);

/** Calendars whose special days lie around the anchor day. */
const setting = anchor.chain((day) =>
  fc
    .record({
      timeZone: fc.constantFrom(...ZONES),
      week: fc.array(dayHours, { minLength: 7, maxLength: 7 }),
      special: fc.uniqueArray(
        fc.record({
          date: fc.integer({ min: day - 4, max: day + 10 }),
          kind: fc.constantFrom('holiday', 'makeupLike', 'makeupOwn', 'exception'),
          hours: dayHours,
          like: fc.constantFrom(...WEEKDAYS),
        }),
        { selector: (special) => special.date, maxLength: 6 },
      ),
    })
    .map(({ timeZone, week, special }): CalendarRules => {
      const weekly = Object.fromEntries(WEEKDAYS.map((weekday, index) => [weekday, week[index]!]));
      if (week.every((hours) => hours.length === 0)) weekly.monday = [{ from: '09:00', to: '17:00' }];
      const dated = special.map((s) => ({
        ...s,
        date: new Date(s.date * DAY_MS).toISOString().slice(0, 10),
      }));
      const of = (kind: string) => dated.filter((s) => s.kind === kind);
      return calendarRules.parse({
        timeZone,
        weekly,
        holidays: of('holiday').map(({ date }) => ({ date, name: 'holiday' })),
        makeupDays: [
          ...of('makeupLike').map(({ date, like }) => ({ date, name: 'make-up', likeWeekday: like })),
          ...of('makeupOwn').map(({ date, hours }) => ({ date, name: 'make-up', intervals: hours })),
        ],
        exceptions: of('exception').map(({ date, hours }) => ({ date, name: 'exception', intervals: hours })),
      });
    })
    .map((calendar) => ({ calendar, origin: day * DAY_MS })),
);

const offset = fc.integer({ min: -4 * DAY_MS, max: 10 * DAY_MS });
const amount = fc.integer({ min: 0, max: 60 * 3600 });

const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

/**
 * The independent reckoning: walks real minutes, reads the wall clock at each, and asks the calendar's text
 * about the latest local time seen so far. Knows nothing of spans, transitions or sums.
 */
function minutesByWalking(calendar: CalendarRules, fromMs: number, toMs: number): boolean[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const worked: boolean[] = [];
  let latest = '';
  // Two days ahead of the stretch, so that a repeated hour at its start is known to be a repetition.
  for (let ms = fromMs - 2 * DAY_MS; ms < toMs; ms += MINUTE_MS) {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const seen = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
    if (seen > latest) latest = seen;
    if (ms >= fromMs) worked.push(isWorkedByTheText(calendar, latest.slice(0, 10), latest.slice(11)));
  }
  return worked;
}

function isWorkedByTheText(calendar: CalendarRules, date: string, time: string): boolean {
  const named = WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
  const on = <T extends { date: string }>(list: readonly T[]) => list.find((day) => day.date === date);
  const makeup = on(calendar.makeupDays);
  const hours =
    on(calendar.exceptions)?.intervals ??
    (makeup?.likeWeekday ? calendar.weekly[makeup.likeWeekday] : makeup?.intervals) ??
    (on(calendar.holidays) ? [] : calendar.weekly[named]);
  return hours.some((interval) => interval.from <= time && time < interval.to);
}

describe('against minute-by-minute counting', () => {
  test('between and isWorkingTime', () => {
    fc.assert(
      fc.property(
        setting,
        fc.integer({ min: -1440, max: 2000 }),
        fc.integer({ min: 0, max: 3000 }),
        (s, start, span) => {
          const from = s.origin + start * MINUTE_MS;
          const to = from + span * MINUTE_MS;
          const walked = minutesByWalking(s.calendar, from, to);
          expect(workingTimeBetween(s.calendar, at(from), at(to))).toBe(walked.filter(Boolean).length * 60);
          if (walked.length > 0) expect(isWorkingTime(s.calendar, at(from))).toBe(walked[0]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('the plain form', () => {
  test('adding in two parts is adding at once', () => {
    fc.assert(
      fc.property(setting, offset, amount, amount, fc.boolean(), (s, shift, a, b, back) => {
        const sign = back ? -1 : 1;
        const start = at(s.origin + shift);
        const stepped = addWorkingTime(s.calendar, addWorkingTime(s.calendar, start, sign * a), sign * b);
        expect(stepped).toEqual(addWorkingTime(s.calendar, start, sign * (a + b)));
      }),
    );
  });

  test('what lies between adds up, and changes its sign when reversed', () => {
    fc.assert(
      fc.property(setting, offset, offset, offset, (s, x, y, z) => {
        const [a, b, c] = [at(s.origin + x), at(s.origin + y), at(s.origin + z)];
        const between = (from: Temporal.Instant, to: Temporal.Instant) =>
          workingTimeBetween(s.calendar, from, to);
        expect(between(a, b) + between(b, c)).toBeCloseTo(between(a, c), 6);
        expect(between(b, a)).toBe(0 - between(a, b));
      }),
    );
  });

  test('more time or a later start is never due earlier, and no clock outruns the wall', () => {
    fc.assert(
      fc.property(setting, offset, fc.nat(2 * DAY_MS), amount, amount, (s, shift, later, a, more) => {
        const start = s.origin + shift;
        const due = addWorkingTime(s.calendar, at(start), a).epochMilliseconds;
        expect(addWorkingTime(s.calendar, at(start), a + more).epochMilliseconds).toBeGreaterThanOrEqual(due);
        expect(addWorkingTime(s.calendar, at(start + later), a).epochMilliseconds).toBeGreaterThanOrEqual(
          a === 0 ? start + later : due,
        );
        expect(due - start).toBeGreaterThanOrEqual(a * 1000);
      }),
    );
  });

  test('what was added lies between, and the answer is the earliest such instant', () => {
    fc.assert(
      fc.property(setting, offset, fc.integer({ min: 1, max: 60 * 3600 }), (s, shift, seconds) => {
        const start = at(s.origin + shift);
        const due = addWorkingTime(s.calendar, start, seconds);
        expect(workingTimeBetween(s.calendar, start, due)).toBe(seconds);
        const earlier = due.subtract({ milliseconds: 1 });
        expect(workingTimeBetween(s.calendar, start, earlier)).toBeLessThan(seconds);
        const back = addWorkingTime(s.calendar, start, -seconds);
        expect(workingTimeBetween(s.calendar, back, start)).toBe(seconds);
        expect(isWorkingTime(s.calendar, back)).toBe(true);
      }),
    );
  });

  test('no working time lies before the next working instant, and it is worked', () => {
    fc.assert(
      fc.property(setting, offset, (s, shift) => {
        const start = at(s.origin + shift);
        const next = nextWorkingInstant(s.calendar, start);
        expect(workingTimeBetween(s.calendar, start, next)).toBe(0);
        expect(isWorkingTime(s.calendar, next)).toBe(true);
      }),
    );
  });
});

test('the compiled form answers exactly as the plain form, in any order of questions', () => {
  const question = fc.record({
    shift: fc.oneof(offset, fc.integer({ min: -400 * DAY_MS, max: 400 * DAY_MS })),
    span: fc.oneof(offset, fc.integer({ min: -100 * DAY_MS, max: 100 * DAY_MS })),
    seconds: fc.oneof(
      fc.integer({ min: -200 * 3600, max: 200 * 3600 }),
      fc.integer({ min: -9999, max: 9999 }).map((ms) => ms / 1000),
    ),
  });
  fc.assert(
    fc.property(setting, fc.array(question, { minLength: 1, maxLength: 4 }), (s, questions) => {
      const compiled = new CompiledCalendar(s.calendar);
      for (const { shift, span, seconds } of questions) {
        const from = s.origin + shift;
        expect(compiled.add(from, seconds)).toBe(
          addWorkingTime(s.calendar, at(from), seconds).epochMilliseconds,
        );
        expect(compiled.between(from, from + span)).toBe(
          workingTimeBetween(s.calendar, at(from), at(from + span)),
        );
        expect(compiled.isWorking(from)).toBe(isWorkingTime(s.calendar, at(from)));
        expect(compiled.nextWorking(from)).toBe(nextWorkingInstant(s.calendar, at(from)).epochMilliseconds);
        const stretches = compiled.stretches(from, from + Math.abs(span));
        const sum = stretches.reduce((total, stretch) => total + stretch.to - stretch.from, 0);
        expect(sum / 1000).toBe(compiled.between(from, from + Math.abs(span)));
        stretches.slice(1).forEach((stretch, index) => {
          expect(stretch.from).toBeGreaterThan(stretches[index]!.to);
        });
      }
    }),
    { numRuns: 60 },
  );
});
